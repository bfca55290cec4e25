import type { SyntaxReader } from '@sluice/syntax';

/** What a merge needs that had to be loaded before: merging itself is synchronous and reads nothing. */
export interface MergeTools {
  /** Null merges programs as text. */
  readonly syntax: SyntaxReader | null;
}

/** Merging without parsers. */
export const NO_TOOLS: MergeTools = { syntax: null };
