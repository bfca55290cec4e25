import type { Place } from './conflict.ts';
import { countWords } from './normalise.ts';

/**
 * Words that a side added, or that both left alone, and that an answer does not have as often as it should: what one
 * side adds and the other does not touch must be there.
 */
export function lostWords({ base, ours, theirs }: Place, answer: readonly string[]): string[] {
  const [b, o, t, has] = [base, ours, theirs, answer].map(countWords);
  const words = new Set([...o!.keys(), ...t!.keys()]);
  return [...words].filter((word) => {
    const [before, left, right] = [b, o, t].map((counts) => counts!.get(word) ?? 0);
    const wanted = left! >= before! && right! >= before! ? Math.max(left!, right!) : left! + right! - before!;
    return (has!.get(word) ?? 0) < wanted;
  });
}
