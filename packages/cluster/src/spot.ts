import type { EdgeKind, GitPath } from '@sluice/model';

/**
 * One place where branches meet. Its members are listed in classes: those of one class agree, those of different
 * classes conflict. A place that a thousand branches share costs a thousand entries, never their pairs.
 */
export interface Spot {
  readonly kind: EdgeKind;
  readonly path: GitPath;
  readonly detail: string;
  /** Indices of contenders, at least two classes. */
  readonly classes: readonly (readonly number[])[];
}

/** Two contenders between which only a real merge can tell. */
export interface Question {
  readonly a: number;
  readonly b: number;
}

/** Groups members by a key; only groups of two or more classes are spots. */
export function classesBy(members: Iterable<readonly [number, string]>): number[][] {
  const classes = new Map<string, number[]>();
  for (const [member, key] of members) {
    const list = classes.get(key);
    if (list) list.push(member);
    else classes.set(key, [member]);
  }
  return [...classes.values()];
}
