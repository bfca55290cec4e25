import type { GitPath } from '@sluice/model';
import type { Hunk } from '../hunk/hunk.ts';
import { elementChunks } from '../hunk/merge-elements.ts';
import type { Piece } from '../hunk/pieces.ts';
import { bareLine } from '../no-loss/ruled-lines.ts';
import { versionWordsOf } from '../text/words.ts';
import { fileKind, type FileKind } from './file-kind.ts';

/** How often each word, or line, of the hunks occurs in the whole of each version, and in the settled text. */
export interface Occurrences {
  readonly base: ReadonlyMap<string, number>;
  readonly ours: ReadonlyMap<string, number>;
  readonly theirs: ReadonlyMap<string, number>;
  readonly settled: ReadonlyMap<string, number>;
}

/** What is known of the file around its hunks. */
export interface FileView {
  readonly kind: FileKind;
  readonly hunks: number;
  /** How many lines one side changed alone, elsewhere in the file. */
  readonly settledByOurs: number;
  readonly settledByTheirs: number;
  readonly words: Occurrences;
  /** Lines without indentation and final comma. */
  readonly lines: Occurrences;
  /** Words of the base that a side wrote otherwise wherever they stood, with what stands there now. */
  readonly replacedByOurs: ReadonlyMap<string, string>;
  readonly replacedByTheirs: ReadonlyMap<string, string>;
}

export function fileView(path: GitPath, whole: Hunk, pieces: readonly Piece[]): FileView {
  const hunks = pieces.flatMap((piece) => (piece.kind === 'hunk' ? [piece.hunk] : []));
  const settled = pieces.flatMap((piece) => (piece.kind === 'settled' ? piece.lines : []));
  const inHunks = hunks.flatMap(({ base, ours, theirs }) => [base, ours, theirs].flat());
  const wanted = {
    words: new Set(versionWordsOf(inHunks.join('\n'))),
    lines: new Set(inHunks.map(bareLine)),
  };
  const words = occurrences(whole, settled, (lines) =>
    counted(versionWordsOf(lines.join('\n')), wanted.words),
  );
  return {
    kind: fileKind(path),
    hunks: hunks.length,
    settledByOurs: Math.max(
      0,
      changed(whole.base, whole.ours) - sum(hunks, ({ base, ours }) => changed(base, ours)),
    ),
    settledByTheirs: Math.max(
      0,
      changed(whole.base, whole.theirs) - sum(hunks, ({ base, theirs }) => changed(base, theirs)),
    ),
    words,
    lines: occurrences(whole, settled, (lines) => counted(lines.map(bareLine), wanted.lines)),
    replacedByOurs: replaced(whole.base, whole.ours, words.ours),
    replacedByTheirs: replaced(whole.base, whole.theirs, words.theirs),
  };
}

function occurrences(
  whole: Hunk,
  settled: readonly string[],
  count: (lines: readonly string[]) => Map<string, number>,
): Occurrences {
  return {
    base: count(whole.base),
    ours: count(whole.ours),
    theirs: count(whole.theirs),
    settled: count(settled),
  };
}

function counted(things: readonly string[], wanted: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) if (wanted.has(thing)) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return counts;
}

function sum<T>(of: readonly T[], value: (item: T) => number): number {
  return of.reduce((all, item) => all + value(item), 0);
}

/** Lines that were added or removed. */
function changed(before: readonly string[], after: readonly string[]): number {
  return elementChunks({ base: before, ours: after, theirs: before }, 'strict').reduce(
    (all, { kind, base, ours }) =>
      all + (kind === 'same' ? 0 : base.end - base.start + ours.end - ours.start),
    0,
  );
}

/** Words that were replaced one for one, always by the same, and are gone. */
function replaced(
  before: readonly string[],
  after: readonly string[],
  left: ReadonlyMap<string, number>,
): Map<string, string> {
  const words = new Map<string, string>();
  const wrong = new Set<string>();
  for (const { kind, base, ours } of elementChunks({ base: before, ours: after, theirs: before }, 'strict')) {
    if (kind === 'same' || base.end - base.start !== ours.end - ours.start) continue;
    for (let i = 0; i < base.end - base.start; i++)
      pairWords(before[base.start + i]!, after[ours.start + i]!, (old, now) => {
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
    if (old[i] !== now[i] && /[\p{L}\p{N}]/u.test(old[i]!) && /[\p{L}\p{N}]/u.test(now[i]!))
      pair(old[i]!, now[i]!);
}
