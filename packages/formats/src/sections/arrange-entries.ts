import { arrangeMeeting, sortedMeeting } from '../tree/arrange-meeting.ts';
import type { Versions } from '../tree/merge-parts.ts';
import type { Group } from '../tree/part.ts';
import { bareKey } from '../tree/part.ts';
import type { Arrange, Meeting } from '../tree/place-parts.ts';

/** Most subsections of a release whose order is learned. */
const MOST_SECTIONS = 30;

/**
 * How a changelog has its new parts: releases with the newest first, the kinds of change in the order of other
 * releases, entries by number where the list has them so. At the end of a list the side with more of them goes first:
 * it is the branch that moved on, the single entry that of the branch which caught up. Else ours go first.
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
  const numbered = keys.every((key) => /^\W{0,3}(?:PR|GH|issue)?\W{0,2}\d/i.test(key));
  const { previous, next } = meeting;
  const beside = { ...meeting, previous: previous.slice(-1), next: next.slice(0, 1) };
  const sorted = numbered ? sortedMeeting(beside) : null;
  if (sorted) return sorted;
  const appended = meeting.previous.length > 0 && meeting.next.length === 0;
  return appended && meeting.theirs.length > meeting.ours.length
    ? [...meeting.theirs, ...meeting.ours]
    : keys;
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
