import type { ContestedStrategy } from '@sluice/merge';
import type {
  BranchName,
  ConflictKind,
  FileMerge,
  GitPath,
  Manifest,
  Method,
  Oid,
  PathChange,
  Step,
} from '@sluice/model';

/** One branch on its way into a merged tree, and what may be done where it conflicts. */
export interface LandingItem {
  readonly manifest: Manifest;
  readonly cluster: string;
  /** What it changes on the tip of the base. */
  readonly changes: readonly PathChange[];
  readonly strategy: 'independent-set' | ContestedStrategy;
  /** Rather a conflict than anything dropped. */
  readonly whole: boolean;
}

/** The commit and tree that merging has come to. */
export interface Tip {
  readonly commit: Oid;
  readonly tree: Oid;
}

/** One contended file as it was merged, and from which blobs; null: that side did not have it. */
export interface ContendedFile {
  readonly path: GitPath;
  readonly conflict: ConflictKind;
  readonly method: Method;
  readonly base: Oid | null;
  readonly ours: Oid | null;
  readonly theirs: Oid | null;
  /** Ids of the decisions that were recalled for it. */
  readonly decisions: readonly string[];
}

/** What became of one item. */
export interface MergedItem {
  readonly item: LandingItem;
  readonly tip: Tip;
  readonly files: readonly FileMerge[];
  /** What git alone could not merge. */
  readonly contended: readonly ContendedFile[];
  /** Paths of which something was left out; such an item has a commit of one parent. */
  readonly dropped: readonly GitPath[];
  /** Its commits had come with an item before: no commit of its own. */
  readonly contained: boolean;
}

export type Sequence =
  | { readonly kind: 'merged'; readonly tip: Tip; readonly items: readonly MergedItem[] }
  | {
      readonly kind: 'conflict';
      readonly at: LandingItem;
      readonly paths: readonly GitPath[];
      /** For people: what git, which merges it, would lose; null where git itself stumbles. */
      readonly loss: string | null;
    };

export function nameOf(item: LandingItem): BranchName {
  return item.manifest.branch;
}

/** Its place in a candidate. */
export function stepOf({ item, tip, files, dropped }: MergedItem): Step {
  return { branch: nameOf(item), head: item.manifest.head, tree: tip.tree, files, dropped };
}
