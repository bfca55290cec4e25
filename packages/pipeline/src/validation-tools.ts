import type { Policy } from '@sluice/model';
import type { Git, Progress, Store } from '@sluice/ports';

/** What validation needs of the world. */
export interface Tools {
  readonly git: Git;
  readonly store: Store;
  readonly policy: Policy;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Where trees are written, one directory a slot. */
  readonly workDir: string;
  readonly neutralise: (output: Buffer) => string;
}
