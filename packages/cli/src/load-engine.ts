import type { Engine } from '@sluice/engine';

/** Loads the merge engine, which is a program of its own: read only when there is something to merge. */
export async function loadEngine(): Promise<Engine> {
  const { openEngine } = await import('@sluice/engine');
  return openEngine();
}
