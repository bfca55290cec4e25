import type { GitPath, PathChange } from '@sluice/model';

/**
 * The paths of a branch that a conflict touches. A rename is one decision: if either end of it is contended, both are,
 * so that a file is never deleted here and its new place deferred there.
 */
export function contendedPaths(conflicted: Iterable<GitPath>, changes: readonly PathChange[]): Set<GitPath> {
  const contended = new Set(conflicted);
  for (const { path, renamedTo } of changes) {
    if (renamedTo === null || !(contended.has(path) || contended.has(renamedTo))) continue;
    contended.add(path);
    contended.add(renamedTo);
  }
  return contended;
}
