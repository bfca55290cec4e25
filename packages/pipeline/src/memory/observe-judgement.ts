import {
  decisionSubject,
  EMPTY_MEMORY,
  mergeMemories,
  remember,
  type Memory,
  type MemoryEvent,
  type MemoryOutcome,
} from '@sluice/memory';
import type { Git } from '@sluice/ports';
import type { Base } from '../discover.ts';
import type { Judgement } from '../judge-union.ts';
import { nameOf, type LandingItem, type MergedItem } from '../landing-item.ts';
import type { MergeSequence } from '../merge-sequence.ts';

/** What was judged, and how. */
export interface Observed {
  readonly judgement: Judgement;
  /** Everything that was judged together. */
  readonly items: readonly LandingItem[];
  readonly sequence: MergeSequence;
  /** Whether tests ran: the built-in check says nothing of a decision. */
  readonly tested: boolean;
}

/** Decisions of people on the base whose commits are looked up in one run: the newest. */
const MOST_UNPROVEN = 20;

/**
 * Tests that passed speak for every decision in the tree: those that were recalled, and those that people took on the
 * base. Tests that failed speak against what was recalled for the branch that made them fail.
 */
export async function observeJudgement(
  git: Git,
  known: Memory,
  observed: Observed,
  { base, now }: { readonly base: Base; readonly now: number },
): Promise<Memory> {
  const { judgement, items, sequence, tested } = observed;
  if (!tested) return EMPTY_MEMORY;
  let learned = EMPTY_MEMORY;
  for (const { kind, branch, failingSet } of judgement.offenders) {
    if (kind === 'unmergeable') continue;
    const failing = new Set(failingSet);
    const merged = await sequence.merge(items.filter((item) => failing.has(nameOf(item))));
    if (merged.kind !== 'merged') continue;
    const own = merged.items.filter(({ item }) => nameOf(item) === branch);
    learned = heard(learned, own, { outcome: 'failed', at: now });
  }
  if (judgement.tree === null) return learned;
  const merged = await sequence.merge(judgement.accepted);
  const passed = merged.kind === 'merged' ? merged.items : [];
  return mergeMemories(learned, await observePassed(git, known, passed, { base, now }));
}

/** Tests passed with these on the base. */
export async function observePassed(
  git: Git,
  known: Memory,
  items: readonly MergedItem[],
  { base, now }: { readonly base: Base; readonly now: number },
): Promise<Memory> {
  const passed = heard(EMPTY_MEMORY, items, { outcome: 'passed', at: now });
  const proven = (await unproven(git, base, known)).map(({ subject, source, path, at }) => ({
    subject,
    outcome: 'passed' as const,
    on: { source, path, at },
  }));
  return remember(passed, proven);
}

/** The head of the branch shows it: the same branch in another run says nothing new. */
function heard(
  memory: Memory,
  items: readonly MergedItem[],
  { outcome, at }: { readonly outcome: MemoryOutcome; readonly at: number },
): Memory {
  const seen = items.flatMap(({ item: { manifest }, contended }) =>
    contended.flatMap(({ path, decisions }) =>
      decisions.map((id) => ({
        subject: decisionSubject(id),
        outcome,
        on: { source: manifest.head, path, at },
      })),
    ),
  );
  return remember(memory, seen);
}

/** Decisions of people that are on this base and of which nobody has seen yet that tests pass with them. */
async function unproven(git: Git, base: Base, { events }: Memory): Promise<MemoryEvent[]> {
  const passed = new Set([...events.values()].filter(({ outcome }) => outcome === 'passed').map(subjectOf));
  const decided = [...events.values()]
    .filter((event) => event.outcome === 'decided' && !passed.has(event.subject))
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
  const sources = [...new Set(decided.map(({ source }) => source))].slice(0, MOST_UNPROVEN);
  const missing = await git.unreadable(sources);
  const onBase = new Set<string>();
  for (const source of sources.filter((each) => !missing.has(each)))
    if ((await git.mergeBases(source, base.sha)).includes(source)) onBase.add(source);
  return decided.filter(({ source }) => onBase.has(source));
}

function subjectOf({ subject }: MemoryEvent): string {
  return subject;
}
