import type { Candidate, GitPath } from '@sluice/model';
import { isTestPath } from './path-class.ts';

/** What is known of a candidate before anybody has looked at it. */
export interface RankedCandidate {
  readonly candidate: Candidate;
  /** Every path that its branches change. */
  readonly paths: readonly GitPath[];
  /** Whether the cheapest tier passed; null: it did not run. */
  readonly passes: boolean | null;
}

/**
 * The candidates of one cluster, most promising first: what loses nothing; what passes the checks that ran; what keeps
 * more of the branches' tests; what leaves less out; then in the order given.
 */
export function rankCandidates<T extends RankedCandidate>(candidates: readonly T[]): T[] {
  return candidates.toSorted((a, b) => {
    const [scoreA, scoreB] = [scores(a), scores(b)];
    const i = scoreA.findIndex((score, each) => score !== scoreB[each]);
    return i < 0 ? 0 : scoreB[i]! - scoreA[i]!;
  });
}

function scores({ candidate, paths, passes }: RankedCandidate): readonly number[] {
  const dropped = new Set(candidate.steps.flatMap((step) => step.dropped));
  const tests = paths.filter((path) => isTestPath(path) && !dropped.has(path)).length;
  return [
    candidate.complete ? 1 : 0,
    passes === null ? 0 : passes ? 1 : -1,
    candidate.steps.length,
    tests,
    -dropped.size,
  ];
}
