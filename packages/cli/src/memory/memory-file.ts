import { join } from 'node:path';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { BranchFile } from '@sluice/adapters/store/branch-file';
import { VersionedFile } from '@sluice/adapters/store/versioned-file';
import type { MemoryPlace } from '@sluice/model';
import { MEMORY_BRANCH } from '@sluice/pipeline';
import type { Git, StateFile } from '@sluice/ports';

/** Where the memory of a repository is kept. */
export function memoryFile(git: Git, place: Exclude<MemoryPlace, 'off'>): StateFile {
  return place === 'branch'
    ? new BranchFile({ git, clock: systemClock }, MEMORY_BRANCH)
    : new VersionedFile(join(git.stateDir, 'memory'));
}
