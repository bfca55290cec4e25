import type { KnownLines } from './known-lines.ts';

/** How large something is: what tells one from two tells little of 101 and 102. */
export const size = (value: number): number => Math.log2(1 + value);
export const flag = (value: boolean): number => (value ? 1 : 0);

/** Whether two or more lines are in the order of the alphabet. */
export function isSorted(lines: readonly string[], known: KnownLines): boolean {
  if (lines.length < 2) return false;
  for (let i = 1; i < lines.length; i++)
    if (known.of(lines[i - 1]!).key > known.of(lines[i]!).key) return false;
  return true;
}
