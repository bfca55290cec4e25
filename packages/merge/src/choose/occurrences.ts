import { Interner } from '../diff/interner.ts';
import type { Chunk } from '../diff/three-way.ts';
import type { LineUp } from '../hunk/line-up.ts';

/** How often each word, or line, of the hunks occurs in the whole of each version, and in the settled text. */
export interface Occurrences {
  readonly base: ReadonlyMap<string, number>;
  readonly ours: ReadonlyMap<string, number>;
  readonly theirs: ReadonlyMap<string, number>;
  readonly settled: ReadonlyMap<string, number>;
}

const PLACES = ['base', 'ours', 'theirs', 'settled'] as const;
type Place = (typeof PLACES)[number];

/** Counts what `thingsIn` finds in a line, as far as a line of a hunk has it too. Each different line is looked at once. */
export function occurrences(
  { ids, texts, chunks }: LineUp,
  thingsIn: (line: string) => readonly string[],
): Occurrences {
  const wanted = new Interner();
  for (const id of idsInHunks(ids, chunks)) wanted.idsOf(thingsIn(texts[id]!));
  const inLines = lineCounts(ids, chunks, texts.length);
  const counts = PLACES.map((place) => ({
    lines: inLines[place],
    things: new Int32Array(wanted.words.length),
  }));
  for (const [line, text] of texts.entries())
    for (const thing of thingsIn(text)) {
      const id = wanted.find(thing);
      if (id !== undefined) for (const { lines, things } of counts) things[id]! += lines[line]!;
    }
  const [base, ours, theirs, settled] = counts.map(({ things }) => named(things, wanted.words));
  return { base: base!, ours: ours!, theirs: theirs!, settled: settled! };
}

function named(counts: Int32Array, things: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [id, thing] of things.entries()) if (counts[id]! > 0) found.set(thing, counts[id]!);
  return found;
}

function lineCounts(ids: LineUp['ids'], chunks: readonly Chunk[], names: number): Record<Place, Int32Array> {
  const count = (of: Int32Array): Int32Array => {
    const counts = new Int32Array(names);
    for (const id of of) counts[id]!++;
    return counts;
  };
  const settled = new Int32Array(names);
  for (const chunk of chunks) {
    if (chunk.kind === 'hunk') continue;
    const side = chunk.kind === 'theirs' ? 'theirs' : 'ours';
    for (let i = chunk[side].start; i < chunk[side].end; i++) settled[ids[side][i]!]!++;
  }
  return { base: count(ids.base), ours: count(ids.ours), theirs: count(ids.theirs), settled };
}

function idsInHunks(ids: LineUp['ids'], chunks: readonly Chunk[]): Set<number> {
  const found = new Set<number>();
  for (const chunk of chunks) {
    if (chunk.kind !== 'hunk') continue;
    for (const side of ['base', 'ours', 'theirs'] as const)
      for (let i = chunk[side].start; i < chunk[side].end; i++) found.add(ids[side][i]!);
  }
  return found;
}
