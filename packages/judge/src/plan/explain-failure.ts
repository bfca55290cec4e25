// Why does a branch fail: by itself, or together with which others? People act on the smallest set, not on the batch.

import { findTurn } from './find-turn.ts';
import type { ItemSet } from './item-set.ts';
import type { RunOutcome } from './run-outcome.ts';

/** `culprit` turned `context` (which is green) into something that is not. */
export interface Failure {
  readonly context: ItemSet;
  readonly culprit: number;
  readonly outcome: Exclude<RunOutcome, 'green'>;
}

/** The smallest failing set found, or the sets to test before it can be named. */
export type Explanation = { readonly failingSet: ItemSet } | { readonly wanted: readonly ItemSet[] };

/** Partners that are looked for one by one; with more of them the smallest set observed so far is named. */
const MOST_PARTNERS = 3;

/**
 * The culprit is tried alone; while that passes, the shortest stretch of the context that fails with it ends in a
 * partner, which joins it. For monotone failures of up to four items the result is minimal: each proper subset passes.
 * It takes one search per partner, as in QuickXplain (U. Junker, 'QuickXplain: preferred explanations and relaxations
 * for over-constrained problems', AAAI 2004). As in ddmin (A. Zeller, R. Hildebrandt, 'Simplifying and isolating
 * failure-inducing input', IEEE TSE 28(2), 2002) only the same outcome counts as the same failure: a subset that cannot
 * be merged does not explain a red test.
 */
export function explainFailure(
  failure: Failure,
  slots: number,
  outcomeOf: (set: ItemSet) => RunOutcome | undefined,
): Explanation {
  let rest = failure.context;
  let core: ItemSet = [failure.culprit];
  for (let partners = 0; ; partners++) {
    const outcome = outcomeOf(core);
    if (outcome === undefined) return { wanted: [core] };
    if (outcome === failure.outcome) return { failingSet: core };
    if (partners === MOST_PARTNERS) return { failingSet: [...rest, ...core] };
    const fixed = core;
    const stretch = (length: number): ItemSet => [...rest.slice(0, length), ...fixed];
    const answer = findTurn({
      good: 0,
      bad: rest.length,
      widths: [slots, slots],
      passes: (length) => differs(outcomeOf(stretch(length)), failure.outcome),
    });
    if ('probes' in answer) return { wanted: answer.probes.map(stretch) };
    core = [rest[answer.turn - 1]!, ...core];
    rest = rest.slice(0, answer.turn - 1);
  }
}

function differs(outcome: RunOutcome | undefined, other: RunOutcome): boolean | undefined {
  return outcome === undefined ? undefined : outcome !== other;
}
