import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeBareRepository } from '@sluice/adapters/git/bare-repository';
import { GitBundles } from '@sluice/adapters/git/git-bundles';
import { GitRemote } from '@sluice/adapters/git/git-remote';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { openRepository } from '@sluice/adapters/git/open-repository';
import type { RunContext } from '@sluice/adapters/runner/run-context';

/** A bare repository of one job, in its own directory: nothing is ever checked out. */
export interface Workplace {
  readonly directory: string;
  readonly git: LocalGit;
  readonly bundles: GitBundles;
  /** The repository on the forge, with a token; each job has its own. */
  readonly remote: (token: string | null) => GitRemote;
}

/** Gives the work a repository and removes it afterwards; a signal ends what is under way. */
export async function inWorkplace<T>(
  { temp, serverUrl, repository }: Pick<RunContext, 'temp' | 'serverUrl' | 'repository'>,
  signal: AbortSignal,
  work: (place: Workplace) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(temp, 'sluice-'));
  const gitDir = makeBareRepository(join(directory, 'repository.git'));
  const git = await openRepository(gitDir);
  const interrupt = (): void => git.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    return await work({
      directory,
      git,
      bundles: new GitBundles(gitDir),
      remote: (token) => new GitRemote(gitDir, { url: `${serverUrl}/${repository}.git`, token }),
    });
  } finally {
    signal.removeEventListener('abort', interrupt);
    await git.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
