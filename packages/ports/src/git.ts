import type { FileVersion, GitPath, Oid, PathChange, Signature } from '@sluice/model';

export interface Ref {
  /** Full name: `refs/heads/…`. */
  readonly name: string;
  readonly oid: Oid;
}

/** One commit that is reachable from a branch and not from the base, or (`boundary`) a commit of the base that such a one has as parent. */
export interface HistoryCommit {
  readonly oid: Oid;
  readonly parents: readonly Oid[];
  readonly boundary: boolean;
  readonly tree: Oid;
  readonly author: Signature;
  /** Seconds since the epoch. */
  readonly committedAt: number;
  readonly message: string;
}

export interface TreeEntry {
  readonly path: GitPath;
  readonly mode: string;
  readonly oid: Oid;
}

/** One conflicted path of a merge with the versions git had of it; null: that side does not have it. */
export interface ConflictedPath {
  readonly path: GitPath;
  readonly base: { readonly mode: string; readonly oid: Oid } | null;
  readonly ours: { readonly mode: string; readonly oid: Oid } | null;
  readonly theirs: { readonly mode: string; readonly oid: Oid } | null;
}

/** git's own word for one thing it noticed: `kind` is stable (`CONFLICT (contents)`), `text` is not. */
export interface MergeMessage {
  readonly paths: readonly GitPath[];
  readonly kind: string;
  readonly text: string;
}

export interface MergeAnswer {
  readonly clean: boolean;
  /** Where not clean, contended files in it hold conflict markers. */
  readonly tree: Oid;
  readonly conflicts: readonly ConflictedPath[];
  readonly messages: readonly MergeMessage[];
}

export interface NewCommit {
  readonly tree: Oid;
  readonly parents: readonly Oid[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Replaces, adds (`version`) or removes (null) one path of a tree. */
export interface TreeEdit {
  readonly path: GitPath;
  readonly version: { readonly mode: string; readonly oid: Oid } | null;
}

/** One merging process; questions are answered in order, and may be asked before the last is answered. */
export interface Merger {
  merge(ours: Oid, theirs: Oid): Promise<MergeAnswer>;
  close(): Promise<void>;
}

/** null on either side: the ref does not exist. The same on both sides: it has to be there. */
export interface RefChange {
  readonly ref: string;
  readonly from: Oid | null;
  readonly to: Oid | null;
}

/** Three versions of one file; null: that side does not have it. */
export interface FileVersions {
  readonly base: Oid;
  readonly ours: Oid;
  readonly theirs: Oid;
}

/** What the attributes of the base say of how one file is merged. */
export interface MergeRule {
  /** `text`, where nothing else is said; `binary`: not by its text; `union`; or the name of a program. */
  readonly driver: string;
  /** A program makes it from other files: `linguist-generated`. */
  readonly generated: boolean;
}

/**
 * One repository of a user. Objects are read from it and written to a scratch repository beside it that no attribute
 * or setting of the user or of a branch reaches, but for what `adoptAttributes` takes over from the base; only `publish`, `updateRefs` and `fastForward` write to the
 * repository itself.
 */
export interface Git {
  /** The directory in which Sluice keeps its own files: `$GIT_DIR/sluice`. */
  readonly stateDir: string;
  /** Commits at which the history of a shallow clone was cut. */
  readonly shallow: ReadonlySet<Oid>;
  /** How many git processes were started so far. */
  processes(): number;
  version(): Promise<string>;
  refs(): Promise<readonly Ref[]>;
  /** The commit that a revision names, or null. */
  resolve(revision: string): Promise<Oid | null>;
  /**
   * Commits of `heads` that `base` does not have, the newest first and `most` of them, and the boundary. Rejects with
   * CORRUPT_OBJECT when an object is missing.
   */
  history(base: Oid, heads: readonly Oid[], most?: number): Promise<readonly HistoryCommit[]>;
  /** The best common ancestors of two commits, for histories where the boundary does not say. */
  mergeBases(a: Oid, b: Oid): Promise<readonly Oid[]>;
  /** What changed between pairs of trees, in order, with regions in the coordinates of `before`. */
  diffs(
    pairs: readonly { readonly before: Oid; readonly after: Oid }[],
  ): Promise<readonly (readonly PathChange[])[]>;
  /** Independent merges of pairs of commits, in order. */
  mergePairs(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly MergeAnswer[]>;
  /** For merges that build on one another: each may use commits written after the last. `probe` is any commit. */
  openMerger(probe: Oid): Promise<Merger>;
  /** Every file of a commit or tree, in git's order. */
  files(tree: Oid): Promise<readonly TreeEntry[]>;
  /** The content of one file of a commit, or null. */
  fileAt(commit: Oid, path: GitPath): Promise<Buffer | null>;
  /** The content of blobs; null for one that is missing or larger than 4 MB. */
  blobs(oids: readonly Oid[]): Promise<readonly (Buffer | null)[]>;
  /** Those of the blobs that are missing or damaged. */
  unreadable(oids: readonly Oid[]): Promise<ReadonlySet<Oid>>;
  /** The lines of three versions merged, `ours` winning where both changed them; null for binary files. */
  mergeLines(versions: FileVersions): Promise<Oid | null>;
  /**
   * Takes over, in the place of what was taken over before, what the `.gitattributes` among these files of the base say of
   * merging: from now on a file that is not merged by its text conflicts wherever both sides changed it, and has no
   * regions. Nothing in them can make a conflict disappear.
   */
  adoptAttributes(files: readonly TreeEntry[]): Promise<void>;
  /** How the adopted attributes have each path merged. */
  mergeRules(paths: readonly GitPath[]): Promise<readonly MergeRule[]>;
  writeBlob(content: Buffer): Promise<Oid>;
  writeCommit(commit: NewCommit): Promise<Oid>;
  /** A new tree: `tree` (null: an empty one) with the edits applied; directories that become empty disappear. */
  editTree(tree: Oid | null, edits: readonly TreeEdit[]): Promise<Oid>;
  /** What a tree has at each path, a directory too (mode `40000`); null: nothing. */
  entries(tree: Oid, paths: readonly GitPath[]): Promise<readonly (FileVersion | null)[]>;
  treeOf(commit: Oid): Promise<Oid>;
  /** Copies commits and what they need into the user's repository; no ref changes. */
  publish(commits: readonly Oid[], known: readonly Oid[]): Promise<void>;
  /** All or nothing, by compare-and-swap; false when a ref is not where it was expected. */
  updateRefs(changes: readonly RefChange[]): Promise<boolean>;
  /** Moves a branch that may be checked out as `git merge --ff-only` would: BASE_CHECKED_OUT when that is refused. */
  fastForward(ref: string, from: Oid, to: Oid): Promise<boolean>;
  /** Writes the files of a tree into a directory, without filters or attributes; cheap when the last tree is similar. */
  materialise(tree: Oid, directory: string): Promise<void>;
  /** Ends processes and removes the scratch repository. */
  close(): Promise<void>;
}
