import type { ContendedFile } from './conflict.ts';
import { lineCounts, linesOf, namesOf } from './words.ts';

const MOST_SHOWN = 4;

/**
 * What an answer lacks that no side gave up, and what it has twice, one phrase each. Lines that all versions have must
 * stay; names that either side added must be there. Coarser than the check of merges, and blind to languages: an answer
 * that renames what a side added is dropped too.
 */
export function lossProblems({ base, ours, theirs }: ContendedFile, text: string): string[] {
  const counts = { base: lineCounts(base ?? ''), ours: lineCounts(ours), theirs: lineCounts(theirs) };
  const got = lineCounts(text);
  const kept = [...counts.base].filter(([line, count]) => {
    const untouched = Math.min(count, counts.ours.get(line) ?? 0, counts.theirs.get(line) ?? 0);
    return (got.get(line) ?? 0) < untouched;
  });
  const twice = [...got].filter(([line, count]) => {
    const [b, o, t] = [counts.base, counts.ours, counts.theirs].map((each) => each.get(line) ?? 0);
    return line.length >= 12 && count > Math.max(1, o!, t!, o! + t! - b!);
  });
  const names = namesOf(linesOf(text));
  const before = namesOf(linesOf(base ?? ''));
  const missing = (side: string): string[] =>
    [...namesOf(linesOf(side))].filter((name) => name.length > 1 && !before.has(name) && !names.has(name));
  return [
    ...told(
      'it lacks lines that neither side touched',
      kept.map(([line]) => line),
    ),
    ...told('it lacks names that the candidate added', missing(ours)),
    ...told('it lacks names that the branch added', missing(theirs)),
    ...told(
      'it has lines more often than both sides',
      twice.map(([line]) => line),
    ),
  ];
}

/** Lines that one side has and the answer does not, for people: most of them are there in other words. */
export function linesLeftBehind({ base, ours, theirs }: ContendedFile, text: string): string[] {
  const got = lineCounts(text);
  const before = lineCounts(base ?? '');
  const gone = (side: string, of: string): string[] =>
    [...lineCounts(side).keys()]
      .filter((line) => !got.has(line) && !before.has(line))
      .map((line) => `in other words, or not at all, from ${of}: ${line.slice(0, 120)}`);
  return [...gone(ours, 'the candidate'), ...gone(theirs, 'the branch')].slice(0, 20);
}

function told(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_SHOWN).map((each) => JSON.stringify(each.slice(0, 80)));
  return [
    `${what}: ${shown.join(', ')}${found.length > MOST_SHOWN ? ` and ${found.length - MOST_SHOWN} more` : ''}`,
  ];
}
