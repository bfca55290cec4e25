import type { GitPath, PathChange } from '@sluice/model';
import type { Contender } from './contender.ts';

/** One contender's change of one path. */
export interface Touch {
  readonly by: number;
  readonly change: PathChange;
}

/** Paths that two or more contenders change, with who does: the sieve of the change graph, linear in the touches. */
export function sharedPaths(contenders: readonly Contender[]): Map<GitPath, Touch[]> {
  const index = new Map<GitPath, Touch[]>();
  contenders.forEach(({ changes }, by) => {
    for (const change of changes) {
      const touches = index.get(change.path);
      if (touches) touches.push({ by, change });
      else index.set(change.path, [{ by, change }]);
    }
  });
  for (const [path, touches] of index) if (touches.length < 2) index.delete(path);
  return index;
}
