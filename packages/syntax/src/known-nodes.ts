import type { Range } from 'web-tree-sitter';
import type { ChangedRegion } from './changed-regions.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** A place of a new text, half open: what stands there may be read otherwise than before. */
export interface ChangedPlace {
  readonly start: number;
  readonly end: number;
  /** How many characters more than before there are. */
  readonly growth: number;
}

/** Where the text changed, and where the parser sees other nodes in it; in order. */
export function changedPlaces(
  regions: readonly ChangedRegion[],
  ranges: readonly Pick<Range, 'startIndex' | 'endIndex'>[],
): ChangedPlace[] {
  const places = regions.map(({ start, end, newStart, newEnd }) => ({
    start: newStart,
    end: newEnd,
    growth: newEnd - newStart - (end - start),
  }));
  for (const { startIndex, endIndex } of ranges) places.push({ start: startIndex, end: endIndex, growth: 0 });
  return places.sort((a, b) => a.start - b.start);
}

/** Shorter nodes are copied from the parser as soon as they are looked for. */
const FEWEST_CHARACTERS = 24;

/**
 * The nodes of another version of a program, for those that both versions have: to look one up takes less than to walk
 * through it. Nodes are asked for in the order of the new text.
 */
export class KnownNodes {
  readonly before: SyntaxTree;
  readonly #places: readonly ChangedPlace[];
  #next = 0;
  #shift = 0;
  #row = 0;

  /** @param places in order; they may overlap. */
  constructor(before: SyntaxTree, places: readonly ChangedPlace[]) {
    this.before = before;
    this.#places = places;
  }

  /** How far what was found last has moved. */
  get shift(): number {
    return this.#shift;
  }

  /** The node that nothing happened to, in the other version; null where there is none. */
  find(kind: number, start: number, end: number): number | null {
    if (end - start < FEWEST_CHARACTERS) return null;
    while (this.#next < this.#places.length && this.#places[this.#next]!.end <= start)
      this.#shift += this.#places[this.#next++]!.growth;
    const place = this.#places[this.#next];
    if (place && place.start < end) return null;
    const [from, to] = [start - this.#shift, end - this.#shift];
    const { kinds, starts, ends, count } = this.before;
    // Of nodes that are one within the other the outermost comes first, and is asked for first.
    for (let row = this.#firstFrom(from); row < count && starts[row] === from; row++)
      if (ends[row] === to && kinds[row] === kind) return (this.#row = row);
    return null;
  }

  #firstFrom(start: number): number {
    const { starts, count } = this.before;
    let [low, high] = [this.#row, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
