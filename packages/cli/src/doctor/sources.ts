// Where the facts come from: files from a clone or from the forge, settings from the forge alone.
import { OWNER_SETTINGS, ownerEnvironment } from '@sluice/adapters/git/environment';
import { GitProcesses } from '@sluice/adapters/git/git-process';
import { Fault } from '@sluice/model';
import type { ForgeSettings } from '@sluice/ports';

/** Files of the base branch. */
export interface FileSource {
  /** Where the files are from, for people. */
  readonly from: string;
  /** Content of a file; null: it is not there. */
  read(path: string): Promise<string | null>;
  /** Paths of the files directly in a folder; null: this source can not list. */
  list(folder: string): Promise<readonly string[] | null>;
}

/** The base branch on the forge. */
export function forgeFiles(settings: ForgeSettings, base: string): FileSource {
  return {
    from: `${base} on the forge`,
    read: (path) => settings.file(path, base),
    list: (folder) => settings.files(folder, base),
  };
}

/** The base branch in a clone: as it was last fetched, or else the local one. Fault NOT_A_REPOSITORY, BASE_MISSING. */
export async function cloneFiles(directory: string, base: string): Promise<FileSource> {
  const processes = new GitProcesses();
  const git = async (...args: readonly string[]): Promise<string | null> => {
    const run = await processes.run(['git', ...OWNER_SETTINGS, ...args], {
      cwd: directory,
      env: ownerEnvironment(),
    });
    return run.code === 0 ? run.stdout.toString('utf8') : null;
  };
  if ((await git('rev-parse', '--git-dir')) === null) {
    throw new Fault(
      'NOT_A_REPOSITORY',
      `${directory} is not a git repository.`,
      'Give the path of a clone with --repo.',
    );
  }
  const refs = [`refs/remotes/origin/${base}`, `refs/heads/${base}`];
  for (const ref of refs) {
    const commit = (
      await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
    )?.trim();
    if (commit === undefined || commit === '') continue;
    return {
      from: `${ref} of ${directory}`,
      read: (path) => git('cat-file', 'blob', `${commit}:${path}`),
      list: async (folder) => {
        const listed = await git('ls-tree', '-z', '--name-only', commit, '--', `${folder}/`);
        return listed === null ? null : listed.split('\0').filter((path) => path !== '');
      },
    };
  }
  throw new Fault('BASE_MISSING', `There is no branch ${base}.`, 'Fetch it, or name the branch with --base.');
}
