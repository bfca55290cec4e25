import type { BranchResult } from '@sluice/model';
import { CHECK_STATES } from './check-run/check-states.ts';

/** True when nothing is to be said of the branch but that the next run takes it: many may wait at once. */
export function waitsItsTurn({ reason }: Pick<BranchResult, 'reason'>): boolean {
  return CHECK_STATES[reason].exit === 'next-run';
}
