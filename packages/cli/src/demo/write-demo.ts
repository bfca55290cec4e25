import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { importRepository } from '@sluice/adapters/git/import-repository';
import { Fault } from '@sluice/model';
import { DEMO_HISTORY } from './demo-history.ts';
import { fastImportStream } from './fast-import-stream.ts';
import { planHistory } from './history.ts';

/** A file in the git directory that says: made by `writeDemo`, may be replaced. */
const MARK = 'sluice-demo';

/**
 * Writes the demo repository: a small project on `main`, checked out, and eight agent branches (see
 * `DEMO_BRANCHES`). Commit ids are the same on every machine. With `force` an earlier demo is replaced, with
 * everything in it.
 *
 * @throws Fault TARGET_EXISTS when the directory holds anything else, WRITE_FAILED or GIT_FAILED when it cannot be written.
 */
export async function writeDemo(
  directory: string,
  options: { readonly force?: boolean } = {},
): Promise<void> {
  const target = resolve(directory);
  await clear(target, options.force ?? false);
  const stream = fastImportStream(planHistory(DEMO_HISTORY));
  await importRepository({ directory: target, stream, branch: 'main', mark: MARK });
}

async function clear(target: string, force: boolean): Promise<void> {
  const names = await entries(target);
  if (names.length === 0) return;
  const ours = await exists(join(target, '.git', MARK));
  if (!ours) {
    throw new Fault(
      'TARGET_EXISTS',
      `${target} is not empty.`,
      'Name a directory that is empty or does not exist.',
    );
  }
  if (!force) {
    throw new Fault('TARGET_EXISTS', `${target} holds an earlier demo.`, 'Add --force to replace it.');
  }
  await Promise.all(names.map((name) => rm(join(target, name), { recursive: true, force: true })));
}

async function entries(target: string): Promise<string[]> {
  try {
    await mkdir(target, { recursive: true });
    return await readdir(target);
  } catch (cause) {
    const next = 'Name a directory that can be written.';
    throw new Fault('WRITE_FAILED', `${target} cannot be used as a directory.`, next, cause);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
