import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, type Oid } from '@sluice/model';
import { OWNER_SETTINGS, ownerEnvironment } from './environment.ts';
import { gitFault, GitProcesses } from './git-process.ts';
import { LocalGit } from './local-git.ts';
import { removeDead } from '../machine/dead-entries.ts';
import { refuseEmbedded } from './refuse-embedded.ts';
import { createScratch, SCRATCH } from './scratch.ts';

/** Opens any git repository, bare or not, for one run; `close` removes everything that the run made beside it. */
export async function openRepository(directory: string): Promise<LocalGit> {
  const processes = new GitProcesses();
  const place = await locate(directory, processes);
  const stateDir = join(place.gitDir, 'sluice');
  removeDead(stateDir, SCRATCH);
  return new LocalGit({
    ...place,
    stateDir,
    scratch: createScratch(place, stateDir),
    shallow: readShallow(place.gitDir),
    processes,
  });
}

async function locate(directory: string, processes: GitProcesses) {
  const isDirectory = statSync(directory, { throwIfNoEntry: false })?.isDirectory();
  if (!isDirectory) {
    throw new Fault(
      'NOT_A_REPOSITORY',
      `${directory} ${isDirectory === undefined ? 'does not exist' : 'is not a directory'}.`,
      'Give the path of a git repository with --repo.',
    );
  }
  const question = ['rev-parse', '--git-common-dir', '--git-path', 'objects', '--show-object-format'];
  const asked = await processes.run(['git', ...OWNER_SETTINGS, ...question], {
    cwd: directory,
    env: ownerEnvironment(),
  });
  if (asked.code !== 0) throw notARepository(directory, asked.stderr);
  const [found, objects, format] = asked.stdout.toString('utf8').split('\n');
  const gitDir = resolve(directory, found!);
  await refuseEmbedded(gitDir, processes);
  return {
    directory,
    gitDir,
    objectsDir: resolve(directory, objects!),
    objectFormat: format === 'sha256' ? ('sha256' as const) : ('sha1' as const),
  };
}

function notARepository(directory: string, stderr: string): Fault {
  if (/not a git repository/i.test(stderr)) {
    return new Fault(
      'NOT_A_REPOSITORY',
      `${directory} is not a git repository.`,
      'Give the path of one with --repo, or run `git init`.',
    );
  }
  return gitFault('rev-parse', { code: 128, stderr });
}

function readShallow(gitDir: string): ReadonlySet<Oid> {
  const file = join(gitDir, 'shallow');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return new Set(lines.filter(Boolean) as Oid[]);
}
