// The toolkit as a repository of the local forge: one commit of what a release consists of.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the workflows of the toolkit reach through `$/`, from the root of a checkout. */
const PARTS = ['action.yml', 'actions', 'dist', '.github/workflows'];

/** What no job runs: it would be written out for every job. */
const LEFT_OUT = ['sluice', 'cli', 'merge-file', 'merge-driver', 'dev'].map((name) => `dist/${name}`);

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Sluice',
  GIT_AUTHOR_EMAIL: 'sluice@localhost',
  GIT_AUTHOR_DATE: '1700000000 +0000',
  GIT_COMMITTER_NAME: 'Sluice',
  GIT_COMMITTER_EMAIL: 'sluice@localhost',
  GIT_COMMITTER_DATE: '1700000000 +0000',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/**
 * Copies the parts of a checkout that its actions need into a fresh repository at `directory`; the commit on its branch
 * `main`. The same files give the same commit.
 */
export function makeToolkitRepository(checkout: string, directory: string): string {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const part of PARTS) {
    const from = join(checkout, part);
    if (!existsSync(from)) continue;
    mkdirSync(dirname(join(directory, part)), { recursive: true });
    const isWanted = (path: string): boolean =>
      !path.endsWith('.ts') && !LEFT_OUT.some((left) => path === join(checkout, left));
    cpSync(from, join(directory, part), { recursive: true, filter: isWanted });
  }
  git(directory, 'init', '--quiet', '--template=', '--initial-branch=main');
  // It is fetched once, on this machine: making it small takes longer than all the rest of starting the forge.
  git(directory, 'config', 'core.compression', '0');
  git(directory, 'config', 'pack.window', '0');
  git(directory, 'add', '--all', '--force');
  git(directory, 'commit', '--quiet', '--no-verify', '--message=Toolkit');
  return git(directory, 'rev-parse', 'HEAD').trim();
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...IDENTITY },
  });
}
