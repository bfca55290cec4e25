import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryGit } from './run.ts';

/**
 * Unpacks the objects of a push beside the repository, so that they can be looked at before they are taken: `work` gets
 * the environment in which git sees both. They are gone afterwards. A pack that git refuses is looked at as if empty.
 */
export async function inQuarantine<T>(
  gitDir: string,
  pack: Buffer,
  work: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  if (pack.length === 0) return work({});
  const directory = await mkdtemp(join(tmpdir(), 'hub-quarantine-'));
  try {
    await mkdir(join(directory, 'pack'));
    const env = {
      GIT_OBJECT_DIRECTORY: directory,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: join(gitDir, 'objects'),
    };
    await tryGit(gitDir, ['index-pack', '--stdin', '--fix-thin'], { input: pack, env });
    return await work(env);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
