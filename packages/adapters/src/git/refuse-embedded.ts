import { basename, dirname } from 'node:path';
import { Fault } from '@sluice/model';
import { OWNER_SETTINGS, ownerEnvironment } from './environment.ts';
import type { GitProcesses } from './git-process.ts';

/**
 * Refuses a git directory that is itself tracked files of a repository around it. Whoever made that commit wrote its
 * settings, which name programs to run; git takes it for a repository as soon as one stands in it.
 *
 * @throws Fault NOT_A_REPOSITORY.
 */
export async function refuseEmbedded(gitDir: string, processes: GitProcesses): Promise<void> {
  // No tree can hold a path with such a part.
  if (gitDir.split('/').includes('.git')) return;
  const tracked = ['ls-files', '--error-unmatch', '--', `:(literal)${basename(gitDir)}/HEAD`];
  const asked = await processes.run(
    // Of a repository around it that is embedded in its turn nothing is asked.
    ['git', ...OWNER_SETTINGS, '-c', 'safe.bareRepository=explicit', ...tracked],
    { cwd: dirname(gitDir), env: ownerEnvironment() },
  );
  if (asked.code !== 0 && !asked.stderr.includes('safe.bareRepository')) return;
  throw new Fault(
    'NOT_A_REPOSITORY',
    `${gitDir} came with a commit of the repository around it: its settings are not yours.`,
    'Name the repository that you mean with --repo.',
  );
}
