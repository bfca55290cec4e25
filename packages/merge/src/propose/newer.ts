import type { Hunk } from '../hunk/hunk.ts';
import { elementsOf, mergeElements } from '../hunk/elements.ts';
import { compareNumbers, isNumber } from '../text/numbers.ts';
import { numbersApart } from '../text/words.ts';

/** Where both sides raised the same number or version: the higher one. */
export function newer({ base, ours, theirs }: Hunk): readonly string[] | null {
  const split = (lines: readonly string[]): string[] => numbersApart(lines.join('\n'));
  const sides = { base: split(base), ours: split(ours), theirs: split(theirs) };
  const merged = mergeElements(elementsOf(sides), 'adjacent', higher);
  return merged === null ? null : merged.join('').split('\n');
}

function higher({ base, ours, theirs }: Hunk): readonly string[] | null {
  const single = (part: readonly string[]): part is readonly [string] =>
    part.length === 1 && isNumber(part[0]!);
  if (!single(base) || !single(ours) || !single(theirs)) return null;
  const raised = compareNumbers(ours[0], base[0]) > 0 && compareNumbers(theirs[0], base[0]) > 0;
  if (!raised) return null;
  return compareNumbers(ours[0], theirs[0]) > 0 ? ours : theirs;
}
