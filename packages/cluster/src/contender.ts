import type { BranchName, DependencyChange, Oid, PathChange } from '@sluice/model';

/**
 * A branch as it meets the others: what it would change on the tip of the base. A branch that left the base earlier is
 * merged with the tip first, so that all of them speak of the same versions of the same files.
 */
export interface Contender {
  readonly name: BranchName;
  /** The branch's head, or its merge with the tip of the base. */
  readonly commit: Oid;
  readonly changes: readonly PathChange[];
  readonly dependencies: readonly DependencyChange[];
  /** Its oldest commits. Branches that share one are kin: only git's own merge can decide between them. */
  readonly roots: readonly Oid[];
  /** Branches whose heads it contains: they never conflict with it. */
  readonly contains: ReadonlySet<BranchName>;
  /** False for a branch that only a person may land: it has its place in the graph, but no landing set has it. */
  readonly landable: boolean;
  readonly riskCount: number;
  /** Seconds since the epoch. */
  readonly committedAt: number;
}

/** Lines and files that it changes: what a reviewer has to read. */
export function sizeOf(contender: Contender): number {
  return contender.changes.reduce(
    (sum, { regions }) =>
      sum + 1 + (regions ?? []).reduce((lines, r) => lines + r.removed.length + r.added.length, 0),
    0,
  );
}
