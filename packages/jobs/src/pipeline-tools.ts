import { join } from 'node:path';
import { localMachine, systemClock } from '@sluice/adapters/machine/local-machine';
import type { Running } from '@sluice/adapters/runner/run-main';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import { FileDirectoryStore } from '@sluice/adapters/store/file-directory-store';
import { FileStore } from '@sluice/adapters/store/file-store';
import type { PipelineTools } from '@sluice/pipeline';
import { jobProgress } from './job-progress.ts';
import { loadEngine } from './load-engine.ts';
import type { Workplace } from './workplace.ts';

/** Adapters behind the ports of the pipeline for one job; `findSandbox` says whether commands may run in it. */
export function pipelineTools(
  { job, signal }: Running,
  { git, directory }: Workplace,
  findSandbox: PipelineTools['findSandbox'],
): PipelineTools {
  return {
    git,
    signal,
    store: new FileStore(join(directory, 'store')),
    directories: new FileDirectoryStore(join(directory, 'dependencies')),
    progress: jobProgress(job),
    machine: localMachine({ unsafe: false }),
    clock: systemClock,
    openSymbols: loadEngine,
    workDir: git.workDir,
    findSandbox,
    neutralise,
    loadMerger: loadEngine,
  };
}
