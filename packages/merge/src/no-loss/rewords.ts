import { countsOf, minus, type Counts } from '../counts/counts.ts';
import type { FileSides } from '../file-sides.ts';
import { ruledLines, withoutNumbers } from './ruled-lines.ts';

/**
 * Whether a line that a side added stands nowhere in the text as that side wrote it, numbers aside, since words of both
 * sides were put together in it. If people kept the line, such an answer would have dropped it.
 */
export function rewords(sides: FileSides, text: string): boolean {
  const count = (version: string | null): Counts => countsOf(ruledLines(version ?? '').map(withoutNumbers));
  const [base, now] = [count(sides.base), count(text)];
  return [sides.ours, sides.theirs].some((side) => {
    const own = count(side);
    return [...minus(own, base).keys()].some((line) => (now.get(line) ?? 0) < (own.get(line) ?? 0));
  });
}
