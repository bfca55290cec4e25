import { changedRegions } from '@sluice/syntax';

/** Whole items of a base, as offsets into its text, and what a version has instead. */
export interface ItemEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a version does to the items of a base, in order; between them both say the same. `cuts`: where items may be cut. */
export function itemEdits(base: string, version: string, cuts: readonly number[]): ItemEdit[] {
  const edits: ItemEdit[] = [];
  let shift = 0;
  // Where the last edit begins in the version.
  let from = 0;
  for (const region of changedRegions(base, version)) {
    const place = widened(region, cuts);
    let { start } = place;
    const before = edits.at(-1);
    // Two changes of one item are one edit.
    if (before && before.end > start) start = edits.pop()!.start;
    else from = start + shift;
    shift += region.newEnd - region.newStart - (region.end - region.start);
    edits.push({ start, end: place.end, text: version.slice(from, place.end + shift) });
  }
  return edits;
}

function widened(
  { start, end }: { readonly start: number; readonly end: number },
  cuts: readonly number[],
): { readonly start: number; readonly end: number } {
  const from = firstCut(cuts, start);
  const to = firstCut(cuts, end);
  return { start: cuts[from] === start ? start : cuts[from - 1]!, end: cuts[to]! };
}

/** The place of the first cut that is not before an offset. */
function firstCut(cuts: readonly number[], offset: number): number {
  let [low, high] = [0, cuts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The edits of two sides in order; null where they meet at one place. */
export function inOneOrder(ours: readonly ItemEdit[], theirs: readonly ItemEdit[]): ItemEdit[] | null {
  const all = [...ours, ...theirs].sort((a, b) => a.start - b.start || a.end - b.end);
  const meet = all.some((edit, at) => {
    const before = all[at - 1];
    return before && (before.end > edit.start || (before.start === edit.start && before.end === edit.end));
  });
  return meet ? null : all;
}

export function applied(base: string, edits: readonly ItemEdit[]): string {
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += base.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + base.slice(at);
}
