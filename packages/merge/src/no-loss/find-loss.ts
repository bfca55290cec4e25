import { countsOf, type Counts } from '../counts/counts.ts';
import type { FileSides } from '../file-sides.ts';
import type { Loss } from './loss.ts';
import { NewLines } from './new-lines.ts';
import { ruledLines } from './ruled-lines.ts';

/** As many as a person reads; a text that loses more is as wrong. */
const MOST = 20;

interface Counted {
  readonly base: Counts;
  readonly ours: Counts;
  readonly theirs: Counts;
  readonly now: Counts;
}

/**
 * What a merged text lost of its sides, or has twice: a deterministic check on lines and words that knows nothing of
 * how the text came about. A line that one side added must still be there. Where the other side changed the same line,
 * a new line must have all words that were added to it; where both changed nothing but a number, the higher one
 * stands for both. White space does not count.
 */
export function findLoss(sides: FileSides, text: string): Loss[] {
  const count = (version: string | null): Counts => countsOf(ruledLines(version ?? ''));
  const counted = {
    base: count(sides.base),
    ours: count(sides.ours),
    theirs: count(sides.theirs),
    now: count(text),
  };
  const [mine, other] = [dropped('ours', counted), dropped('theirs', counted)];
  // Both sides are heard, however much one of them lost.
  const told = [mine.slice(0, roomBeside(other)), other.slice(0, roomBeside(mine))].flat();
  return [...told, ...twice(counted)].slice(0, MOST);
}

function roomBeside(other: readonly Loss[]): number {
  return MOST - Math.min(other.length, MOST / 2);
}

function dropped(side: 'ours' | 'theirs', { base, now, ...sides }: Counted): Loss[] {
  const [own, other] = side === 'ours' ? [sides.ours, sides.theirs] : [sides.theirs, sides.ours];
  const gone: string[] = [];
  for (const [line, has] of own) {
    const before = base.get(line) ?? 0;
    if (has <= before) continue;
    const needed = Math.min(has, has + (other.get(line) ?? 0) - before);
    if ((now.get(line) ?? 0) < needed) gone.push(line);
  }
  if (gone.length === 0) return [];
  const found = new NewLines({ base, own, other, now });
  const losses: Loss[] = [];
  for (const line of gone) {
    if (!found.holds(line)) losses.push({ kind: 'dropped', side, line });
    if (losses.length === MOST) break;
  }
  return losses;
}

function twice({ base, ours, theirs, now }: Counted): Loss[] {
  const losses: Loss[] = [];
  for (const [line, has] of now) {
    if (has < 2) continue;
    const [b, o, t] = [base.get(line) ?? 0, ours.get(line) ?? 0, theirs.get(line) ?? 0];
    if (o + t === 0 || has <= Math.max(b, o, t, o + t - b)) continue;
    losses.push({ kind: 'twice', side: o > b ? 'ours' : 'theirs', line });
    if (losses.length === MOST) break;
  }
  return losses;
}
