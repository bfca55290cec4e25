import type { BranchName, GitPath, Reason } from '@sluice/model';

/** What was decided about one branch, and the words for people. */
export interface Outcome {
  readonly branch: BranchName;
  readonly reason: Reason;
  readonly detail: string;
  readonly dropped: readonly GitPath[];
  /** Smallest failing set found that it belongs to; empty if it did not fail. */
  readonly failing: readonly BranchName[];
  readonly log: string;
}

export function outcome(
  branch: BranchName,
  reason: Reason,
  detail: string,
  dropped: readonly GitPath[] = [],
): Outcome {
  return { branch, reason, detail, dropped, failing: [], log: '' };
}
