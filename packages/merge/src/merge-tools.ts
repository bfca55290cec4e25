/** What a merge needs that had to be loaded before: merging itself is synchronous and reads nothing. */
export interface MergeTools {
  /** Declared where the parsers are: `SyntaxReader`. Null merges text without parsing it. */
  readonly syntax: unknown;
}

/** Merging without parsers. */
export const NO_TOOLS: MergeTools = { syntax: null };
