import { countsOf, type Counts } from '../counts/counts.ts';
import type { FileSides } from '../file-sides.ts';
import { ruledLines } from './ruled-lines.ts';
import type { Loss } from './loss.ts';

/** A line alone says enough to be known again from so many characters on; less than that people write twice. */
const CHARACTERS = 40;
/** A piece of so many lines is, however short they are. */
const LINES = 2;
/** Pieces of one side that are looked for, at most. */
const MOST = 200;

/**
 * Pieces that one side added as a whole and the other has, too, that a merged text has once more than either side: for
 * git those are insertions that have nothing to do with each other. The first line stands for a piece.
 */
export function repeatedInsertions({ base, ours, theirs }: FileSides, text: string): Loss[] {
  const before = countsOf(ruledLines(base ?? ''));
  const sides = { ours: ruledLines(ours ?? ''), theirs: ruledLines(theirs ?? '') };
  const shared = [
    ...sharedInsertions(sides.ours, sides.theirs, before),
    ...sharedInsertions(sides.theirs, sides.ours, before),
  ];
  const merged = ruledLines(text);
  const again = shared.length > 0 ? null : repeatedWork(sides, before, merged);
  if (again !== null) return [{ kind: 'twice', side: 'ours', line: again }];
  if (shared.length === 0) return [];
  const now = whole(merged);
  const [mine, other] = [whole(sides.ours), whole(sides.theirs)];
  return [...new Set(shared)]
    .slice(0, MOST)
    .filter((piece) => {
      const [had, has] = [occurrences(mine, piece), occurrences(other, piece)];
      return Math.min(had, has) > 0 && occurrences(now, piece) > Math.max(had, has);
    })
    .map((piece) => ({ kind: 'twice', side: 'ours', line: piece.slice(1, piece.indexOf('\n', 1)) }));
}

/** A line of what one side added, if the other has all of that, and all of it is there once more: null if it is not. */
function repeatedWork(
  sides: Readonly<Record<'ours' | 'theirs', readonly string[]>>,
  before: Counts,
  merged: readonly string[],
): string | null {
  const [mine, other, now] = [sides.ours, sides.theirs, merged].map((lines) => countsOf(lines));
  for (const side of [mine!, other!]) {
    const added = [...side.keys()].filter((line) => !before.has(line));
    const isDoubled = (line: string): boolean => {
      const [had, has] = [mine!.get(line) ?? 0, other!.get(line) ?? 0];
      return Math.min(had, has) > 0 && (now!.get(line) ?? 0) > Math.max(had, has);
    };
    if (added.length >= LINES && added.every(isDoubled)) return added[0]!;
  }
  return null;
}

/** Pieces that a side added of which the other has every line. */
function sharedInsertions(side: readonly string[], other: readonly string[], before: Counts): string[] {
  const known = new Set(other);
  return insertions(side, before)
    .filter((run) => run.every((line) => known.has(line)))
    .map(whole);
}

/** The runs of lines that the base has not, as long as they say enough. */
function insertions(lines: readonly string[], before: Counts): string[][] {
  const found: string[][] = [];
  let run: string[] = [];
  const take = (): void => {
    if (run.length >= LINES || whole(run).length >= CHARACTERS) found.push(run);
    run = [];
  };
  for (const line of lines) {
    if (before.has(line)) take();
    else run.push(line);
  }
  take();
  return found;
}

/** Lines between line breaks, so that a piece is found only at the start of one. */
function whole(lines: readonly string[]): string {
  return `\n${lines.join('\n')}\n`;
}

function occurrences(text: string, piece: string): number {
  let count = 0;
  // The line break at the end of one may begin the next.
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + piece.length - 1)) count += 1;
  return count;
}
