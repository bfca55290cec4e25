/** One answer: how likely it was held to be right, and whether it was. */
export interface Outcome {
  readonly likelihood: number;
  readonly right: boolean;
}

/** Share of the right ones among those at least as likely, for each likelihood from the highest on. */
export function thresholdFor(outcomes: readonly Outcome[], precision: number): number {
  const sorted = [...outcomes].sort((a, b) => b.likelihood - a.likelihood);
  let right = 0;
  let threshold = 1;
  for (const [i, outcome] of sorted.entries()) {
    if (outcome.right) right++;
    if (i >= 30 && right / (i + 1) >= precision) threshold = outcome.likelihood;
  }
  return threshold;
}

/** Likelihood → share right, ascending in both (pool adjacent violators), a point for each pool of at least `least`. */
export function isotonic(outcomes: readonly Outcome[], least: number): [number, number][] {
  const sorted = [...outcomes].sort((a, b) => a.likelihood - b.likelihood);
  const pools: { sum: number; right: number; n: number }[] = [];
  for (const { likelihood, right } of sorted) {
    pools.push({ sum: likelihood, right: right ? 1 : 0, n: 1 });
    for (;;) {
      const [b, a] = [pools.at(-1)!, pools.at(-2)];
      if (!a || (a.right / a.n < b.right / b.n && a.n >= least)) break;
      pools.splice(-2, 2, { sum: a.sum + b.sum, right: a.right + b.right, n: a.n + b.n });
    }
  }
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  // One of each kind more in every pool: no share is held for certain.
  return pools.map(({ sum, right, n }) => [round(sum / n), round((right + 0.5) / (n + 1))]);
}
