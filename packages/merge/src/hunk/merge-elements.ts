import { Interner } from '../diff/interner.ts';
import { changesOf, threeWay, type Chunk } from '../diff/three-way.ts';
import type { Hunk } from './hunk.ts';

/** What is put where both sides changed the same; null gives up the whole merge. */
export type Settle = (hunk: Hunk) => readonly string[] | null;

/** Merges lines, or words, element by element. */
export function mergeElements(hunk: Hunk, touching: 'strict' | 'adjacent', settle: Settle): string[] | null {
  const merged: string[] = [];
  for (const chunk of elementChunks(hunk, touching)) {
    const part = chunk.kind === 'hunk' ? settle(partOf(hunk, chunk)) : unsettled(hunk, chunk);
    if (part === null) return null;
    for (const element of part) merged.push(element);
  }
  return merged;
}

export function elementChunks({ base, ours, theirs }: Hunk, touching: 'strict' | 'adjacent'): Chunk[] {
  const names = new Interner();
  const ids = { base: names.idsOf(base), ours: names.idsOf(ours), theirs: names.idsOf(theirs) };
  return threeWay(ids, changesOf(ids, names.words.length), touching);
}

export function partOf({ base, ours, theirs }: Hunk, chunk: Chunk): Hunk {
  return {
    base: base.slice(chunk.base.start, chunk.base.end),
    ours: ours.slice(chunk.ours.start, chunk.ours.end),
    theirs: theirs.slice(chunk.theirs.start, chunk.theirs.end),
  };
}

function unsettled({ ours, theirs }: Hunk, chunk: Chunk): readonly string[] {
  return chunk.kind === 'theirs'
    ? theirs.slice(chunk.theirs.start, chunk.theirs.end)
    : ours.slice(chunk.ours.start, chunk.ours.end);
}
