import { matchShortest } from './match-shortest.ts';

/** A line that occurs more often than this says nothing about where it belongs. */
const COMMON = 48;

interface Region {
  readonly aLow: number;
  readonly aHigh: number;
  readonly bLow: number;
  readonly bHigh: number;
}

interface Block {
  readonly a: number;
  readonly b: number;
  readonly length: number;
  readonly rarity: number;
}

/**
 * For each element of `a` its partner in `b`, or -1, ascending: the longest block of the rarest elements first, then
 * the same left and right of it (the histogram difference of JGit and git). The work is counted and bounded: what is
 * left when it is used up stays without partner, which is a coarser difference and never a wrong one.
 */
export function matchByRarity(a: Int32Array, b: Int32Array, names: number): Int32Array {
  const matches = new Int32Array(a.length).fill(-1);
  const occurrences = new Occurrences(a, names);
  let work = 64 * (a.length + b.length) + 100_000;
  const open: Region[] = [{ aLow: 0, aHigh: a.length, bLow: 0, bHigh: b.length }];
  for (let region = open.pop(); region && work > 0; region = open.pop()) {
    const rest = trim(region, a, b, matches);
    work -= 1 + rest.aHigh - rest.aLow + rest.bHigh - rest.bLow;
    if (rest.aLow === rest.aHigh || rest.bLow === rest.bHigh) continue;
    const found = occurrences.rarestBlock(rest, b);
    work -= found.work;
    if (found.block === null) {
      if (found.common) work -= matchShortest(a, b, rest, matches);
      continue;
    }
    const { a: i, b: j, length } = found.block;
    for (let k = 0; k < length; k++) matches[i + k] = j + k;
    open.push({ aLow: rest.aLow, aHigh: i, bLow: rest.bLow, bHigh: j });
    open.push({ aLow: i + length, aHigh: rest.aHigh, bLow: j + length, bHigh: rest.bHigh });
  }
  return matches;
}

function trim(
  { aLow, aHigh, bLow, bHigh }: Region,
  a: Int32Array,
  b: Int32Array,
  matches: Int32Array,
): Region {
  while (aLow < aHigh && bLow < bHigh && a[aLow] === b[bLow]) matches[aLow++] = bLow++;
  while (aLow < aHigh && bLow < bHigh && a[aHigh - 1] === b[bHigh - 1]) matches[--aHigh] = --bHigh;
  return { aLow, aHigh, bLow, bHigh };
}

/** Where each element occurs in a region of the first sequence, as chains through one array. */
class Occurrences {
  readonly #a: Int32Array;
  readonly #first: Int32Array;
  readonly #count: Int32Array;
  readonly #next: Int32Array;

  constructor(a: Int32Array, names: number) {
    this.#a = a;
    this.#first = new Int32Array(names);
    this.#count = new Int32Array(names);
    this.#next = new Int32Array(a.length);
  }

  rarestBlock(region: Region, b: Int32Array): { block: Block | null; common: boolean; work: number } {
    this.#index(region);
    let block: Block | null = null;
    let common = false;
    let work = 0;
    for (let j = region.bLow; j < region.bHigh;) {
      const count = this.#count[b[j]!]!;
      if (count > 0) common = true;
      let past = j + 1;
      if (count > 0 && count <= (block?.rarity ?? COMMON)) {
        for (let i = this.#first[b[j]!]!; i >= 0; i = this.#next[i]!) {
          const found = this.#extend(i, j, region, b);
          work += found.length;
          past = Math.max(past, found.b + found.length);
          if (
            !block ||
            found.rarity < block.rarity ||
            (found.rarity === block.rarity && found.length > block.length)
          )
            block = found;
        }
      }
      j = past;
    }
    this.#clear(region);
    return { block, common, work };
  }

  #extend(i: number, j: number, { aLow, aHigh, bLow, bHigh }: Region, b: Int32Array): Block {
    let [from, start, to, end] = [i, j, i + 1, j + 1];
    let rarity = this.#count[b[j]!]!;
    while (from > aLow && start > bLow && this.#a[from - 1] === b[start - 1]) {
      from--;
      start--;
      rarity = Math.min(rarity, this.#count[b[start]!]!);
    }
    while (to < aHigh && end < bHigh && this.#a[to] === b[end]) {
      rarity = Math.min(rarity, this.#count[b[end]!]!);
      to++;
      end++;
    }
    return { a: from, b: start, length: to - from, rarity };
  }

  #index({ aLow, aHigh }: Region): void {
    for (let i = aHigh - 1; i >= aLow; i--) {
      const id = this.#a[i]!;
      this.#next[i] = this.#count[id]! > 0 ? this.#first[id]! : -1;
      this.#first[id] = i;
      this.#count[id]!++;
    }
  }

  #clear({ aLow, aHigh }: Region): void {
    for (let i = aLow; i < aHigh; i++) this.#count[this.#a[i]!] = 0;
  }
}
