import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OWNER_SETTINGS, ownerEnvironment } from '@sluice/adapters/git/environment';
import { GitProcesses } from '@sluice/adapters/git/git-process';
import { Fault } from '@sluice/model';
import { WORKFLOWS, type InitPlan, type Present } from './plan-files.ts';

/** The root of the work tree that a directory is in. Fault NOT_A_REPOSITORY. */
export async function workTreeOf(directory: string): Promise<string> {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  const asked = found
    ? await new GitProcesses().run(['git', ...OWNER_SETTINGS, 'rev-parse', '--show-toplevel'], {
        cwd: directory,
        env: ownerEnvironment(),
      })
    : null;
  if (asked?.code === 0) return asked.stdout.toString('utf8').replace(/\n$/, '');
  throw new Fault(
    'NOT_A_REPOSITORY',
    `${directory} is not in a work tree of git.`,
    'Give a clone of the repository, not a bare one, with --repo.',
  );
}

/** The workflow files that are there. Fault TARGET_EXISTS for a link or a directory in their place. */
export function readPresent(root: string): Present {
  for (const folder of ['.github', WORKFLOWS]) mustBe(root, folder, 'directory');
  return { extract: read(root, 'sluice-manifest.yml'), coordinate: read(root, 'sluice.yml') };
}

/** Writes what the plan changes, each file at once. */
export function writeFiles(root: string, { files }: InitPlan): void {
  mkdirSync(join(root, WORKFLOWS), { recursive: true });
  for (const { path, text, change } of files) {
    if (change === 'unchanged') continue;
    const beside = join(root, dirname(path), `.sluice-${process.pid}.tmp`);
    try {
      writeFileSync(beside, text, { flag: 'wx' });
      renameSync(beside, join(root, path));
    } finally {
      rmSync(beside, { force: true });
    }
  }
}

function read(root: string, name: string): string | null {
  const path = `${WORKFLOWS}/${name}`;
  return mustBe(root, path, 'file') ? readFileSync(join(root, path), 'utf8') : null;
}

/** Whether it is there. A link could lead out of the repository: nothing is read or written through one. */
function mustBe(root: string, path: string, kind: 'file' | 'directory'): boolean {
  const found = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (!found) return false;
  if (kind === 'file' ? found.isFile() : found.isDirectory()) return true;
  throw new Fault('TARGET_EXISTS', `${path} is there, and is not a ${kind}.`, 'Move it away, and run again.');
}
