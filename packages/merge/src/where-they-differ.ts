import type { Part } from './conflict-text.ts';
import type { Hunk } from './hunk/hunk.ts';

/** Three versions as one place of conflict, without the lines at the start and at the end that all of them have. */
export function whereTheyDiffer({ base, ours, theirs }: Hunk): Part[] {
  const shortest = Math.min(base.length, ours.length, theirs.length);
  let from = 0;
  while (from < shortest && base[from] === ours[from] && base[from] === theirs[from]) from++;
  let left = 0;
  while (left < shortest - from) {
    const [b, o, t] = [base, ours, theirs].map((lines) => lines[lines.length - 1 - left]);
    if (b !== o || b !== t) break;
    left++;
  }
  const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((lines) =>
    lines.slice(from, lines.length - left),
  );
  return [
    base.slice(0, from),
    { base: inBase!, ours: inOurs!, theirs: inTheirs! },
    base.slice(base.length - left),
  ];
}
