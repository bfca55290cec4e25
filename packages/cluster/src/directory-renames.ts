import { parentsOf, type GitPath } from '@sluice/model';
import type { Contender } from './contender.ts';
import type { Question } from './spot.ts';

/**
 * Pairs of which one renames a whole directory away and the other adds a file to it: git then moves the new file, or
 * reports a conflict, with no path in common. (git: Documentation/technical/directory-rename-detection.txt)
 */
export function directoryRenameQuestions(
  contenders: readonly Contender[],
  basePaths: readonly GitPath[],
): Question[] {
  const moved = contenders.map(directoriesMovedBy(basePaths));
  if (moved.every((directories) => directories.size === 0)) return [];
  const adders = addersByDirectory(contenders);
  return moved.flatMap((directories, a) => {
    const others = new Set([...directories].flatMap((directory) => [...(adders.get(directory) ?? [])]));
    others.delete(a);
    return [...others].map((b) => ({ a: Math.min(a, b), b: Math.max(a, b) }));
  });
}

function directoriesMovedBy(basePaths: readonly GitPath[]): (contender: Contender) => Set<GitPath> {
  let sizes: Map<GitPath, number> | null = null;
  return ({ changes }) => {
    const candidates = new Set(
      changes.filter((c) => c.renamedTo !== null).flatMap(({ path }) => parentsOf(path)),
    );
    if (candidates.size === 0) return candidates;
    // Counted only if somebody renames anything: most runs never do.
    sizes ??= countByDirectory(basePaths);
    const removed = countByDirectory(changes.filter(({ after }) => after === null).map(({ path }) => path));
    for (const directory of candidates) {
      if (removed.get(directory) !== sizes.get(directory)) candidates.delete(directory);
    }
    return candidates;
  };
}

function countByDirectory(paths: readonly GitPath[]): Map<GitPath, number> {
  const counts = new Map<GitPath, number>();
  for (const path of paths) {
    for (const parent of parentsOf(path)) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return counts;
}

function addersByDirectory(contenders: readonly Contender[]): Map<GitPath, Set<number>> {
  const adders = new Map<GitPath, Set<number>>();
  contenders.forEach(({ changes }, by) => {
    for (const { path, before } of changes) {
      if (before !== null) continue;
      for (const parent of parentsOf(path)) {
        const set = adders.get(parent) ?? new Set();
        adders.set(parent, set.add(by));
      }
    }
  });
  return adders;
}
