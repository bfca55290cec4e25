/** How often each thing occurs. */
export type Counts = ReadonlyMap<string, number>;

export function countsOf(things: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const thing of things) countIn(counts, thing);
  return counts;
}

export function countIn(counts: Map<string, number>, thing: string): void {
  counts.set(thing, (counts.get(thing) ?? 0) + 1);
}

/** What `counts` has more of than `other`. */
export function minus(counts: Counts, other: Counts): Map<string, number> {
  const rest = new Map<string, number>();
  for (const [thing, count] of counts) {
    const more = count - (other.get(thing) ?? 0);
    if (more > 0) rest.set(thing, more);
  }
  return rest;
}

export function total(counts: Counts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** How many things both have. */
export function inBoth(a: Counts, b: Counts): number {
  let sum = 0;
  for (const [thing, count] of a) sum += Math.min(count, b.get(thing) ?? 0);
  return sum;
}

/** Dice's coefficient: 1 for the same things, 0 for no common one. */
export function likeness(a: Counts, b: Counts): number {
  const size = total(a) + total(b);
  return size === 0 ? 1 : (2 * inBoth(a, b)) / size;
}
