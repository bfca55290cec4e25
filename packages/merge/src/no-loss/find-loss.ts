import type { FileSides } from '../file-sides.ts';
import { wordsOf } from '../text/words.ts';
import { countsOf, type Counts } from '../counts/counts.ts';
import { ruledLines } from './ruled-lines.ts';
import type { Loss } from './loss.ts';

/** As many as a person reads; a text that loses more is as wrong. */
const MOST = 20;

/**
 * What a merged text lost of its sides, or has twice: a deterministic check on lines and words that knows nothing of
 * how the text came about. A line that one side added must still be there; where the other side changed the same
 * line, all words that were added to it must be there, in a line that is new. White space does not count.
 */
export function findLoss(sides: FileSides, text: string): Loss[] {
  const count = (version: string | null): Counts => countsOf(ruledLines(version ?? ''));
  const [base, ours, theirs, now] = [count(sides.base), count(sides.ours), count(sides.theirs), count(text)];
  const losses: Loss[] = [];
  const of = (counts: Counts, line: string): number => counts.get(line) ?? 0;
  let invented: Invented | null = null;
  for (const side of ['ours', 'theirs'] as const) {
    const own = side === 'ours' ? ours : theirs;
    const other = side === 'ours' ? theirs : ours;
    for (const [line, has] of own) {
      if (has <= of(base, line)) continue;
      const needed = Math.min(has, has + of(other, line) - of(base, line));
      if (of(now, line) >= needed) continue;
      invented ??= inventedLines(now, [base, ours, theirs]);
      if (!isWithin(line, invented, base)) losses.push({ kind: 'dropped', side, line });
      if (losses.length === MOST) return losses;
    }
  }
  for (const [line, has] of now) {
    const [b, o, t] = [of(base, line), of(ours, line), of(theirs, line)];
    if (o + t === 0 || has <= Math.max(b, o, t, o + t - b) || has <= 1) continue;
    losses.push({ kind: 'twice', side: o > b ? 'ours' : 'theirs', line });
    if (losses.length === MOST) return losses;
  }
  return losses;
}

/** Lines of the text that are in none of the versions, and which of them have a word. */
interface Invented {
  readonly lines: readonly ReadonlyMap<string, number>[];
  readonly having: ReadonlyMap<string, readonly number[]>;
}

function inventedLines(now: Counts, versions: readonly Counts[]): Invented {
  const lines: Map<string, number>[] = [];
  const having = new Map<string, number[]>();
  for (const line of now.keys()) {
    if (versions.some((version) => version.has(line))) continue;
    const words = countsOf(solid(line));
    for (const word of words.keys()) {
      const at = having.get(word);
      if (at) at.push(lines.length);
      else having.set(word, [lines.length]);
    }
    lines.push(words);
  }
  return { lines, having };
}

/** Whether a new line has every word of the line, except those that a line of the base gave it. */
function isWithin(line: string, { lines, having }: Invented, base: Counts): boolean {
  const words = countsOf(solid(line));
  const rarest = [...words.keys()]
    .map((word) => having.get(word) ?? [])
    .reduce<readonly number[]>(
      (some, at) => (at.length > 0 && (some.length === 0 || at.length < some.length) ? at : some),
      [],
    );
  return rarest.slice(0, 50).some((at) => {
    let missing = 0;
    let all = 0;
    for (const [word, count] of words) {
      all += count;
      missing += Math.max(0, count - (lines[at]!.get(word) ?? 0));
    }
    return missing === 0 || (missing <= all / 3 && wordsGone(words, lines[at]!, base));
  });
}

/** Whether what a new line lacks of an old one was there before: the other side may have changed it. */
function wordsGone(words: Counts, now: Counts, base: Counts): boolean {
  const lacking = [...words].filter(([word, count]) => (now.get(word) ?? 0) < count).map(([word]) => word);
  for (const line of base.keys()) {
    const before = new Set(solid(line));
    if (!lacking.every((word) => before.has(word))) continue;
    let shared = 0;
    for (const word of words.keys()) if (before.has(word)) shared++;
    if (shared * 2 >= words.size) return true;
  }
  return false;
}

function solid(line: string): string[] {
  return wordsOf(line).filter((word) => word.trim() !== '');
}
