/** A line shorter than this without its white space says nothing by itself: a bracket, `end`, `else`. */
const TELLING = 6;

/**
 * Whether a deletion loses nothing of an edit on the other side: the edit is of white space alone, or it is also made in
 * `elsewhere`, the lines (see {@link bareLines}) of the files that the deleting side wrote, to which the content moved.
 */
export function losesNoEdit(base: string, edited: string, elsewhere: ReadonlySet<string>): boolean {
  const [before, after] = [bareLines(base), bareLines(edited)];
  if (before.join('') === after.join('')) return true;
  const [had, has] = [new Set(before), new Set(after)];
  const added = after.filter((line) => !had.has(line));
  const removed = before.filter((line) => !has.has(line));
  const isTelling = (line: string): boolean => line.length >= TELLING;
  return (
    added.some(isTelling) &&
    added.every((line) => elsewhere.has(line)) &&
    !removed.some((line) => isTelling(line) && elsewhere.has(line))
  );
}

/** Lines without any white space, blank ones left out. */
export function bareLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => line !== '');
}
