import type { Hunk } from '../hunk/hunk.ts';
import { versionWordsOf } from '../text/words.ts';

/** Words that each side wrote otherwise throughout the file, with what stands there now. */
export interface Replaced {
  readonly byOurs: ReadonlyMap<string, string>;
  readonly byTheirs: ReadonlyMap<string, string>;
}

/** Lines in which one side still uses what the other one renamed, or raised, everywhere: with the new word. */
export function carry(lines: readonly string[], hunk: Hunk, replaced: Replaced): readonly string[] | null {
  if (replaced.byOurs.size + replaced.byTheirs.size === 0) return null;
  const [ours, theirs] = [new Set(hunk.ours), new Set(hunk.theirs)];
  let any = false;
  const carried = lines.map((line) => {
    const names =
      ours.has(line) === theirs.has(line) ? null : ours.has(line) ? replaced.byTheirs : replaced.byOurs;
    if (names === null || names.size === 0) return line;
    const now = versionWordsOf(line)
      .map((word) => names.get(word) ?? word)
      .join('');
    any ||= now !== line;
    return now;
  });
  return any ? carried : null;
}
