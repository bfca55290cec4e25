import type { Install } from '@sluice/model';

/** The rungs that are looked for, cheapest first. */
export const RUNGS = ['lint', 'build', 'test'] as const;
export type Rung = (typeof RUNGS)[number];

export interface FoundTier {
  readonly rung: Rung;
  readonly command: string;
  /** For people: what in the tree says so. */
  readonly origin: string;
}

/** What one ecosystem has to say about a tree. */
export interface Finding {
  /** `npm`, `python` … */
  readonly ecosystem: string;
  readonly tiers: readonly FoundTier[];
  readonly install: Install | null;
  /** For people: what was seen and cannot be used as it is. */
  readonly notes: readonly string[];
}
