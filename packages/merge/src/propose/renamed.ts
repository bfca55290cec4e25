import type { Hunk } from '../hunk/hunk.ts';
import { chunksOf, elementsOf } from '../hunk/elements.ts';
import { isName, wordsOf } from '../text/words.ts';

/** Ours did nothing but give things other names: theirs with the same names. */
export function renamed({ base, ours, theirs }: Hunk): readonly string[] | null {
  const names = namesGiven(base.join('\n'), ours.join('\n'));
  if (names === null) return null;
  const text = theirs.join('\n');
  const carried = wordsOf(text).map((word) => names.get(word) ?? word);
  return carried.join('').split('\n');
}

/** Old name to new, when that is all that changed, everywhere alike. */
function namesGiven(base: string, ours: string): Map<string, string> | null {
  const [before, after] = [wordsOf(base), wordsOf(ours)];
  const names = new Map<string, string>();
  for (const { kind, base: b, ours: o } of chunksOf(
    elementsOf({ base: before, ours: after, theirs: before }),
    'strict',
  )) {
    if (kind === 'same') continue;
    if (b.end - b.start !== o.end - o.start) return null;
    for (let i = 0; i < b.end - b.start; i++) {
      const [old, now] = [before[b.start + i]!, after[o.start + i]!];
      if (old === now) continue;
      if (!isName(old) || !isName(now) || (names.get(old) ?? now) !== now) return null;
      names.set(old, now);
    }
  }
  const stays = before.some((word, i) => names.has(word) && after[i] === word);
  return names.size === 0 || stays ? null : names;
}
