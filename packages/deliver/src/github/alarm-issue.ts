import { isOid, type Oid } from '@sluice/model';
import { markdownCode, markdownCommand, markdownText } from '../markdown-text.ts';
import type { MarkdownSection } from '../markdown-budget.ts';
import { plainShort } from '../plain-text.ts';
import { count } from '../words.ts';
import type { RepositoryFacts } from './checkpoint-view.ts';
import { BODY_BYTES, fitDocument, prose } from './fit-document.ts';
import { alert, commitLink, linkTo } from './links.ts';
import { decodeBlock, encodeBlock, objectOf } from './machine-block.ts';

/** The closed set of alarms: title, what it means, what to do now. Nothing in here is by others. */
export const ALARMS = {
  'landed-tree-mismatch': {
    title: 'Sluice alarm: what landed is not what was validated',
    means:
      'A checkpoint was merged, and the tree on the base branch is another one than the tree that was tested.',
    act: 'Stop merging. Compare the two trees with the command below. If you cannot explain every line, revert the merge, and look at who could write to the base branch.',
  },
  'checkpoint-overwritten': {
    title: 'Sluice alarm: somebody else wrote to a checkpoint branch',
    means:
      'The branch of a checkpoint does not hold the commit that Sluice pushed. Nothing was delivered on top of it.',
    act: 'Find out who pushed to it. Branches under sluice/ belong to Sluice: protect them with a ruleset. Delete the branch, and the next run makes it again.',
  },
  'audit-incomplete': {
    title: 'Sluice alarm: what landed could not be audited',
    means:
      'The base branch has a checkpoint of which Sluice finds no record to compare it with that it can believe.',
    act: 'Compare the commit with its pull request by hand, and look at who took the record away or changed it.',
  },
} as const;
export type AlarmKind = keyof typeof ALARMS;

/** One observation. `expected` and `actual` are tree or commit ids; null: there is none. */
export interface Alarm {
  readonly kind: AlarmKind;
  /** The commit that was looked at. */
  readonly commit: Oid;
  readonly expected: Oid | null;
  readonly actual: Oid | null;
  /** Page of the run that saw it. */
  readonly runUrl: string;
  /** One or two sentences. */
  readonly detail: string;
}

type Sighting = Omit<Alarm, 'kind' | 'detail'>;

/** What is remembered in the issue: every sighting, oldest first. */
export interface AlarmFacts {
  readonly kind: AlarmKind;
  readonly sightings: readonly Sighting[];
}

/** The oldest is kept for ever, since the trouble began there, and so many of the newest. */
const SIGHTINGS_MOST = 50;

/**
 * Title and body of the one open issue about a kind of alarm. `previous` is what {@link decodeAlarm} read from its body,
 * null for a new issue. The same sighting twice gives the same text: a re-run changes nothing.
 */
export function alarmIssue(
  alarm: Alarm,
  { repository, previous }: { repository: RepositoryFacts; previous: AlarmFacts | null },
): { title: string; body: string } {
  const known = previous?.kind === alarm.kind ? previous.sightings : [];
  const sightings = withSighting(known, alarm);
  const { title, means, act } = ALARMS[alarm.kind];
  const sections = [
    prose(
      alert('CAUTION', [`**${means}**`]),
      [
        `- Commit ${commitLink(repository, alarm.commit)} (${markdownCode(alarm.commit)})`,
        `- Expected ${shown(alarm.expected)}`,
        `- Found ${shown(alarm.actual)}`,
        `- Seen by ${linkTo('this run', alarm.runUrl)}`,
      ].join('\n'),
      markdownText(plainShort(alarm.detail, 600)),
      `**Now:** ${act}`,
      compare(alarm),
    ),
    history(repository, sightings),
    prose(
      'Close this issue when it is explained. What it tells of counts as explained once a person has closed it, with this text as it is; the next alarm of this kind opens a new one.',
    ),
  ];
  const marker = encodeBlock('alarm', { kind: alarm.kind, sightings });
  const room = {
    bytes: BODY_BYTES - marker.length - 1,
    elsewhere: 'the marked block of this issue has them all',
  };
  return { title, body: `${fitDocument(sections, room)}\n${marker}\n` };
}

/** The facts in the body of an alarm issue, null where there are none, `ambiguous` where there are several blocks. */
export function decodeAlarm(body: string): AlarmFacts | 'ambiguous' | null {
  const read = decodeBlock('alarm', body);
  if (read === null || read === 'ambiguous') return read;
  const facts = objectOf(read.facts, ['kind', 'sightings']);
  const { kind, sightings } = facts ?? {};
  if (!isAlarmKind(kind) || !Array.isArray(sightings)) return null;
  const seen = (sightings as unknown[]).map(sightingOf);
  return seen.every((each) => each !== null) ? { kind, sightings: seen } : null;
}

/** The one open issue about a kind of alarm among the bodies; null: none. Of several the first one is written to. */
export function findAlarm(
  bodies: readonly string[],
  kind: AlarmKind,
): { readonly index: number; readonly facts: AlarmFacts } | null {
  for (const [index, body] of bodies.entries()) {
    const facts = decodeAlarm(body);
    if (facts !== null && facts !== 'ambiguous' && facts.kind === kind) return { index, facts };
  }
  return null;
}

/** Whether this was seen before, by whatever run. */
export function isSeen(known: readonly Sighting[], { commit, expected, actual }: Alarm): boolean {
  return known.some((each) => each.commit === commit && each.expected === expected && each.actual === actual);
}

function withSighting(known: readonly Sighting[], alarm: Alarm): readonly Sighting[] {
  const { commit, expected, actual, runUrl } = alarm;
  if (isSeen(known, alarm)) return known;
  const all = [...known, { commit, expected, actual, runUrl }];
  return all.length <= SIGHTINGS_MOST ? all : [all[0]!, ...all.slice(1 - SIGHTINGS_MOST)];
}

function shown(oid: Oid | null): string {
  return oid === null ? 'nothing' : markdownCode(oid);
}

function compare({ expected, actual }: Alarm): string {
  return expected === null || actual === null
    ? ''
    : `Compare: ${markdownCommand(`git diff ${expected} ${actual}`)}`;
}

function history(repository: RepositoryFacts, sightings: readonly Sighting[]): MarkdownSection {
  const items =
    sightings.length < 2
      ? []
      : sightings.map(
          ({ commit, expected, actual, runUrl }) =>
            `| ${commitLink(repository, commit)} | ${shown(expected)} | ${shown(actual)} | ${linkTo('run', runUrl)} |`,
        );
  const head = `### Seen ${count(sightings.length, 'time', 'times')}\n\n| Commit | Expected | Found | By |\n| --- | --- | --- | --- |`;
  return { head, items, separator: '\n', noun: 'sightings', tail: '' };
}

function isAlarmKind(value: unknown): value is AlarmKind {
  return typeof value === 'string' && Object.hasOwn(ALARMS, value);
}

function sightingOf(value: unknown): Sighting | null {
  const each = objectOf(value, ['commit', 'expected', 'actual', 'runUrl']);
  if (each === null) return null;
  const { commit, expected, actual, runUrl } = each;
  const ids = [expected, actual].every((id) => id === null || (typeof id === 'string' && isOid(id)));
  if (typeof commit !== 'string' || !isOid(commit) || !ids || typeof runUrl !== 'string') return null;
  return { commit, expected: expected as Oid | null, actual: actual as Oid | null, runUrl };
}
