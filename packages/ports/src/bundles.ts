import type { Ref } from './git.ts';

/** Git objects as one file that goes from job to job (https://git-scm.com/docs/gitformat-bundle). */
export interface Bundles {
  /** The refs with all their history. The same refs give the same bytes. Fault OBJECTS_TOO_LARGE over `maxBytes`. */
  write(refs: readonly Ref[], maxBytes: number): Promise<Buffer>;
  /** Brings all of it into the repository, every object checked; the refs that it names. */
  read(bundle: Buffer): Promise<readonly Ref[]>;
}
