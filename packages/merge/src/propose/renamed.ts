import type { Elements } from '../hunk/elements.ts';
import { isName } from '../text/words.ts';

/** Ours did nothing but give things other names: theirs with the same names. */
export function renamed(inWords: Elements): readonly string[] | null {
  const names = namesGiven(inWords);
  if (names === null) return null;
  const text = inWords.hunk.theirs.map((word) => names.get(word) ?? word).join('');
  return text.replace(/\n$/, '').split('\n');
}

/** Old name to new, when that is all that changed, everywhere alike. */
function namesGiven({ hunk, changes }: Elements): Map<string, string> | null {
  const { base: before, ours: after } = hunk;
  const names = new Map<string, string>();
  for (const { from, to, start, end } of changes.ours) {
    if (to - from !== end - start) return null;
    for (let i = 0; i < to - from; i++) {
      const [old, now] = [before[from + i]!, after[start + i]!];
      if (old === now) continue;
      if (!isName(old) || !isName(now) || (names.get(old) ?? now) !== now) return null;
      names.set(old, now);
    }
  }
  const stays = before.some((word, i) => names.has(word) && after[i] === word);
  return names.size === 0 || stays ? null : names;
}
