/** The ways in which the text of a hunk can come about; the order is that of preference between equal texts. */
export const WAYS = [
  'format',
  'structured',
  'adjacent',
  'adjacent-flipped',
  'words-strict',
  'words',
  'words-flipped',
  'lines-then-words',
  'lines-then-words-flipped',
  'union',
  'union-flipped',
  'interleaved',
  'interleaved-flipped',
  'interleaved-deleting',
  'interleaved-deleting-flipped',
  'sorted',
  'sorted-ignoring-case',
  'renamed-by-ours',
  'renamed-by-theirs',
  'newer',
  'carried',
  'ours',
  'theirs',
  'base',
] as const;
export type Way = (typeof WAYS)[number];

/** A text that a hunk could become, and all ways that lead to it. */
export interface Proposal {
  readonly ways: ReadonlySet<Way>;
  readonly lines: readonly string[];
}
