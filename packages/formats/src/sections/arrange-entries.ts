import { arrangeMeeting, sortedMeeting } from '../tree/arrange-meeting.ts';
import type { Versions } from '../tree/merge-parts.ts';
import type { Group } from '../tree/part.ts';
import { bareKey } from '../tree/part.ts';
import type { Arrange, Meeting } from '../tree/place-parts.ts';

/** Most subsections of a release whose order is learned. */
const MOST_SECTIONS = 30;

/**
 * How a changelog has its new parts: releases with the newest first, the kinds of change in the order of other
 * releases, entries by number or by the part of the project where both sides have them so; else those of ours first.
 */
export function entriesArranged(files: Versions<Group>): Arrange {
  const before = kindsBefore(files);
  return (meeting) => {
    const keys = [...meeting.ours, ...meeting.theirs];
    if (keys.every((key) => key.startsWith('v '))) return arrangeMeeting(meeting);
    if (keys.every((key) => key.startsWith('# '))) return arrangeKinds(meeting, before);
    return arrangeItems(meeting, keys);
  };
}

function arrangeItems(meeting: Meeting, keys: readonly string[]): readonly string[] {
  const { ours, theirs, previous, next } = meeting;
  const beside = { previous: previous.slice(-1), next: next.slice(0, 1), replaced: meeting.replaced };
  if (keys.every((key) => NUMBERED.test(key))) return sortedMeeting({ ...beside, ours, theirs }) ?? keys;
  const [mine, other] = [ours, theirs].map((side) => side.map(tagOf));
  const isTagged = [...mine!, ...other!].every((tag) => tag !== null);
  return isTagged && mine![0]! > other!.at(-1)! ? [...theirs, ...ours] : keys;
}

const NUMBERED = /^\W{0,3}(?:PR|GH|issue)?\W{0,2}\d/i;

/** The part of the project that an entry names at its start, in brackets; null if it names none. */
function tagOf(key: string): string | null {
  return /^[-*+](?:\*\*)?`?\[@?([^\]]{1,100})\]/.exec(bareKey(key))?.[1]?.toLowerCase() ?? null;
}

/** Theirs first only where the file has them so elsewhere, and never the other way round. */
function arrangeKinds({ ours, theirs }: Meeting, before: ReadonlySet<string>): readonly string[] {
  const pairs = ours.flatMap((a) => theirs.map((b) => [bareKey(a), bareKey(b)] as const));
  const isBefore = (a: string, b: string): boolean => before.has(`${a}\n${b}`);
  const turned =
    pairs.some(([a, b]) => isBefore(b, a) && !isBefore(a, b)) && !pairs.some(([a, b]) => isBefore(a, b));
  return turned ? [...theirs, ...ours] : [...ours, ...theirs];
}

/** Pairs of subsections of which the first comes before the second somewhere. */
function kindsBefore({ ours, theirs }: Versions<Group>): Set<string> {
  const pairs = new Set<string>();
  for (const file of [ours, theirs])
    for (const { body } of file.children) {
      const kinds = body.kind === 'leaf' ? [] : body.children.map(({ key }) => bareKey(key));
      const sections = kinds.filter((key) => key.startsWith('# ')).slice(0, MOST_SECTIONS);
      for (const [i, first] of sections.entries())
        for (const second of sections.slice(i + 1)) pairs.add(`${first}\n${second}`);
    }
  return pairs;
}
