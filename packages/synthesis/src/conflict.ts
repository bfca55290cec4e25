import type { BranchName, GitPath, SynthesisStrategy } from '@sluice/model';
import type { Intent } from './intent.ts';

/** One contended file in its three versions; the base may be absent where both added it. */
export interface ContendedFile {
  readonly path: GitPath;
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

/** A text of the merged tree that an answer may change too, or that only shows how things are done here. */
export interface KnownFile {
  readonly path: GitPath;
  readonly text: string;
}

/** One branch that does not merge onto a candidate, with all that a model may know of it. */
export interface Conflict {
  readonly branch: BranchName;
  /** Branches that the candidate has already. */
  readonly onto: readonly BranchName[];
  readonly strategy: SynthesisStrategy;
  readonly files: readonly ContendedFile[];
  /** Documents that speak of the contended files: the only others that an answer may change. */
  readonly documents: readonly KnownFile[];
  /** Files beside the contended ones, as they are on the base. */
  readonly neighbours: readonly KnownFile[];
  readonly intents: readonly Intent[];
}
