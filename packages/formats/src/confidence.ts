import type { Apart } from './tree/merge-parts.ts';

/** How the sides met: the least sure thing that happened in a merge. */
type Encounter = 'apart' | 'beside' | 'joined' | 'items' | 'groups';

/** Merges that were what people had made of the same versions, and merges that were not. */
type Tally = readonly [right: number, wrong: number];

/** Measured on merges of public repositories; a format that is not here was too rare there. */
const MEASURED: Readonly<Record<string, Partial<Record<Encounter, Tally>>>> = {
  'Cargo.toml': { apart: [11, 10], beside: [2, 0], joined: [4, 0], items: [0, 2], groups: [0, 2] },
  changelog: { apart: [23, 14], beside: [15, 14], items: [155, 129], groups: [77, 29] },
  CSS: { apart: [1, 0] },
  'go.mod': { apart: [1, 1], joined: [1, 4], items: [0, 2] },
  'go.sum': { items: [0, 19] },
  Gradle: { apart: [3, 0], beside: [3, 0], joined: [1, 0], items: [2, 2] },
  INI: { apart: [3, 0] },
  JSON: { apart: [5, 1], beside: [1, 0], items: [2, 0], groups: [1, 1] },
  'JSON Lines': { apart: [2, 1], items: [21, 1] },
  names: { beside: [1, 0], items: [3, 5] },
  'package.json': { apart: [26, 10], beside: [3, 0], joined: [15, 3], items: [1, 2], groups: [0, 3] },
  'pom.xml': { apart: [1, 1], joined: [14, 0] },
  properties: { apart: [3, 1], joined: [33, 1] },
  'pyproject.toml': { apart: [0, 1], joined: [15, 0], items: [1, 0] },
  requirements: { joined: [6, 0] },
  TOML: { apart: [31, 23], joined: [44, 18] },
  XML: { apart: [0, 4] },
  YAML: { apart: [14, 6], beside: [1, 0], joined: [9, 0], items: [0, 1], groups: [1, 0] },
};

/** What is believed of any format before it is measured: the rate over all of them, worth so many merges. */
const BELIEF: Readonly<Record<Encounter, number>> = {
  apart: 0.63,
  beside: 0.93,
  joined: 0.85,
  items: 0.56,
  groups: 0.69,
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
