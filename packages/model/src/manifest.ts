import type { GitPath } from './git-path.ts';
import type { Oid } from './oid.ts';

/** A ref name without `refs/heads/` (or `refs/remotes/<remote>/` for a remote-tracking branch). */
export type BranchName = string;

/** One side of a changed path. Modes are git's six octal digits: `100644`, `100755`, `120000` (symlink), `160000` (submodule). */
export interface FileVersion {
  readonly mode: string;
  readonly oid: Oid;
}

/**
 * One changed hunk in base coordinates: `removed` lines starting at zero-based line `start` become `added` lines.
 * Lines are 53-bit hashes of their bytes (with the line ending), enough to tell equal lines from different ones.
 */
export interface Region {
  readonly start: number;
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

/** One path that a branch changed, a rename being a deletion and an addition. */
export interface PathChange {
  readonly path: GitPath;
  /** null: the path is new. */
  readonly before: FileVersion | null;
  /** null: the path is deleted. */
  readonly after: FileVersion | null;
  /** Hunks in order; null where there are none to speak of (added, deleted, binary, too large, another type of file). */
  readonly regions: readonly Region[] | null;
  /** Where git's rename detection finds the content of a deleted path again; null: it was not renamed. */
  readonly renamedTo: GitPath | null;
}

/** One entry of a dependency manifest that a branch changed. null: absent on that side. */
export interface DependencyChange {
  readonly manifest: GitPath;
  readonly section: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the commit messages say the branch is about: data for people, never instructions. */
export interface Task {
  readonly title: string;
  readonly body: string;
  readonly trailers: readonly { readonly key: string; readonly value: string }[];
}

/** A name from the policy's risk patterns and the first path that matched it. */
export interface RiskFlag {
  readonly risk: string;
  readonly path: GitPath;
}

/** Who wrote a commit, as git records it. `date` is git's raw form: seconds since the epoch and zone (`1700000000 +0100`). */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** Facts about one agent branch at one commit, all derived from git objects. */
export interface Manifest {
  readonly branch: BranchName;
  readonly ref: string;
  readonly head: Oid;
  /** The merge base with the target branch. */
  readonly base: Oid;
  /** False in a criss-cross history, where several merge bases are equally good and only git's own merge can decide. */
  readonly singleBase: boolean;
  readonly changes: readonly PathChange[];
  readonly dependencies: readonly DependencyChange[];
  readonly task: Task;
  readonly risk: readonly RiskFlag[];
  /** Author of the newest commit. */
  readonly author: Signature;
  /** Number of commits that the target branch does not have. */
  readonly commits: number;
  /** Commit time of the head, in seconds since the epoch. */
  readonly committedAt: number;
  /** Names of other branches whose heads are among this branch's commits (it is stacked on them). */
  readonly stackedOn: readonly BranchName[];
  /** The oldest of its commits that the target branch does not have: branches that share one grew from one another. */
  readonly roots: readonly Oid[];
}
