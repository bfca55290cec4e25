/** A place where two texts differ, as whole lines: offsets in the old text and in the new one. */
export interface ChangedRegion {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/**
 * Where two versions of a program differ, in order. Lines that occur once in both are the anchors, so this is linear
 * but for a sort, and regions may be larger than they need to be: for the parser that costs time, nothing else.
 */
export function changedRegions(before: string, after: string): ChangedRegion[] {
  const old = linesOf(before);
  const young = linesOf(after);
  let head = 0;
  while (head < old.length && head < young.length && old[head] === young[head]) head++;
  let tail = 0;
  const shorter = Math.min(old.length, young.length) - head;
  while (tail < shorter && old[old.length - 1 - tail] === young[young.length - 1 - tail]) tail++;
  const window = { oldEnd: old.length - tail, youngEnd: young.length - tail };
  const anchors = longestRising(uniquePairs(old, young, { head, ...window }));
  anchors.push([window.oldEnd, window.youngEnd]);

  const oldOffsets = offsetsOf(old);
  const youngOffsets = offsetsOf(young);
  const regions: ChangedRegion[] = [];
  let [x, y] = [head, head];
  for (const [oldAnchor, youngAnchor] of anchors) {
    let [oldEnd, youngEnd] = [oldAnchor, youngAnchor];
    while (x < oldEnd && y < youngEnd && old[x] === young[y]) [x, y] = [x + 1, y + 1];
    while (oldEnd > x && youngEnd > y && old[oldEnd - 1] === young[youngEnd - 1])
      [oldEnd, youngEnd] = [oldEnd - 1, youngEnd - 1];
    if (oldEnd > x || youngEnd > y)
      regions.push({
        start: oldOffsets[x]!,
        end: oldOffsets[oldEnd]!,
        newStart: youngOffsets[y]!,
        newEnd: youngOffsets[youngEnd]!,
      });
    [x, y] = [oldAnchor, youngAnchor];
  }
  return regions;
}

interface Window {
  readonly head: number;
  readonly oldEnd: number;
  readonly youngEnd: number;
}

/** Lines that occur once in both windows, as pairs of line numbers in the order of the new text. */
function uniquePairs(old: string[], young: string[], { head, oldEnd, youngEnd }: Window): [number, number][] {
  const inOld = singles(old, head, oldEnd);
  const pairs: [number, number][] = [];
  for (const [line, place] of singles(young, head, youngEnd)) {
    const other = inOld.get(line) ?? -1;
    if (place >= 0 && other >= 0) pairs.push([other, place]);
  }
  return pairs.sort((a, b) => a[1] - b[1]);
}

/** Where each line of the window stands; -1 for one that occurs twice. */
function singles(lines: string[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = from; at < to; at++) places.set(lines[at]!, places.has(lines[at]!) ? -1 : at);
  return places;
}

/** The longest run of pairs that rises on both sides. */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const before: number[] = [];
  pairs.forEach(([place], index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![0] < place) low = middle + 1;
      else high = middle;
    }
    before.push(low > 0 ? tails[low - 1]! : -1);
    tails[low] = index;
  });
  const run: [number, number][] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]!) run.push(pairs[at]!);
  return run.reverse();
}

function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  lines.push(text.slice(start));
  return lines;
}

function offsetsOf(lines: readonly string[]): number[] {
  const offsets = [0];
  for (const line of lines) offsets.push(offsets.at(-1)! + line.length);
  return offsets;
}
