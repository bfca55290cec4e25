/** Text of a file where its three versions meet, in order; lines are without their line feed. */
export type Piece =
  { readonly kind: 'agreed'; readonly lines: readonly string[] } | ({ readonly kind: 'conflict' } & Place);

/** A place that both sides changed, each in its own way. */
export interface Place {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

const MOST_LINES = 400;
const MOST_CHARACTERS = 16_000;

/** Whether a place is small enough to be worth remembering: large ones do not come again. */
export function isMemorable({ base, ours, theirs }: Place): boolean {
  const sides = [base, ours, theirs];
  if (sides.some((lines) => lines.length > MOST_LINES)) return false;
  return sides.every((lines) => lines.reduce((sum, line) => sum + line.length, 0) <= MOST_CHARACTERS);
}
