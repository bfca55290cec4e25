import type { Lost } from '@sluice/model';
import type { ContendedFile } from './conflict.ts';
import { isComment, lineCounts, linesOf, namesOf } from './words.ts';

const MOST_SHOWN = 4;
/** In one file: who corrects more writes anew. */
const MOST_CORRECTED = 6;
/** Comments that programs or lawyers read. */
const STEERING =
  /@|#!|\b(?:eslint|oxlint|prettier|biome|tslint|istanbul|c8|v8|ts-\w+|noqa|nosec|nolint|type:|pylint|pragma|go:|build|cgo|SPDX|copyright|licen[cs]e|webpack|sourceMappingURL|TODO|FIXME|SAFETY)/i;

/**
 * What an answer lacks that no side gave up, one phrase each: lines that all versions have must stay, names that either
 * side added must be there. It comes before the law of merges (`AnswerTools.lossOf`), which a text that was cut short, or
 * says the same in other names, may still satisfy.
 */
export function lossProblems({ base, ours, theirs }: ContendedFile, text: string): string[] {
  const counts = { base: lineCounts(base ?? ''), ours: lineCounts(ours), theirs: lineCounts(theirs) };
  const got = lineCounts(text);
  const corrected = new Set(correctedComments({ base, ours, theirs }, text));
  const gone = [...counts.base].filter(([line, count]) => {
    const untouched = Math.min(count, counts.ours.get(line) ?? 0, counts.theirs.get(line) ?? 0);
    return (got.get(line) ?? 0) < untouched && !corrected.has(line);
  });
  const names = namesOf(linesOf(text));
  const before = namesOf(linesOf(base ?? ''));
  const missing = (side: string): string[] =>
    [...namesOf(linesOf(side))].filter((name) => name.length > 1 && !before.has(name) && !names.has(name));
  return [
    ...told(
      'it lacks lines that neither side touched',
      gone.map(([line]) => line),
    ),
    ...told('it lacks names that the candidate added', missing(ours)),
    ...told('it lacks names that the branch added', missing(theirs)),
  ];
}

/** Comments that neither side touched and the answer has in other words; none where there are more of them, or fewer words. */
export function correctedComments(
  { base, ours, theirs }: Omit<ContendedFile, 'path'>,
  text: string,
): string[] {
  const [before, mine, other, now] = [base ?? '', ours, theirs, text].map(lineCounts);
  const gone = [...before!.keys()].filter((line) => mine!.has(line) && other!.has(line) && !now!.has(line));
  const stale = gone.filter((line) => isComment(line) && !STEERING.test(line));
  const known = [before!, mine!, other!];
  const fresh = [...now!.keys()].filter((line) => isComment(line) && !known.some((lines) => lines.has(line)));
  return stale.length <= Math.min(MOST_CORRECTED, fresh.length) ? stale : [];
}

/** Lines that one side added and the answer does not have as they are: for people, who see what became of them. */
export function linesNotKept({ base, ours, theirs }: ContendedFile, text: string): Lost {
  const got = lineCounts(text);
  const before = lineCounts(base ?? '');
  const gone = (side: string): string[] =>
    [...lineCounts(side).keys()].filter((line) => !got.has(line) && !before.has(line));
  return { ours: gone(ours), theirs: gone(theirs) };
}

function told(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_SHOWN).map((each) => JSON.stringify(each.slice(0, 80)));
  const more = found.length > MOST_SHOWN ? ` and ${found.length - MOST_SHOWN} more` : '';
  return [`${what}: ${shown.join(', ')}${more}`];
}
