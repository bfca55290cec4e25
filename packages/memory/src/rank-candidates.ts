import type { Candidate, GitPath } from '@sluice/model';
import { isTestPath } from './path-class.ts';

/** What is known of a candidate before anybody has looked at it. */
export interface RankedCandidate {
  readonly candidate: Candidate;
  /** Every path that its branches change. */
  readonly paths: readonly GitPath[];
}

/**
 * The candidates of one cluster, most promising first: what loses nothing; what takes in more branches; what keeps more
 * of their tests; what leaves less out; what changes fewer files; then in the order given.
 */
export function rankCandidates<T extends RankedCandidate>(candidates: readonly T[]): T[] {
  const scored = candidates.map((each) => ({ each, scores: scoresOf(each) }));
  return scored
    .toSorted((a, b) => {
      const i = a.scores.findIndex((score, at) => score !== b.scores[at]);
      return i < 0 ? 0 : b.scores[i]! - a.scores[i]!;
    })
    .map(({ each }) => each);
}

function scoresOf({ candidate, paths }: RankedCandidate): readonly number[] {
  const dropped = new Set(candidate.steps.flatMap((step) => step.dropped));
  const tests = paths.filter((path) => isTestPath(path) && !dropped.has(path)).length;
  const changed = new Set(paths).size;
  return [candidate.complete ? 1 : 0, candidate.steps.length, tests, -dropped.size, -changed];
}
