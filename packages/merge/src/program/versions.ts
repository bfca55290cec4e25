import type { Declared } from './declared.ts';

/** What the versions of a program declare; without a base where the file is new on both sides. */
export interface Versions {
  readonly base: Declared | null;
  readonly ours: Declared;
  readonly theirs: Declared;
  readonly merged: Declared;
}
