// A set of items is named by their positions in the landing order, so that equal sets have equal keys.

/** Positions in the landing order, ascending, none twice. The empty set is the base alone. */
export type ItemSet = readonly number[];

const BASE_KEY = 'base';

/** The key of a set: `base` for the empty one, else ranges such as `0-4,7`. */
export function keyOf(set: ItemSet): string {
  if (set.length === 0) return BASE_KEY;
  const ranges: string[] = [];
  for (let start = 0; start < set.length;) {
    let end = start;
    while (end + 1 < set.length && set[end + 1] === set[end]! + 1) end++;
    ranges.push(start === end ? `${set[start]}` : `${set[start]}-${set[end]}`);
    start = end + 1;
  }
  return ranges.join(',');
}

/** The set that a key names among `count` items. Throws a RangeError for a text that is not such a key. */
export function itemSetOf(key: string, count: number): ItemSet {
  if (key === BASE_KEY) return [];
  const set = key.split(',').flatMap((range) => positionsOf(range, count));
  const ascends = set.every((position, i) => i === 0 || position > set[i - 1]!);
  if (!ascends || keyOf(set) !== key)
    throw new RangeError(`Not the key of a set of ${count} items: ${JSON.stringify(key)}`);
  return set;
}

function positionsOf(range: string, count: number): number[] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(range);
  if (match === null) return [];
  const first = Number(match[1]);
  const last = Math.min(Number(match[2] ?? match[1]), count - 1);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
