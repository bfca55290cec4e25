import type { GitPath } from '@sluice/model';
import { classesBy, type Question, type Spot } from './spot.ts';
import type { Touch } from './touch-index.ts';

/** Two different new files at one path always conflict; but two renames to it may be edits of one file. */
export function addSpots(path: GitPath, touches: readonly Touch[], renamed: ReadonlySet<number>): Spot[] {
  const added = touches.filter(({ change }) => change.before === null);
  const classes = classesBy(added.map((touch) => [touch.by, versionKey(touch)]));
  if (classes.length < 2 || added.every(({ by }) => renamed.has(by))) return [];
  return [{ kind: 'add', path, detail: `${classes.length} different new files`, classes }];
}

/** A deletion conflicts with every edit, unless git follows it as a rename: then a merge is asked. */
export function deleteSpots(path: GitPath, touches: readonly Touch[]): Spot[] {
  const deleted = touches.filter(({ change }) => change.after === null && change.renamedTo === null);
  const edited = touches.filter(({ change }) => change.after !== null);
  if (deleted.length === 0 || edited.length === 0) return [];
  const classes = [deleted.map(({ by }) => by), edited.map(({ by }) => by)];
  return [{ kind: 'delete', path, detail: 'deleted on one side, edited on the other', classes }];
}

/** Where only a merge can tell: renames against whatever else happens to the file, and edits that are not of lines. */
export function fileQuestions(touches: readonly Touch[], renamed: ReadonlySet<number>): Question[] {
  const doubtful = touches.filter(
    ({ by, change }) =>
      change.renamedTo !== null ||
      (change.before === null && renamed.has(by)) ||
      (change.before !== null && change.after !== null && change.regions === null),
  );
  return doubtful.flatMap((one) =>
    touches
      .filter((other) => other.by !== one.by && outcomeKey(other) !== outcomeKey(one))
      .map((other) => ({ a: Math.min(one.by, other.by), b: Math.max(one.by, other.by) })),
  );
}

function outcomeKey(touch: Touch): string {
  return touch.change.after ? versionKey(touch) : `gone ${touch.change.renamedTo ?? ''}`;
}

function versionKey({ change }: Touch): string {
  return `${change.after!.mode} ${change.after!.oid}`;
}
