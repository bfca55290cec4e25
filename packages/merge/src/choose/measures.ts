import { bareLine } from '../no-loss/ruled-lines.ts';

/** How large something is: what tells one from two tells little of 101 and 102. */
export const size = (value: number): number => Math.log2(1 + value);
export const flag = (value: boolean): number => (value ? 1 : 0);

/** Whether two or more lines are in the order of the alphabet. */
export function isSorted(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  for (let i = 1; i < lines.length; i++)
    if (bareLine(lines[i - 1]!).toLowerCase() > bareLine(lines[i]!).toLowerCase()) return false;
  return true;
}
