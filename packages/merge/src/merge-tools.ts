import type { SyntaxReader } from '@sluice/syntax';
import type { Experience } from './experience.ts';

/** What a merge needs that had to be loaded before: merging itself is synchronous and reads nothing. */
export interface MergeTools {
  /** Null merges programs as text. */
  readonly syntax: SyntaxReader | null;
  /** How methods fared in this repository; without it they are what they are anywhere. */
  readonly experience?: Experience;
}

/** Merging without parsers. */
export const NO_TOOLS: MergeTools = { syntax: null };
