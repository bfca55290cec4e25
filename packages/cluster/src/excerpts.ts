// What a change touches of a program, as two texts that are as long as the program and empty elsewhere: most of a file
// that several branches change is of no interest, and parsing it is what symbols cost.
import type { ChangedText } from './hot-files.ts';

export interface Excerpts {
  readonly before: string;
  readonly after: string;
  /** The lines of both that stand in neither excerpt. */
  readonly rest: readonly string[];
}

/**
 * Both versions of a changed program cut down to the items at its top level that the change touches, and those that
 * bring in names, each line where it was; null where that is most of it. An item begins where a line does: a cut that is
 * wrong all the same leaves something that does not parse.
 */
export function excerptsOf({ before, after, regions }: ChangedText): Excerpts | null {
  if (before === null || after === null || regions === null) return null;
  const [old, now] = [before.split('\n'), after.split('\n')];
  const pairs = commonLines(old.length, regions);
  const kept = [wanted(old, regions, 'removed'), wanted(now, regions, 'added')] as const;
  const ends = [itemEnds(old), itemEnds(now)] as const;
  for (let round = 0; ; round++) {
    if (round === MOST_ROUNDS) return null;
    keepWholeItems(kept[0], ends[0]);
    keepWholeItems(kept[1], ends[1]);
    if (!keepTogether(kept, pairs)) break;
  }
  const count = kept[1].filter(Boolean).length;
  if (count > MOST_KEPT * now.length) return null;
  const only = (lines: readonly string[], keep: readonly boolean[]): string =>
    lines.map((line, i) => (keep[i] ? line : '')).join('\n');
  return { before: only(old, kept[0]), after: only(now, kept[1]), rest: now.filter((_, i) => !kept[1][i]) };
}

const MOST_ROUNDS = 5;
/** More of a file is read as a whole. */
const MOST_KEPT = 0.7;

type Regions = NonNullable<ChangedText['regions']>;

/** Lines that both versions have, as pairs of their places. */
function commonLines(count: number, regions: Regions): [number, number][] {
  const pairs: [number, number][] = [];
  let [at, shift] = [0, 0];
  for (const { start, removed, added } of [...regions, { start: count, removed: [], added: [] }]) {
    for (; at < start; at++) pairs.push([at, at + shift]);
    at = start + removed.length;
    shift += added.length - removed.length;
  }
  return pairs;
}

/** The lines of the regions with a neighbour on each side, and those that begin with what brings in names. */
function wanted(lines: readonly string[], regions: Regions, side: 'removed' | 'added'): boolean[] {
  const keep = lines.map((line) => BRINGS_IN.test(line));
  let shift = 0;
  for (const region of regions) {
    const start = region.start + (side === 'added' ? shift : 0);
    const end = Math.min(lines.length - 1, start + region[side].length);
    for (let at = Math.max(0, start - 1); at <= end; at++) keep[at] = true;
    shift += region.added.length - region.removed.length;
  }
  return keep;
}

const BRINGS_IN =
  /^(?:import\b|from\b|use\b|pub(?:\([^)]{0,40}\))? use\b|extern crate\b|package\b|export\b.*\bfrom\b|export\s*[{*]|(?:const|let|var)\b.*\brequire\(|try:|if\b.*:\s*$|\/\/go:build|\/\/ ?\+build|#!)/;
/** What goes on with the item before it. */
const GOES_ON = /^(?:[\s)\]}]|$|(?:else|elif|except|finally|catch)\b)/;
/** What stands before an item and belongs to it. */
const LEADS = /^(?:@|#|\/\/|\/\*)/;

/** For each line the end of its item, which is the place of the next one. */
function itemEnds(lines: readonly string[]): number[] {
  const ends = new Array<number>(lines.length);
  const inside = insideLiterals(lines);
  let end = lines.length;
  for (let at = lines.length - 1; at >= 0; at--) {
    ends[at] = end;
    const begins = !inside[at] && !GOES_ON.test(lines[at]!) && !(at > 0 && LEADS.test(lines[at - 1]!));
    if (begins) end = at;
  }
  return ends;
}

/** Which lines begin within a comment or a text of several lines, as far as that shows without reading the program. */
function insideLiterals(lines: readonly string[]): boolean[] {
  let open: string | null = null;
  return lines.map((line) => {
    const inside = open !== null;
    for (const [mark] of /\/\*|\*\/|`|"""|'''/.test(line) ? line.matchAll(/\/\*|\*\/|`|"""|'''/g) : []) {
      if (open === null && mark !== '*/') open = mark;
      else if (mark === (open === '/*' ? '*/' : open)) open = null;
    }
    return inside;
  });
}

function keepWholeItems(keep: boolean[], ends: readonly number[]): void {
  for (let from = 0; from < keep.length; from = ends[from]!) {
    const end = ends[from]!;
    if (keep.slice(from, end).includes(true)) keep.fill(true, from, end);
  }
}

/** What one version keeps the other one keeps too; whether that changed anything. */
function keepTogether(
  [old, now]: readonly [boolean[], boolean[]],
  pairs: readonly [number, number][],
): boolean {
  let changed = false;
  for (const [there, here] of pairs) {
    if (old[there] === now[here]) continue;
    old[there] = now[here] = true;
    changed = true;
  }
  return changed;
}
