import { setFlagsFromString } from 'node:v8';
import type { SideBytes } from '@sluice/merge';

/** In bytes, all versions together: what is larger takes so long that better code pays. */
const SMALL = 200_000;

const FLAGS = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--no-opt', '--no-maglev'];

/**
 * Before the one merge that a process is started for: where that is small, it is over before V8 has compiled anything
 * twice, and the threads that do so take a third of the processor time, and hold up the end. What this Node does not
 * know of these is without effect. Source: `node --v8-options`.
 */
export function expectShortRun({ base, ours, theirs }: SideBytes): void {
  const size = (base?.length ?? 0) + (ours?.length ?? 0) + (theirs?.length ?? 0);
  if (size <= SMALL) for (const flag of FLAGS) setFlagsFromString(flag);
}
