import { Interner } from '../diff/interner.ts';
import { changesOf, threeWay, type Changes, type Chunk, type Sequences } from '../diff/three-way.ts';
import type { Hunk } from './hunk.ts';

/** Three versions of a file, lined up once for everything that looks at them. */
export interface LineUp {
  readonly lines: Hunk;
  /** The lines as numbers; `texts` has them by number, each once. */
  readonly ids: Sequences;
  readonly texts: readonly string[];
  readonly changes: Changes;
  /** As git has it: changes that touch are one hunk. */
  readonly chunks: readonly Chunk[];
}

export function lineUp(lines: Hunk): LineUp {
  const names = new Interner();
  const ids = {
    base: names.idsOf(lines.base),
    ours: names.idsOf(lines.ours),
    theirs: names.idsOf(lines.theirs),
  };
  const changes = changesOf(ids, names.words.length);
  return { lines, ids, texts: names.words, changes, chunks: threeWay(ids, changes, 'strict') };
}
