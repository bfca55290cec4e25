import { isTelling } from '../text/words.ts';

/** How many key lines around a hunk are looked at on each side. */
const AROUND = 5;

/**
 * How often, going down, a line comes before the one above it in the alphabet (numbers by value). Only lines of the
 * least indentation count, and of them none that closes or opens nothing but a bracket: each stands for an entry.
 */
export function descents(
  before: readonly string[],
  lines: readonly string[],
  after: readonly string[],
): number {
  const margin = marginOf(lines.length > 0 ? lines : after);
  const keys = [
    ...keysOf(before, margin).slice(-AROUND),
    ...keysOf(lines, margin),
    ...keysOf(after, margin).slice(0, AROUND),
  ];
  let count = 0;
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) count++;
  return count;
}

/** How many entries stand around a hunk, near it. */
export function entriesAround(
  before: readonly string[],
  lines: readonly string[],
  after: readonly string[],
): number {
  const margin = marginOf(lines);
  return Math.min(AROUND, keysOf(before, margin).length) + Math.min(AROUND, keysOf(after, margin).length);
}

function keysOf(lines: readonly string[], margin: number): string[] {
  return lines
    .filter((line) => indentOf(line) === margin && isTelling(line))
    .map((line) =>
      line
        .trim()
        .toLowerCase()
        .replace(/\d{1,9}/g, (digits) => digits.padStart(9, '0')),
    );
}

function marginOf(lines: readonly string[]): number {
  let margin = Infinity;
  for (const line of lines) if (line.trim() !== '') margin = Math.min(margin, indentOf(line));
  return margin;
}

function indentOf(line: string): number {
  let at = 0;
  while (line[at] === ' ' || line[at] === '\t') at++;
  return at;
}
