import type { Lost, Method } from '@sluice/model';

/** What became of one contended file. */
export type MergedFile = MergedText | MergeConflict;

/** An answer: the content, or (null) the file is gone. */
export interface MergedText {
  readonly kind: 'merged';
  readonly text: string | null;
  readonly method: Method;
  /** How likely it is what a person would have written, 0 to 1: calibrated on real merges. */
  readonly confidence: number;
  /** What each side had and the answer does not: removed by the other side, never silently. */
  readonly lost: Lost;
}

/** No answer that is sound: somebody must choose. */
export interface MergeConflict {
  readonly kind: 'conflict';
  /** The best that is known, with diff3 markers where nothing is; null where there is no text to show. */
  readonly text: string | null;
  /** How many places are left; at least 1. */
  readonly conflicts: number;
  /** For people: what stands in the way, one phrase each; what an answer would have lost among them. */
  readonly reasons: readonly string[];
  /** It is not merged, since a program has to make it again. */
  readonly method?: Extract<Method, 'taken-out'>;
}
