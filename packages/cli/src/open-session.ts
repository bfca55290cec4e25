import { join } from 'node:path';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { localMachine, systemClock } from '@sluice/adapters/machine/local-machine';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import { FileDirectoryStore } from '@sluice/adapters/store/file-directory-store';
import { FileStore } from '@sluice/adapters/store/file-store';
import { Fault } from '@sluice/model';
import type { OpenModel, PipelineTools } from '@sluice/pipeline';
import type { Progress, Store } from '@sluice/ports';
import { loadEngine } from './load-engine.ts';
import { memoryFile } from './memory/memory-file.ts';

/** One opened repository and what belongs to it. */
export interface Session {
  readonly git: LocalGit;
  readonly store: Store;
  readonly signal: AbortSignal;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Opens the repository for some work; Ctrl-C, a fault or the end of it stops all that was started and leaves nothing behind. */
export async function inSession<T>(directory: string, work: (session: Session) => Promise<T>): Promise<T> {
  const git = await openRepository(directory);
  const controller = new AbortController();
  let interrupted: Fault | null = null;
  const interrupt = (): void => {
    interrupted = new Fault('INTERRUPTED', 'Interrupted.', 'Run again: what was validated is remembered.');
    controller.abort(interrupted);
    // A merge or a diff under way ends with its process.
    git.interrupt();
  };
  for (const name of SIGNALS) process.once(name, interrupt);
  try {
    return await work({ git, store: new FileStore(join(git.stateDir, 'store')), signal: controller.signal });
  } catch (error) {
    throw interrupted ?? error;
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt);
    // Test commands of other slots may be running still when one fails.
    controller.abort();
    await git.close();
  }
}

/** Real adapters behind the ports of the pipeline. */
export function toolsOf(
  { git, store, signal }: Session,
  { progress, unsafe, openModel }: { progress: Progress; unsafe: boolean; openModel?: OpenModel },
): PipelineTools {
  return {
    git,
    store,
    signal,
    progress,
    machine: localMachine({ unsafe }),
    clock: systemClock,
    directories: new FileDirectoryStore(join(git.stateDir, 'dependencies')),
    memoryFile: (place) => memoryFile(git, place),
    openSymbols: loadEngine,
    workDir: git.workDir,
    findSandbox: () => findSandbox({ unsafe }),
    neutralise,
    ...(openModel ? { openModel } : {}),
    loadMerger: loadEngine,
  };
}
