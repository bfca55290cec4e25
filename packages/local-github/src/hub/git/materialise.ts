import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './run.ts';

/** Where trees that were asked for are kept: in the repository itself, so that they go when it goes. */
const KEPT = 'local-github-trees';

/**
 * Writes the tree of a commit into a directory. git writes it once, then it is copied: whoever changes his copy changes
 * nobody else's. No filter driver is configured, and no hook runs.
 */
export async function materialise(gitDir: string, commit: string, directory: string): Promise<void> {
  const kept = join(gitDir, KEPT, commit);
  if (!existsSync(kept)) await writeTree(gitDir, commit, kept);
  await cp(kept, directory, { recursive: true, verbatimSymlinks: true });
}

/** Seen whole or not at all. Two who write it at once write the same. */
async function writeTree(gitDir: string, commit: string, kept: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'hub-index-'));
  const fresh = `${kept}-${randomUUID()}`;
  try {
    await mkdir(fresh, { recursive: true });
    const env = { GIT_INDEX_FILE: join(scratch, 'index') };
    await git(gitDir, ['read-tree', commit], { env });
    const settings = ['-c', 'core.attributesFile=/dev/null', '-c', 'core.bare=false'];
    await git(gitDir, [`--work-tree=${fresh}`, ...settings, 'checkout-index', '--all', '--force'], { env });
    await rename(fresh, kept).catch((error: unknown) => {
      if (!existsSync(kept)) throw error;
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}
