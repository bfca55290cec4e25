import { countsOf, likeness } from '../counts/counts.ts';
import { isTelling, versionWordsOf } from '../text/words.ts';
import type { HunkView } from './hunk-view.ts';

/** Which side is first by the alphabet, by numbers and by what stands around: positive for ours. */
export interface Leads {
  readonly alphabet: number;
  readonly number: number;
  readonly near: number;
}

export function leadsOf(view: HunkView): Leads {
  const [ours, theirs] = [firstAdded(view, 'ours'), firstAdded(view, 'theirs')];
  return {
    alphabet: compare(keyOf(theirs), keyOf(ours)),
    number: compare(numberOf(theirs), numberOf(ours)),
    near: nearness(view, 'ours') - nearness(view, 'theirs'),
  };
}

/** Which side's new lines come first in a proposal, and how the two compare: positive where the first is first by it. */
export function leadFeatures(
  view: HunkView,
  { alphabet, number, near }: Leads,
  lines: readonly string[],
): Record<string, number> {
  const lead = leadOf(view, lines);
  return { lead, leadAlphabet: lead * alphabet, leadNumber: lead * number, leadNear: lead * near };
}

/** 1: all that ours added comes before anything that theirs added; -1: the other way round; 0: neither. */
function leadOf(view: HunkView, lines: readonly string[]): number {
  const at = { ours: { first: Infinity, last: -1 }, theirs: { first: Infinity, last: -1 } };
  for (const [i, line] of lines.entries()) {
    const { bare } = view.file.known.of(line);
    const [ours, theirs] = [view.addedByOurs.has(bare), view.addedByTheirs.has(bare)];
    if (ours === theirs) continue;
    const place = ours ? at.ours : at.theirs;
    place.first = Math.min(place.first, i);
    place.last = i;
  }
  if (at.ours.last < 0 || at.theirs.last < 0) return 0;
  if (at.ours.last < at.theirs.first) return 1;
  return at.theirs.last < at.ours.first ? -1 : 0;
}

function firstAdded(view: HunkView, side: 'ours' | 'theirs'): string {
  const [added, other] =
    side === 'ours' ? [view.addedByOurs, view.addedByTheirs] : [view.addedByTheirs, view.addedByOurs];
  for (const line of added.keys()) if (!other.has(line) && isTelling(line)) return line;
  return '';
}

function keyOf(line: string): string {
  return line.toLowerCase().replace(/\d{1,9}/g, (digits) => digits.padStart(9, '0'));
}

function numberOf(line: string): string {
  return /\d{1,9}(?:\.\d{1,9})*/.exec(line)?.[0].replace(/\d+/g, (digits) => digits.padStart(9, '0')) ?? '';
}

function compare(a: string, b: string): number {
  return a === '' || b === '' || a === b ? 0 : a > b ? 1 : -1;
}

/** How much more the new lines of a side are like what stands before the hunk than like what stands after it. */
function nearness(view: HunkView, side: 'ours' | 'theirs'): number {
  const words = side === 'ours' ? view.wordsAddedByOurs : view.wordsAddedByTheirs;
  const near = (lines: readonly string[]): number =>
    likeness(words, countsOf(versionWordsOf(lines.join(' '))));
  return near(view.before.slice(-8)) - near(view.after.slice(0, 8));
}
