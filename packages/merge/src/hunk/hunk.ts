/** One place that both sides changed in different ways: its lines in each version. */
export interface Hunk {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** The same hunk seen from the other side. */
export function flipped({ base, ours, theirs }: Hunk): Hunk {
  return { base, ours: theirs, theirs: ours };
}
