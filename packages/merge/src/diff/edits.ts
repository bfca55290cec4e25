import { matchByRarity } from './match-by-rarity.ts';

/** `[from, to)` of the first sequence became `[start, end)` of the second; one of the two may be empty. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/**
 * How one sequence became another, in order, edits never touching each other. An edit that could stand in several
 * places stands in the last, as git has it, so that two sides that insert at one place are seen to.
 */
export function edits(a: Int32Array, b: Int32Array, names: number): Edit[] {
  const matches = matchByRarity(a, b, names);
  const found = gapsOf(matches, a.length, b.length);
  return slideDown(found, a, b);
}

function gapsOf(matches: Int32Array, a: number, b: number): Edit[] {
  const found: Edit[] = [];
  let from = 0;
  let start = 0;
  for (let i = 0; i <= a; i++) {
    const match = i === a ? b : matches[i]!;
    if (match < 0) continue;
    if (i > from || match > start) found.push({ from, to: i, start, end: match });
    from = i + 1;
    start = match + 1;
  }
  return found;
}

function slideDown(found: readonly Edit[], a: Int32Array, b: Int32Array): Edit[] {
  const slid: Edit[] = [];
  for (let i = found.length - 1; i >= 0; i--) {
    const edit = found[i]!;
    const next = slid.at(-1);
    const room = (next ? next.from : a.length) - edit.to;
    const by = slideOf(edit, room, a, b);
    const moved = {
      from: edit.from + by,
      to: edit.to + by,
      start: edit.start + by,
      end: edit.end + by,
    };
    if (next && moved.to === next.from && moved.end === next.start)
      slid[slid.length - 1] = { from: moved.from, to: next.to, start: moved.start, end: next.end };
    else slid.push(moved);
  }
  return slid.reverse();
}

/** How far a pure insertion or deletion can move down without changing what it does. */
function slideOf({ from, to, start, end }: Edit, room: number, a: Int32Array, b: Int32Array): number {
  if (from < to && start < end) return 0;
  let by = 0;
  if (from === to) while (by < room && b[start + by] === b[end + by]) by++;
  else while (by < room && a[from + by] === a[to + by]) by++;
  return by;
}
