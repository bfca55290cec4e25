import type { FileMerger, SymbolReader } from '@sluice/pipeline';

/** Loads the merge engine, which lies beside the programs of the jobs: read only when there is something to merge. */
export async function loadEngine(): Promise<FileMerger & SymbolReader> {
  const { openEngine } = await import('@sluice/engine');
  return openEngine();
}
