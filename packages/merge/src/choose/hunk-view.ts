import type { Hunk } from '../hunk/hunk.ts';
import { countIn, minus, type Counts } from '../counts/counts.ts';
import type { FileView } from './file-view.ts';
import type { KnownLines } from './known-lines.ts';

/** The settled lines next to a hunk. */
export interface Around {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A hunk and all that features of its proposals are counted from, each once. */
export interface HunkView extends Around {
  readonly file: FileView;
  readonly hunk: Hunk;
  readonly base: LineView;
  readonly ours: LineView;
  readonly theirs: LineView;
  readonly addedByOurs: Counts;
  readonly addedByTheirs: Counts;
  readonly removedByOurs: Counts;
  readonly removedByTheirs: Counts;
  readonly wordsAddedByOurs: Counts;
  readonly wordsAddedByTheirs: Counts;
}

/** Lines, counted in several ways. */
export interface LineView {
  readonly lines: readonly string[];
  /** What they say, without the empty ones; see `KnownLine`. */
  readonly bare: Counts;
  readonly words: Counts;
  /** Opening less closing brackets. */
  readonly depth: number;
}

export function hunkView(file: FileView, hunk: Hunk, around: Around): HunkView {
  const { known } = file;
  const base = lineView(hunk.base, known);
  const ours = lineView(hunk.ours, known);
  const theirs = lineView(hunk.theirs, known);
  return {
    file,
    hunk,
    ...around,
    base,
    ours,
    theirs,
    addedByOurs: minus(ours.bare, base.bare),
    addedByTheirs: minus(theirs.bare, base.bare),
    removedByOurs: minus(base.bare, ours.bare),
    removedByTheirs: minus(base.bare, theirs.bare),
    wordsAddedByOurs: minus(ours.words, base.words),
    wordsAddedByTheirs: minus(theirs.words, base.words),
  };
}

export function lineView(lines: readonly string[], known: KnownLines): LineView {
  const bare = new Map<string, number>();
  const words = new Map<string, number>();
  let depth = 0;
  for (const line of lines) {
    const said = known.of(line);
    if (said.bare !== '') countIn(bare, said.bare);
    for (const word of said.words) countIn(words, word);
    depth += said.depth;
  }
  return { lines, bare, words, depth };
}
