import { Interner } from '../diff/interner.ts';
import { changesOf, threeWay, type Changes, type Chunk, type Sequences } from '../diff/three-way.ts';
import { flipped, type Hunk } from './hunk.ts';

/** Three versions of something as lines, or as words, compared once for all ways of merging them. */
export interface Elements {
  readonly hunk: Hunk;
  /** The elements as numbers; `texts` has them by number, each once. */
  readonly ids: Sequences;
  readonly texts: readonly string[];
  readonly changes: Changes;
}

export function elementsOf(hunk: Hunk): Elements {
  const names = new Interner();
  const ids = {
    base: names.idsOf(hunk.base),
    ours: names.idsOf(hunk.ours),
    theirs: names.idsOf(hunk.theirs),
  };
  return { hunk, ids, texts: names.words, changes: changesOf(ids, names.words.length) };
}

/** The same seen from the other side. */
export function flippedElements({ hunk, ids, texts, changes }: Elements): Elements {
  return {
    hunk: flipped(hunk),
    ids: { base: ids.base, ours: ids.theirs, theirs: ids.ours },
    texts,
    changes: { ours: changes.theirs, theirs: changes.ours },
  };
}

export function chunksOf({ ids, changes }: Elements, touching: 'strict' | 'adjacent'): Chunk[] {
  return threeWay(ids, changes, touching);
}

/** What is put where both sides changed the same; null gives up the whole merge. */
export type Settle = (hunk: Hunk) => readonly string[] | null;

/** Merges element by element. */
export function mergeElements(
  elements: Elements,
  touching: 'strict' | 'adjacent',
  settle: Settle,
): string[] | null {
  const { hunk } = elements;
  const merged: string[] = [];
  for (const chunk of chunksOf(elements, touching)) {
    const part = chunk.kind === 'hunk' ? settle(partOf(hunk, chunk)) : unsettled(hunk, chunk);
    if (part === null) return null;
    for (const element of part) merged.push(element);
  }
  return merged;
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
