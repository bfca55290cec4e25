import type { GitPath } from '@sluice/model';

/** Something that no tree may have, found without running anything. */
export interface Problem {
  readonly path: GitPath;
  /** One-based; null where the problem is not in the text. */
  readonly line: number | null;
  /** For people: one sentence, without the path. */
  readonly problem: string;
}
