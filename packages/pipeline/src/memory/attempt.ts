import { EMPTY_MEMORY, type Memory } from '@sluice/memory';
import { Fault } from '@sluice/model';

/** A run is not spoiled by what cannot be learned: a damaged object, a shallow clone, a disk that is full. */
export async function attempt(warn: (message: string) => void, work: () => Promise<Memory>): Promise<Memory> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    warn(`Not everything could be learned from this run: ${error.message}`);
    return EMPTY_MEMORY;
  }
}
