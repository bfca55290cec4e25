import type { RunResult } from '@sluice/model';

/** What the process says to its caller. */
export const EXIT = { done: 0, failed: 1, some: 2, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** `some` when a branch is held or rejected; one that has nothing to land does not count. */
export function exitCodeOf({ branches }: RunResult): ExitCode {
  return branches.some(({ status }) => status === 'held' || status === 'rejected') ? EXIT.some : EXIT.done;
}
