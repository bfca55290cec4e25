import type { Hunk } from '../hunk/hunk.ts';
import { elementsOf, mergeElements } from '../hunk/elements.ts';
import { numbersApart } from '../text/words.ts';

const NUMBER = /^\d+(?:\.\d+){0,3}$/;

/** Where both sides raised the same number or version: the higher one. */
export function newer({ base, ours, theirs }: Hunk): readonly string[] | null {
  const split = (lines: readonly string[]): string[] => numbersApart(lines.join('\n'));
  const sides = { base: split(base), ours: split(ours), theirs: split(theirs) };
  const merged = mergeElements(elementsOf(sides), 'adjacent', higher);
  return merged === null ? null : merged.join('').split('\n');
}

function higher({ base, ours, theirs }: Hunk): readonly string[] | null {
  const single = (part: readonly string[]): part is readonly [string] =>
    part.length === 1 && NUMBER.test(part[0]!);
  if (!single(base) || !single(ours) || !single(theirs)) return null;
  const raised = compare(ours[0], base[0]) > 0 && compare(theirs[0], base[0]) > 0;
  if (!raised) return null;
  return compare(ours[0], theirs[0]) > 0 ? ours : theirs;
}

function compare(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
