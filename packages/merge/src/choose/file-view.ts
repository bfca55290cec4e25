import type { GitPath } from '@sluice/model';
import type { Counts } from '../counts/counts.ts';
import type { Edit } from '../diff/edits.ts';
import type { Chunk } from '../diff/three-way.ts';
import type { LineUp } from '../hunk/line-up.ts';
import { bareLine } from '../no-loss/ruled-lines.ts';
import { isTelling, solidWordsOf, versionWordsOf } from '../text/words.ts';
import { fileKind, type FileKind } from './file-kind.ts';
import { KnownLines } from './known-lines.ts';
import { occurrences, type Occurrences } from './occurrences.ts';

/** Shorter lines, such as brackets, stand everywhere. */
export const TELLING = 4;
/** A change of more lines than this is a new text, not new words in an old one. */
const MOST_REPLACED = 50;

/** What is known of the file around its hunks. */
export interface FileView {
  readonly kind: FileKind;
  /** The lines of its hunks, and of what is proposed for them. */
  readonly known: KnownLines;
  readonly hunks: number;
  /** How many lines one side changed alone, elsewhere in the file. */
  readonly settledByOurs: number;
  readonly settledByTheirs: number;
  /** Words that are more than a sign. */
  readonly words: Occurrences;
  /** Lines without indentation and final comma. */
  readonly lines: Occurrences;
  /** Those that say something and that a side has more often than the base, with how often it has them. */
  readonly linesAddedByOurs: Counts;
  readonly linesAddedByTheirs: Counts;
  /** Words of the base that a side wrote otherwise wherever they stood, with what stands there now. */
  readonly replacedByOurs: ReadonlyMap<string, string>;
  readonly replacedByTheirs: ReadonlyMap<string, string>;
}

export function fileView(path: GitPath, lined: LineUp): FileView {
  const words = occurrences(lined, solidWordsOf);
  const { hunk: versions, changes, chunks } = lined;
  const lines = occurrences(lined, (line) => [bareLine(line)]);
  return {
    kind: fileKind(path),
    known: new KnownLines(),
    hunks: chunks.filter(({ kind }) => kind === 'hunk').length,
    settledByOurs: settledBy('ours', chunks),
    settledByTheirs: settledBy('theirs', chunks),
    words,
    lines,
    linesAddedByOurs: telling(lines.ours, lines.base),
    linesAddedByTheirs: telling(lines.theirs, lines.base),
    replacedByOurs: replaced(versions.base, versions.ours, changes.ours, words.ours),
    replacedByTheirs: replaced(versions.base, versions.theirs, changes.theirs, words.theirs),
  };
}

function telling(lines: Counts, base: Counts): Counts {
  return new Map(
    [...lines].filter(([line, count]) => line.length >= TELLING && count > (base.get(line) ?? 0)),
  );
}

function settledBy(side: 'ours' | 'theirs', chunks: readonly Chunk[]): number {
  let lines = 0;
  for (const chunk of chunks) {
    if (chunk.kind !== side) continue;
    lines += chunk.base.end - chunk.base.start + chunk[side].end - chunk[side].start;
  }
  return lines;
}

/** Words that were replaced one for one, always by the same, and are gone. */
function replaced(
  before: readonly string[],
  after: readonly string[],
  changes: readonly Edit[],
  left: ReadonlyMap<string, number>,
): Map<string, string> {
  const words = new Map<string, string>();
  const wrong = new Set<string>();
  for (const { from, to, start, end } of changes) {
    if (to - from !== end - start || to - from > MOST_REPLACED) continue;
    for (let i = 0; i < to - from; i++)
      pairWords(before[from + i]!, after[start + i]!, (old, now) => {
        if ((words.get(old) ?? now) !== now || left.has(old)) wrong.add(old);
        else words.set(old, now);
      });
  }
  for (const word of wrong) words.delete(word);
  return words;
}

function pairWords(before: string, after: string, pair: (old: string, now: string) => void): void {
  const [old, now] = [versionWordsOf(before), versionWordsOf(after)];
  if (old.length !== now.length) return;
  for (let i = 0; i < old.length; i++)
    if (old[i] !== now[i] && isTelling(old[i]!) && isTelling(now[i]!)) pair(old[i]!, now[i]!);
}
