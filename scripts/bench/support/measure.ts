import { deepStrictEqual, ok } from 'node:assert/strict';

/** Seconds that a piece of work takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export function median(values: readonly number[]): number {
  ok(values.length > 0, 'there is something to take the median of');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export interface Pairs {
  /** Medians, in seconds. */
  readonly ours: number;
  readonly theirs: number;
  /** Median of the rounds' `theirs / ours`. */
  readonly ratio: number;
}

/** A side of a comparison: does its work once and says how many seconds count. */
type Side = (round: number) => Promise<number>;

/**
 * Measures both sides in turn, so that what else the machine does meets both alike, the first of a round in turn too.
 * Round -1 warms up and does not count.
 */
export async function inPairs(rounds: number, ours: Side, theirs: Side): Promise<Pairs> {
  const taken: { ours: number; theirs: number }[] = [];
  for (let round = -1; round < rounds; round++) {
    const first = round % 2 === 0 ? await ours(round) : NaN;
    const other = await theirs(round);
    const pair = { ours: round % 2 === 0 ? first : await ours(round), theirs: other };
    if (round >= 0) taken.push(pair);
  }
  const ratio = median(taken.map((pair) => pair.theirs / pair.ours));
  ok(Number.isFinite(ratio) && ratio > 0, 'the ratio is a number');
  return {
    ours: median(taken.map((pair) => pair.ours)),
    theirs: median(taken.map((pair) => pair.theirs)),
    ratio,
  };
}

/** The median of several rounds after one that warms up. */
export async function medianOf(rounds: number, side: Side): Promise<number> {
  await side(-1);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await side(round));
  return median(taken);
}

/** Fails with the sentence when two values differ. */
export function same(actual: unknown, expected: unknown, sentence: string): void {
  deepStrictEqual(actual, expected, sentence);
}

export function inSeconds(value: number): string {
  return `${value.toFixed(value < 1 ? 3 : 2)} s`;
}

export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 0)} times`;
}
