import type { Experience, FileSides, MergedFile } from '@sluice/merge';

/** The merge engine, its parsers loaded. The same sides and experience give the same answer in every job. */
export interface FileMerger {
  mergeBeforeTests(sides: FileSides, experience?: Experience): MergedFile;
  /** Whether the text is well-formed, judged by its path; null: of no language or format that is known. */
  parses(path: string, text: string): boolean | null;
  /** What one side added and this result of a merge does not have, one phrase each; nothing: no loss. */
  findLoss(sides: FileSides, result: string): readonly string[];
  /** The same of what git merged without a conflict. */
  findSilentLoss(sides: FileSides, result: string): readonly string[];
}

/** Called when the first file is contended: most runs with a few branches never need it. */
export type LoadFileMerger = () => Promise<FileMerger>;
