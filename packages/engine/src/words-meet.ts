import type { FileSides } from '@sluice/merge';

const WORD = /[\p{L}\p{N}_$]+/gu;

/**
 * Whether the sides could disagree about a name where git merges them without a conflict: one takes the last of it away
 * while the other has more of it, or both bring in the same. Where they do not, no program has to be read.
 */
export function wordsMeet({ base, ours, theirs }: FileSides): boolean {
  const [before, mine, other] = [countWords(base), countWords(ours), countWords(theirs)];
  for (const [word, count] of other) {
    const had = before.get(word) ?? 0;
    if (had === 0 ? mine.has(word) : count > had && !mine.has(word)) return true;
  }
  for (const [word, count] of mine) {
    const had = before.get(word) ?? 0;
    if (had > 0 && count > had && !other.has(word)) return true;
  }
  return false;
}

function countWords(text: string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of (text ?? '').matchAll(WORD)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
