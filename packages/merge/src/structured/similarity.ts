import { countsOf, type Counts } from '../counts/counts.ts';
import { plainWordsOf } from '../text/words.ts';

/** The words of a text with how often each stands there; signs are alike in all programs. */
export interface WordBag {
  readonly counts: Counts;
  readonly size: number;
}

export function wordBag(text: string): WordBag {
  const words = plainWordsOf(text);
  return { counts: countsOf(words), size: words.length };
}

/** The share of words that two texts have in common, 0 to 1 (Dice). */
export function similarity(a: WordBag, b: WordBag): number {
  if (a.size + b.size === 0) return 1;
  let shared = 0;
  for (const [word, count] of a.counts) shared += Math.min(count, b.counts.get(word) ?? 0);
  return (2 * shared) / (a.size + b.size);
}
