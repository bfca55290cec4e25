import type { Proposal } from '../propose/proposal.ts';
import type { Choice } from './choices.ts';
import { likelihoods } from './trees.ts';
import { CONFIDENCE, FEATURES, FORESTS } from './weights.ts';

/** Which trees judge: those for text alone, or those that know what the program says as well. */
export type Bench = keyof typeof FORESTS;

/** What a hunk most likely becomes. */
export interface Pick {
  readonly proposal: Proposal;
  /** 0 to 1, among all proposals and none of them. */
  readonly likelihood: number;
}

/** The likeliest proposal that keeps what both sides added; null where none does. */
export function pickOf({ proposals, features }: Choice, bench: Bench): Pick | null {
  const rows = features.map((named) => FEATURES.map((name) => named[name] ?? 0));
  let best: Pick | null = null;
  for (const [i, likelihood] of likelihoods(FORESTS[bench], rows).entries()) {
    if (!isLossless(features[i]!) || likelihood <= (best?.likelihood ?? 0)) continue;
    best = { proposal: proposals[i]!, likelihood };
  }
  return best;
}

/** Whether every word that a side added is in the proposal. */
export function isLossless(features: Readonly<Record<string, number>>): boolean {
  return features['wordsLostOfOurs'] === 0 && features['wordsLostOfTheirs'] === 0;
}

/** How likely all picks of a file are right at once. */
export function jointLikelihood(picks: readonly Pick[]): number {
  return picks.reduce((all, { likelihood }) => all * likelihood, 1);
}

/** How often files of that likelihood were what a person wrote, all of the text counted: on repositories not learned from. */
export function confidenceOf(joint: number): number {
  let [from, less] = [0, 0];
  for (const [to, more] of CONFIDENCE) {
    if (joint <= to) return less + ((more - less) * (joint - from)) / (to - from);
    [from, less] = [to, more];
  }
  return less;
}
