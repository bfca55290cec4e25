import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { neutralEnvironment } from './environment.ts';
import { gitFault, GitProcesses } from './git-process.ts';

export interface RepositoryImport {
  /** An empty directory that exists. */
  readonly directory: string;
  /** Input of `git fast-import`. */
  readonly stream: Buffer;
  /** The branch that is checked out afterwards. */
  readonly branch: string;
  /** Name of an empty file in the git directory, written first: what is half made can be told from a user's own. */
  readonly mark: string;
}

/**
 * Makes a repository out of a fast-import stream and checks one branch out. No setting, template or hook of the
 * user takes part, so that the same stream gives the same repository everywhere.
 *
 * @throws Fault GIT_MISSING, GIT_FAILED or SCRATCH_FULL.
 */
export async function importRepository({ directory, stream, branch, mark }: RepositoryImport): Promise<void> {
  const gitDir = join(directory, '.git');
  const processes = new GitProcesses();
  const git = async (args: readonly string[], input: Buffer = Buffer.alloc(0)) => {
    const ended = await processes.run(['git', ...args], {
      cwd: directory,
      env: neutralEnvironment(gitDir),
      input,
    });
    if (ended.code !== 0) throw gitFault(args[0]!, ended);
  };
  await git(['init', '--quiet', '--template=', '--object-format=sha1', `--initial-branch=${branch}`]);
  await writeFile(join(gitDir, mark), '');
  await git(['fast-import', '--quiet', '--done'], stream);
  await git(['reset', '--quiet', '--hard']);
}
