import type { Lesson } from './lesson.ts';

/**
 * The lessons in `count` parts of about the same size, all of one repository in one part: what is measured on a part
 * is measured on repositories that nothing was learned from.
 */
export function foldsByRepository(lessons: readonly Lesson[], count: number): Lesson[][] {
  const byRepository = Map.groupBy(lessons, ({ of }) => of.repository);
  const folds: Lesson[][] = Array.from({ length: count }, () => []);
  for (const [, group] of [...byRepository].sort(
    (a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1),
  ))
    folds.reduce((least, fold) => (fold.length < least.length ? fold : least)).push(...group);
  return folds.filter((fold) => fold.length > 0);
}
