import type { Trio } from './trio.ts';

/** An entry of the result: its text, and what stands behind it apart from a separator. */
export interface MergedEntry {
  readonly text: string;
  readonly after: string;
}

/** A thing that is in the result, with what it says there. */
export interface Placed extends MergedEntry {
  readonly trio: Trio;
}
