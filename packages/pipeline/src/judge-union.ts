import {
  finished,
  nextRuns,
  observe,
  startPlan,
  type Offender,
  type PlanResult,
  type RunOutcome,
  type RunRequest,
} from '@sluice/judge';
import type { BranchName, Oid } from '@sluice/model';
import type { Progress } from '@sluice/ports';
import { nameOf, type LandingItem } from './landing-item.ts';
import type { MergeSequence } from './merge-sequence.ts';
import type { Validator } from './validator.ts';

export interface Judgement {
  readonly accepted: readonly LandingItem[];
  /** The tree of exactly these that was observed green; null where nothing is accepted. */
  readonly tree: Oid | null;
  readonly offenders: readonly JudgedOffender[];
  readonly baseRed: boolean;
}

export interface JudgedOffender {
  readonly branch: BranchName;
  readonly kind: Offender['kind'];
  readonly failingSet: readonly BranchName[];
  /** The tree on which the set failed; null where it does not merge. */
  readonly tree: Oid | null;
}

/** Tests the union first; if it is red, follows the plan of test runs until the offenders are named. */
export async function judgeUnion(
  items: readonly LandingItem[],
  {
    sequence,
    validator,
    slots,
    progress,
  }: { sequence: MergeSequence; validator: Validator; slots: number; progress: Progress },
): Promise<Judgement> {
  const byName = new Map(items.map((item) => [nameOf(item), item]));
  const itemsOf = (names: readonly (readonly BranchName[])[]): LandingItem[] =>
    names.flat().map((name) => byName.get(name)!);
  const trees = new Map<string, Oid>();
  const run = async ({ items: names }: RunRequest): Promise<RunOutcome> => {
    const merged = await sequence.merge(itemsOf(names));
    if (merged.kind === 'conflict') return 'unmergeable';
    const verdict = await validator.verdict(merged.tip.tree, names.flat());
    progress({
      stage: 'validate',
      message: `${describe(names.flat(), items.length)}: ${verdict.green ? 'green' : 'red'}`,
    });
    trees.set(names.join('\0'), verdict.tree);
    return verdict.green ? 'green' : 'red';
  };
  const result = await followPlan(items, slots, run);
  return {
    accepted: itemsOf(result.accepted),
    tree: trees.get(result.accepted.join('\0')) ?? null,
    baseRed: result.base === 'red' && result.accepted.length === 0,
    offenders: result.offenders.map(({ item, failingSet, kind }) => ({
      branch: item[0]!,
      kind,
      failingSet: failingSet.flat(),
      tree: trees.get(failingSet.join('\0')) ?? null,
    })),
  };
}

async function followPlan(
  items: readonly LandingItem[],
  slots: number,
  run: (request: RunRequest) => Promise<RunOutcome>,
): Promise<PlanResult> {
  let state = startPlan(
    items.map((item) => [nameOf(item)]),
    { slots },
  );
  const running = new Map<string, Promise<readonly [string, RunOutcome]>>();
  for (let result = finished(state); ; result = finished(state)) {
    if (result) {
      // Answers that nobody needs any more still hold their slots.
      await Promise.allSettled(running.values());
      return result;
    }
    for (const request of nextRuns(state, new Set(running.keys())).start) {
      if (running.size >= slots) break;
      running.set(
        request.key,
        run(request).then((outcome) => [request.key, outcome] as const),
      );
    }
    const [key, outcome] = await Promise.race(running.values());
    running.delete(key);
    state = observe(state, key, outcome);
  }
}

function describe(names: readonly BranchName[], all: number): string {
  if (names.length === 0) return 'the base alone';
  return names.length === all
    ? `all ${all} together`
    : names.length === 1
      ? names[0]!
      : `${names.length} of ${all}`;
}
