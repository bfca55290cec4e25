import { parentsOf, type GitPath } from '@sluice/model';
import type { Contender } from './contender.ts';
import { classesBy, type Spot } from './spot.ts';

/** The same name for a file system that ignores letter case and Unicode composition (macOS, Windows). */
export function foldName(path: GitPath): string {
  return path.normalize('NFC').toLowerCase();
}

interface Addition {
  readonly by: number;
  readonly path: GitPath;
}

/** One makes a file where another makes a directory. */
export function directoryFileSpots(contenders: readonly Contender[]): Spot[] {
  const additions = additionsOf(contenders);
  const files = groupBy(additions, ({ path }) => path);
  const below = new Map<GitPath, Set<number>>();
  for (const { by, path } of additions) {
    for (const parent of parentsOf(path)) {
      if (files.has(parent)) (below.get(parent) ?? setIn(below, parent)).add(by);
    }
  }
  return [...below].map(([path, under]) => ({
    kind: 'directory-file',
    path,
    detail: `${path} is a file on one side and a directory on the other`,
    classes: [files.get(path)!.map(({ by }) => by), [...under]],
  }));
}

/** New paths that are one path where letter case does not count. */
export function caseSpots(contenders: readonly Contender[]): Spot[] {
  return [...groupBy(additionsOf(contenders), ({ path }) => foldName(path)).values()].flatMap((group) => {
    const classes = classesBy(group.map(({ by, path }) => [by, path]));
    if (classes.length < 2) return [];
    const names = [...new Set(group.map(({ path }) => path))];
    return [{ kind: 'case-collision' as const, path: names[0]!, detail: names.join(' against '), classes }];
  });
}

function additionsOf(contenders: readonly Contender[]): Addition[] {
  return contenders.flatMap(({ changes }, by) =>
    changes.filter((change) => change.before === null).map(({ path }) => ({ by, path })),
  );
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

function setIn(map: Map<GitPath, Set<number>>, key: GitPath): Set<number> {
  const set = new Set<number>();
  map.set(key, set);
  return set;
}
