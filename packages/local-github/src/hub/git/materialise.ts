import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './run.ts';

/** Writes the tree of a commit into a directory. No filter driver is configured, and no hook runs. */
export async function materialise(gitDir: string, commit: string, directory: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'hub-index-'));
  try {
    const env = { GIT_INDEX_FILE: join(scratch, 'index') };
    await git(gitDir, ['read-tree', commit], { env });
    const inside = [
      `--work-tree=${directory}`,
      '-c',
      'core.attributesFile=/dev/null',
      '-c',
      'core.bare=false',
    ];
    await git(gitDir, [...inside, 'checkout-index', '--all', '--force'], { env });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
