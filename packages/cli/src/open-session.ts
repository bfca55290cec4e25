import { join } from 'node:path';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { localMachine, systemClock } from '@sluice/adapters/machine/local-machine';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import { FileDirectoryStore } from '@sluice/adapters/store/file-directory-store';
import { FileStore } from '@sluice/adapters/store/file-store';
import { Fault, type Policy } from '@sluice/model';
import type { PipelineTools } from '@sluice/pipeline';
import type { Progress, Store } from '@sluice/ports';

/** One opened repository and what belongs to it, until `close`. */
export interface Session {
  readonly git: LocalGit;
  readonly store: Store;
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

/** Opens the repository; Ctrl-C and SIGTERM end everything that was started and leave nothing behind. */
export async function openSession(directory: string): Promise<Session> {
  const git = await openRepository(directory);
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort(
      new Fault('INTERRUPTED', 'Interrupted.', 'Run again: what was validated is remembered.'),
    );
    // A merge or a diff under way ends with its process.
    git.interrupt();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, interrupt);
  return {
    git,
    store: new FileStore(join(git.stateDir, 'store')),
    signal: controller.signal,
    close: async () => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, interrupt);
      await git.close();
    },
  };
}

/** Real adapters behind the ports of the pipeline. */
export function toolsOf(
  { git, store, signal }: Session,
  { policy, progress, unsafe }: { policy: Policy; progress: Progress; unsafe: boolean },
): PipelineTools {
  return {
    git,
    store,
    signal,
    policy,
    progress,
    machine: localMachine,
    clock: systemClock,
    directories: new FileDirectoryStore(join(git.stateDir, 'dependencies')),
    workDir: git.workDir,
    findSandbox: () => findSandbox({ unsafe }),
    neutralise,
  };
}
