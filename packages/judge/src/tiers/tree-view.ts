import type { GitPath } from '@sluice/model';

/** The tree of the base, as far as detection looks into it. */
export interface TreeView {
  /** Whether there is a file of this path. */
  has(path: GitPath): boolean;
  /** Its content; null: no such file, or not text. */
  text(path: GitPath): string | null;
  /** Every file. */
  readonly paths: readonly GitPath[];
}
