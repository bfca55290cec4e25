import { mergeFile, NO_TOOLS, type FileSides, type MergedFile } from '@sluice/merge';

/** What merges contended files, its parsers loaded. */
export interface Engine {
  /** Deterministic: the same sides give the same answer in every process. */
  merge(sides: FileSides): MergedFile;
}

/** Loads what the engine needs; a program does so once. */
export function openEngine(): Promise<Engine> {
  return Promise.resolve({ merge: (sides) => mergeFile(sides, NO_TOOLS) });
}
