import type { Hunk } from '../hunk/hunk.ts';
import { bareLine } from '../no-loss/ruled-lines.ts';
import { versionWordsOf } from '../text/words.ts';
import { countsOf, minus, type Counts } from '../counts/counts.ts';
import type { FileView } from './file-view.ts';

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
  /** Without indentation and a comma at the end: what a line says in a list wherever it stands. */
  readonly bare: Counts;
  readonly words: Counts;
  /** Opening less closing brackets. */
  readonly depth: number;
}

export function hunkView(file: FileView, hunk: Hunk, around: Around): HunkView {
  const [base, ours, theirs] = [lineView(hunk.base), lineView(hunk.ours), lineView(hunk.theirs)];
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

export function lineView(lines: readonly string[]): LineView {
  const words = versionWordsOf(lines.join('\n')).filter((word) => word.trim() !== '');
  let depth = 0;
  for (const word of words) {
    if (word === '(' || word === '[' || word === '{') depth++;
    else if (word === ')' || word === ']' || word === '}') depth--;
  }
  return {
    lines,
    bare: countsOf(lines.map(bareLine).filter((line) => line !== '')),
    words: countsOf(words),
    depth,
  };
}
