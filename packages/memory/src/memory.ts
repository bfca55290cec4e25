import type { BranchName, GitPath, Method, Oid, Strategy } from '@sluice/model';
import type { Recipe } from './recipe.ts';

/** What can be heard of a decision or a method after it was used, and which way it counts. */
export const OUTCOMES = {
  decided: 'for',
  passed: 'for',
  landed: 'for',
  edited: 'against',
  reverted: 'against',
  failed: 'against',
} as const;
export type MemoryOutcome = keyof typeof OUTCOMES;

/** One way in which a conflict was decided. Its id is the digest of all the rest, so that nobody can pass one off. */
export interface Decision {
  readonly id: string;
  readonly pathClass: string;
  readonly fingerprint: string;
  readonly shape: string;
  readonly exact: string;
  readonly telling: boolean;
  readonly recipe: Recipe;
  /** For people, cut where long. */
  readonly sample: {
    readonly base: string;
    readonly first: string;
    readonly second: string;
    readonly answer: string;
  };
}

/** One thing that was seen once. The same thing seen twice, or by two machines, has the same id. */
export interface MemoryEvent {
  readonly id: string;
  /** What it is about: see `subjectOf`. */
  readonly subject: string;
  readonly outcome: MemoryOutcome;
  /** The commit that shows it. */
  readonly source: Oid;
  readonly path: GitPath;
  /** Seconds since the epoch: when that commit was made. */
  readonly at: number;
}

/** One contended file of something that a person may merge, to be looked at again later. */
export interface OfferedFile {
  readonly path: GitPath;
  /** Conflict kind: see `conflictKind`. */
  readonly kind: string;
  readonly method: Method;
  /** Ids of the decisions that were recalled for it. */
  readonly decisions: readonly string[];
  /** Blobs; null: absent. */
  readonly before: Oid | null;
  readonly offered: Oid | null;
  /** The three versions that were merged; null: that side did not have it. */
  readonly base: Oid | null;
  readonly ours: Oid | null;
  readonly theirs: Oid | null;
}

/** A checkpoint or candidate that was written, for runs to come to see what became of it. */
export interface Offer {
  readonly commit: Oid;
  readonly at: number;
  /** Full name of the ref that it is for, and where that was. */
  readonly target: string;
  readonly base: Oid;
  readonly strategy: Strategy | null;
  readonly files: readonly OfferedFile[];
  /** Heads of the branches of which it keeps something out. */
  readonly contested: readonly { readonly branch: BranchName; readonly head: Oid }[];
}

/** One checkpoint may be for two branches that are at one commit. */
export function offerKey({ commit, target }: Pick<Offer, 'commit' | 'target'>): string {
  return `${commit} ${target}`;
}

/**
 * All that is remembered. Every part is a set that only grows, by ids that are made of the content, so that two
 * memories are merged by taking both.
 */
export interface Memory {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly events: ReadonlyMap<string, MemoryEvent>;
  /** By {@link offerKey}. */
  readonly offers: ReadonlyMap<string, Offer>;
  /** By id of a decision, other subject, or `*` for all: what was seen until this second does not count. */
  readonly forgotten: ReadonlyMap<string, number>;
  /** By full ref name: up to which commit history was read, and when that was made. */
  readonly watched: ReadonlyMap<string, { readonly commit: Oid; readonly at: number }>;
}

export const EMPTY_MEMORY: Memory = {
  decisions: new Map(),
  events: new Map(),
  offers: new Map(),
  forgotten: new Map(),
  watched: new Map(),
};

/** Everything, in `forgotten`. */
export const ALL = '*';
