import type { Tree } from '../../packages/merge/src/choose/trees.ts';

/** What trees are grown from: one row of numbers, whether it is right, and how much it counts. */
export interface Row {
  readonly features: readonly number[];
  /** 1 for the right one; a share of it when several of one choice are right. */
  readonly right: number;
  readonly weight: number;
  /** Rows with the same number are the alternatives of one choice, one after the other. */
  readonly choice: number;
}

export interface Growth {
  readonly trees: number;
  readonly depth: number;
  /** Share of each tree's answer that is taken. */
  readonly rate: number;
  /** Keeps leaves of few rows near zero. */
  readonly damping: number;
  /** Least weight of rows in a leaf. */
  readonly leaf: number;
  /** Every how-manieth feature a tree may not use, in turn. */
  readonly skip: number;
}

const BINS = 24;

/**
 * Gradient boosting with logistic loss over binned features (Friedman 2001; leaves by a Newton step). There is no
 * chance in it: the same rows give the same trees.
 */
export function boost(rows: readonly Row[], growth: Growth): { start: number; trees: Tree[] } {
  const width = rows[0]!.features.length;
  const cuts = Array.from({ length: width }, (_, f) => cutsOf(rows.map((row) => row.features[f]!)));
  const binned = cuts.map((cut, f) => Uint8Array.from(rows, (row) => binOf(cut, row.features[f]!)));
  const start = -1;
  const scores = new Float64Array(rows.length).fill(start);
  const trees: Tree[] = [];
  const gradient = new Float64Array(rows.length);
  const curvature = new Float64Array(rows.length);
  for (let t = 0; t < growth.trees; t++) {
    slopes(rows, scores, gradient, curvature);
    const grower: Grower = { binned, cuts, gradient, curvature, growth, turn: t, scores };
    trees.push(
      grow(
        grower,
        Int32Array.from(rows, (_, i) => i),
        growth.depth,
      ),
    );
  }
  return { start, trees };
}

/** Of the log-likelihood, in which one alternative, or (weight 1) none of them, is right. */
function slopes(
  rows: readonly Row[],
  scores: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): void {
  for (let from = 0, to = 0; from < rows.length; from = to) {
    let all = 1;
    for (to = from; to < rows.length && rows[to]!.choice === rows[from]!.choice; to++)
      all += Math.exp(scores[to]!);
    for (let i = from; i < to; i++) {
      const p = Math.exp(scores[i]!) / all;
      gradient[i] = rows[i]!.weight * (rows[i]!.right - p);
      curvature[i] = rows[i]!.weight * p * (1 - p);
    }
  }
}

interface Grower {
  readonly binned: readonly Uint8Array[];
  readonly cuts: readonly (readonly number[])[];
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly growth: Growth;
  readonly turn: number;
  readonly scores: Float64Array;
}

function grow(grower: Grower, rows: Int32Array, depth: number): Tree {
  const split = depth > 0 ? bestSplit(grower, rows) : null;
  if (split === null) return leafOf(grower, rows);
  const bins = grower.binned[split.feature]!;
  return {
    feature: split.feature,
    cut: grower.cuts[split.feature]![split.bin]!,
    below: grow(
      grower,
      rows.filter((row) => bins[row]! <= split.bin),
      depth - 1,
    ),
    above: grow(
      grower,
      rows.filter((row) => bins[row]! > split.bin),
      depth - 1,
    ),
  };
}

function leafOf({ gradient, curvature, growth, scores }: Grower, rows: Int32Array): number {
  let [g, h] = [0, 0];
  for (const row of rows) {
    g += gradient[row]!;
    h += curvature[row]!;
  }
  const value = (growth.rate * g) / (h + growth.damping);
  for (const row of rows) scores[row] = scores[row]! + value;
  return Math.round(value * 1e4) / 1e4;
}

function bestSplit(grower: Grower, rows: Int32Array): { feature: number; bin: number } | null {
  const { binned, cuts, gradient, curvature, growth, turn } = grower;
  let best: { feature: number; bin: number } | null = null;
  let gain = 1e-6;
  const sums = new Float64Array(BINS + 1);
  const masses = new Float64Array(BINS + 1);
  for (let feature = 0; feature < binned.length; feature++) {
    if (cuts[feature]!.length === 0 || (feature + turn) % growth.skip === 0) continue;
    sums.fill(0);
    masses.fill(0);
    const bins = binned[feature]!;
    for (const row of rows) {
      sums[bins[row]!]! += gradient[row]!;
      masses[bins[row]!]! += curvature[row]!;
    }
    const [all, mass] = [sums.reduce((a, b) => a + b), masses.reduce((a, b) => a + b)];
    const score = (g: number, h: number): number => (g * g) / (h + growth.damping);
    let [left, leftMass] = [0, 0];
    for (let bin = 0; bin < cuts[feature]!.length; bin++) {
      left += sums[bin]!;
      leftMass += masses[bin]!;
      if (leftMass < growth.leaf || mass - leftMass < growth.leaf) continue;
      const better = score(left, leftMass) + score(all - left, mass - leftMass) - score(all, mass);
      if (better > gain) [gain, best] = [better, { feature, bin }];
    }
  }
  return best;
}

/** Up to `BINS` values between which rows are told apart. */
function cutsOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const different = [...new Set(sorted)];
  if (different.length <= BINS)
    return different.slice(0, -1).map((value, i) => (value + different[i + 1]!) / 2);
  const cuts = new Set<number>();
  for (let i = 1; i < BINS; i++) cuts.add(sorted[Math.floor((i * sorted.length) / BINS)]!);
  return [...cuts];
}

function binOf(cuts: readonly number[], value: number): number {
  let bin = 0;
  while (bin < cuts.length && value > cuts[bin]!) bin++;
  return bin;
}
