import { Interner } from './interner.ts';
import { changesOf, threeWay, type Chunk } from './three-way.ts';

/** Three versions of a file as lines. */
export interface VersionLines {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** What belongs together in three versions, as git sees it: ranges of lines, in order. */
export function lineUp({ base, ours, theirs }: VersionLines): Chunk[] {
  const interner = new Interner();
  const ids = { base: interner.idsOf(base), ours: interner.idsOf(ours), theirs: interner.idsOf(theirs) };
  return threeWay(ids, changesOf(ids, interner.words.length), 'strict');
}
