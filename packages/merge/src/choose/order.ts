import type { HunkView } from './hunk-view.ts';
import type { KnownLines } from './known-lines.ts';

/** How many key lines around a hunk are looked at on each side. */
const AROUND = 5;

/** The settled lines next to a hunk. */
type Surroundings = Pick<HunkView, 'file' | 'before' | 'after'>;

/**
 * How often, going down, a line comes before the one above it in the alphabet (numbers by value). Only lines of the
 * least indentation count, and of them none that closes or opens nothing but a bracket: each stands for an entry.
 */
export function descents({ file: { known }, before, after }: Surroundings, lines: readonly string[]): number {
  const margin = marginOf(lines.length > 0 ? lines : after, known);
  const keys = [
    ...keysOf(before, margin, known).slice(-AROUND),
    ...keysOf(lines, margin, known),
    ...keysOf(after, margin, known).slice(0, AROUND),
  ];
  let count = 0;
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) count++;
  return count;
}

/** How many entries stand around a hunk, near it. */
export function entriesAround(
  { file: { known }, before, after }: Surroundings,
  lines: readonly string[],
): number {
  const margin = marginOf(lines, known);
  const near = (side: readonly string[]): number => Math.min(AROUND, keysOf(side, margin, known).length);
  return near(before) + near(after);
}

function keysOf(lines: readonly string[], margin: number, known: KnownLines): string[] {
  return lines.flatMap((line) => {
    const { indent, order } = known.of(line);
    return indent === margin && order !== null ? [order] : [];
  });
}

function marginOf(lines: readonly string[], known: KnownLines): number {
  let margin = Infinity;
  for (const line of lines) {
    const { words, indent } = known.of(line);
    if (words.length > 0) margin = Math.min(margin, indent);
  }
  return margin;
}
