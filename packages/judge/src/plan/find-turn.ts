// Where along a growing sequence of sets does the answer turn? Both the offender and its partners are found this way.

/** The stretch to search: length `good` is known to pass and length `bad` to fail. */
export interface TurnSearch {
  readonly good: number;
  readonly bad: number;
  /** Probes made at once: first round, then every other one. At least 1. */
  readonly widths: readonly [first: number, others: number];
  /** Whether the first `length` pass; undefined: not known yet. */
  readonly passes: (length: number) => boolean | undefined;
}

/** `turn`: this length fails and the one before it passes. `probes`: lengths to test before more can be said. */
export type TurnAnswer = { readonly turn: number } | { readonly probes: readonly number[] };

/**
 * (k+1)-ary search with k probes a round. A shorter failure makes longer probes needless (failing is taken to be
 * monotone); a longer pass that was observed nevertheless overrules it, so that what is accepted is as long as possible.
 * Every round shortens the stretch whatever the answers, so it ends for inconsistent answers too.
 */
export function findTurn(search: TurnSearch): TurnAnswer {
  let { good, bad } = search;
  let width = search.widths[0];
  while (bad - good > 1) {
    const probes = spread(good, bad, width);
    good = Math.max(good, ...probes.filter((length) => search.passes(length) === true));
    bad = Math.min(bad, ...probes.filter((length) => length > good && search.passes(length) === false));
    const open = probes.filter((length) => length > good && length < bad);
    if (open.length > 0) return { probes: open };
    width = search.widths[1];
  }
  return { turn: bad };
}

/** Up to `count` different lengths strictly between two, as evenly as possible. */
function spread(good: number, bad: number, count: number): number[] {
  const inside = Math.min(count, bad - good - 1);
  return Array.from({ length: inside }, (_, i) => good + Math.floor(((i + 1) * (bad - good)) / (inside + 1)));
}
