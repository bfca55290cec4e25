import type { Apart } from './tree/merge-parts.ts';

/** How the sides met: the least sure thing that happened in a merge. */
type Encounter = 'apart' | 'beside' | 'joined' | 'items' | 'groups';

/** Merges that were what people had made of the same versions, and merges that were not. */
type Tally = readonly [right: number, wrong: number];

/** Measured on merges of public repositories; a format that is not here was too rare there. */
const MEASURED: Readonly<Record<string, Partial<Record<Encounter, Tally>>>> = {
  CSS: { apart: [1, 0] },
  Gradle: { apart: [1, 0], beside: [3, 0], joined: [1, 0] },
  JSON: { apart: [4, 0], beside: [1, 0] },
  'JSON Lines': { apart: [2, 1], items: [21, 1] },
  'Cargo.toml': { apart: [2, 0] },
  'pyproject.toml': { apart: [0, 1], items: [1, 0] },
  YAML: { apart: [3, 1], items: [0, 1] },
  changelog: { apart: [4, 1], items: [11, 5], groups: [8, 8] },
  'go.mod': { apart: [1, 0], items: [0, 1] },
  'go.sum': { items: [0, 9] },
  names: { items: [1, 1] },
  'package.json': { apart: [7, 1], joined: [8, 1] },
  'pom.xml': { apart: [1, 1], joined: [14, 0] },
  properties: { apart: [3, 0] },
};

/** What is believed of any format before it is measured: the rate over all of them, worth so many merges. */
const BELIEF: Readonly<Record<Encounter, number>> = {
  apart: 0.83,
  beside: 0.8,
  joined: 0.85,
  items: 0.65,
  groups: 0.5,
};
const WEIGHT = 4;

/** How likely a merge of a format is what a person would have written, 0 to 1. */
export function confidenceOf(format: string, apart: Apart): number {
  const encounter = encounterOf(apart);
  const [right, wrong] = MEASURED[format]?.[encounter] ?? [0, 0];
  return (right + BELIEF[encounter] * WEIGHT) / (right + wrong + WEIGHT);
}

function encounterOf({ meetings, groupMeetings, joined, besideRemovals }: Apart): Encounter {
  if (joined > 0) return 'joined';
  if (groupMeetings > 0) return 'groups';
  if (meetings > 0) return 'items';
  return besideRemovals > 0 ? 'beside' : 'apart';
}
