/** `full` measures; `short` runs small sizes and checks only what does not depend on the machine. */
export type Size = 'full' | 'short';

/** One line of a benchmark's table. */
export interface Finding {
  readonly what: string;
  readonly figure: string;
  /** What the figure is held against, measured in the same run. */
  readonly baseline: string;
  /** How the two compare, in words: `212 times faster`. */
  readonly ratio: string;
  /** What must be reached; empty where the line is only for information. */
  readonly bar: string;
  readonly met: boolean;
}

export interface Benchmark {
  readonly name: string;
  /** What is measured, and how, in one or two sentences. */
  readonly about: string;
  run(size: Size): Promise<readonly Finding[]>;
}

/** A line for information only. */
export function note(
  what: string,
  figure: string,
  held: { readonly baseline: string; readonly ratio: string } = { baseline: '', ratio: '' },
): Finding {
  return { what, figure, ...held, bar: '', met: true };
}
