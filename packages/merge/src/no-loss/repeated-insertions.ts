import { countsOf, type Counts } from '../counts/counts.ts';
import type { FileSides } from '../file-sides.ts';
import { ruledLines } from './ruled-lines.ts';
import type { Loss } from './loss.ts';

/** A piece says enough to be known again from so many lines and characters on; less than that people write twice. */
const LINES = 2;
const CHARACTERS = 40;
/** Pieces of one side that are looked for, at most. */
const MOST = 200;

/**
 * Pieces that both sides added as a whole, each in another place, and that a merged text has once more than either side:
 * for git those are two insertions that have nothing to do with each other. Its first line stands for a piece.
 */
export function repeatedInsertions({ base, ours, theirs }: FileSides, text: string): Loss[] {
  const before = countsOf(ruledLines(base ?? ''));
  const added = new Set(insertions(ruledLines(theirs ?? ''), before));
  const both = [...new Set(insertions(ruledLines(ours ?? ''), before))].filter((piece) => added.has(piece));
  if (both.length === 0) return [];
  const [mine, other, now] = [ours, theirs, text].map((side) => `\n${ruledLines(side ?? '').join('\n')}\n`);
  return both
    .slice(0, MOST)
    .filter(
      (piece) => occurrences(now!, piece) > Math.max(occurrences(mine!, piece), occurrences(other!, piece)),
    )
    .map((piece) => ({ kind: 'twice', side: 'ours', line: piece.slice(1, piece.indexOf('\n', 1)) }));
}

/** The runs of lines that the base has not, as long as they say enough, each between line breaks. */
function insertions(lines: readonly string[], before: Counts): string[] {
  const found: string[] = [];
  let run: string[] = [];
  const take = (): void => {
    const piece = `\n${run.join('\n')}\n`;
    if (run.length >= LINES && piece.length >= CHARACTERS) found.push(piece);
    run = [];
  };
  for (const line of lines) {
    if (before.has(line)) take();
    else run.push(line);
  }
  take();
  return found;
}

function occurrences(text: string, piece: string): number {
  let count = 0;
  // The line break at the end of one may begin the next.
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + piece.length - 1)) count += 1;
  return count;
}
