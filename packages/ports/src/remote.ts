import type { Oid } from '@sluice/model';
import type { Ref } from './git.ts';

/** The repository on the forge, as git reaches it. Names and objects that come from there are checked before they count. */
export interface Remote {
  /** Every branch. Fault REMOTE_FAILED where it cannot be read. */
  branches(): Promise<readonly Ref[]>;
  /**
   * Brings commits with their history into the local repository, under the ref names given there. A ref that has moved
   * meanwhile is not an error: what was asked for is a commit.
   */
  fetch(wanted: readonly Ref[]): Promise<void>;
  /** Moves one branch by compare-and-swap, or (null) takes it away; `lost`: it was not where it was expected. */
  push(change: {
    readonly ref: string;
    readonly from: Oid | null;
    readonly to: Oid | null;
  }): Promise<'done' | 'lost'>;
}
