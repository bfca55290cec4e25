import type { GitPath } from '@sluice/model';
import { classesBy, type Question, type Spot } from './spot.ts';
import type { Touch } from './touch-index.ts';

// The blob of no bytes, in SHA-1 and in SHA-256.
const EMPTY: ReadonlySet<string> = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

/**
 * Two different new files at one path always conflict; but two renames to it may be edits of one file, and what is
 * added to an empty file is no conflict.
 */
export function addSpots(path: GitPath, touches: readonly Touch[], renamed: ReadonlySet<number>): Spot[] {
  const added = touches.filter((touch) => touch.change.before === null && !isEmpty(touch));
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
    (touch) =>
      touch.change.renamedTo !== null ||
      (touch.change.before === null && (renamed.has(touch.by) || isEmpty(touch))) ||
      (touch.change.before !== null && touch.change.after !== null && touch.change.regions === null),
  );
  return doubtful.flatMap((one) =>
    touches
      .filter((other) => other.by !== one.by && outcomeKey(other) !== outcomeKey(one))
      .map((other) => ({ a: Math.min(one.by, other.by), b: Math.max(one.by, other.by) })),
  );
}

function isEmpty({ change }: Touch): boolean {
  return change.after !== null && EMPTY.has(change.after.oid);
}

function outcomeKey(touch: Touch): string {
  return touch.change.after ? versionKey(touch) : `gone ${touch.change.renamedTo ?? ''}`;
}

function versionKey({ change }: Touch): string {
  return `${change.after!.mode} ${change.after!.oid}`;
}
