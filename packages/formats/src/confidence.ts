import type { Apart } from './tree/merge-parts.ts';

/** How the sides met, from the plainest to the least sure. */
type Encounter = 'apart' | 'meeting' | 'joined';

/** Merges that were what people had made of the same versions, and that were not. */
type Tally = readonly [right: number, wrong: number];

/** Measured on merges of public repositories; a format that is not here was too rare there. */
const MEASURED: Readonly<Record<string, Partial<Record<Encounter, Tally>>>> = {
  JSON: { apart: [5, 0] },
  'JSON Lines': { apart: [2, 1], meeting: [21, 1] },
  'package.json': { apart: [4, 4], joined: [0, 2] },
  changelog: { apart: [4, 1], meeting: [20, 12] },
  names: { meeting: [1, 1] },
  properties: { apart: [3, 0] },
  'go.sum': { apart: [1, 2], meeting: [0, 6] },
};

/** What a format is believed to be before it is measured: as right as all of them together, worth so many merges. */
const BELIEF: Readonly<Record<Encounter, { right: number; weight: number }>> = {
  apart: { right: 0.8, weight: 4 },
  meeting: { right: 0.6, weight: 4 },
  joined: { right: 0.5, weight: 4 },
};

/** How likely a merge of a format is what a person would have written, 0 to 1. */
export function confidenceOf(format: string, { meetings, joined }: Apart): number {
  const encounter = joined > 0 ? 'joined' : meetings > 0 ? 'meeting' : 'apart';
  const [right, wrong] = MEASURED[format]?.[encounter] ?? [0, 0];
  const belief = BELIEF[encounter];
  return (right + belief.right * belief.weight) / (right + wrong + belief.weight);
}
