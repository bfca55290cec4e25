import type { GitPath } from '@sluice/model';

/** Three versions of one file as text; null: that side does not have it. */
export interface FileSides {
  readonly path: GitPath;
  readonly base: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
}
