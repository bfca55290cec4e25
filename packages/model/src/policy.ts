import type { BranchName } from './manifest.ts';
import type { ModelPolicy } from './model-policy.ts';
import type { TrustMode } from './signing-profile.ts';

import type { SupplyPolicy } from './supply.ts';

/** Bounds on one sandboxed command. */
export interface Limits {
  /** Wall time in seconds. */
  readonly seconds: number;
  /** Memory of all its processes together, in MiB. */
  readonly memoryMb: number;
  /** Number of processes at one moment. */
  readonly processes: number;
  /** What it may write, in MiB. */
  readonly diskMb: number;
  /** How much of its output is kept, in KiB; the rest is counted and dropped. */
  readonly outputKb: number;
}

/** One rung of validation. */
export interface Tier {
  readonly name: string;
  /** Run with `sh -c` at the root of the tree, offline. */
  readonly command: string;
  /** Overrides `limits.seconds`. */
  readonly seconds: number | null;
  /** Path of the JUnit XML report that it writes: tests of the base that are not in it make it red. null: none. */
  readonly report: string | null;
}

/** How dependencies get into the sandbox: once per content of `lockfiles`, seeing only these, with the network limited to `hosts`. */
export interface Install {
  readonly command: string;
  readonly lockfiles: readonly string[];
  /** Paths that the command makes, mounted read-only for the tiers. */
  readonly provides: readonly string[];
  readonly hosts: readonly string[];
}

/** A name for a kind of risk and the globs of the paths that carry it. */
export interface RiskRule {
  readonly name: string;
  readonly paths: readonly string[];
}

/** What follows where branches meet at a symbol: `tie` keeps apart those whose clean merge is broken, `warn` only tells. */
export const SYMBOL_MODES = ['tie', 'warn', 'off'] as const;
export type SymbolMode = (typeof SYMBOL_MODES)[number];

export const CHECKPOINTS = ['one', 'by-owner'] as const;
export type Checkpoints = (typeof CHECKPOINTS)[number];

/** Where decisions of conflicts are kept from run to run: on this machine, on the branch `sluice/state`, or nowhere. */
export const MEMORY_PLACES = ['local', 'branch', 'off'] as const;
export type MemoryPlace = (typeof MEMORY_PLACES)[number];

/** What a run on a forge takes in at most; what is over it waits for the next run, and is told so. */
export interface AdmissionLimits {
  readonly branches: number;
  /** Branches of one agent: of one account that pushes. */
  readonly branchesPerAgent: number;
  /** Pushes of one agent within the last hour. */
  readonly pushesPerHour: number;
  /** Most KiB of a signed manifest. */
  readonly manifestKb: number;
  /** A manifest that was signed more hours ago is not believed. */
  readonly manifestHours: number;
  /** Most MiB of the git objects that go from job to job. */
  readonly objectsMb: number;
}

export const SILENT_LOSS_ACTIONS = ['off', 'hold'] as const;

/** What merged files have to be like to land without a person. */
export interface MergePolicy {
  /** A merged file that is less certain than this, from 0 to 1, is offered and does not land. */
  readonly minConfidence: number;
  /** What follows where git merges without a conflict, and something that one side added would be gone. */
  readonly silentLoss: (typeof SILENT_LOSS_ACTIONS)[number];
}

/** Two branches of which a person says that they do the same work. */
export type SameWorkPair = readonly [BranchName, BranchName];

/** The whole configuration of a run, every value filled in. */
export interface Policy {
  readonly base: string;
  /** Globs of branch names; one that starts with `!` takes branches out again. */
  readonly branches: readonly string[];
  /** null: detect from the tree of the base. */
  readonly tiers: readonly Tier[] | null;
  /** null: detect; false: none. */
  readonly install: Install | null | false;
  readonly requireTests: boolean;
  /** A branch that touches one of these is held. */
  readonly protectedPaths: readonly string[];
  /** A branch that touches one of these is excluded. */
  readonly vetoPaths: readonly string[];
  readonly risks: readonly RiskRule[];
  /** Most candidates per cluster; null: `min(5, agents + 2)`. */
  readonly candidateBudget: number | null;
  /** Test runs at the same time. */
  readonly slots: number;
  /** Whether a candidate that drops or defers something may land. */
  readonly landPartial: boolean;
  readonly limits: Limits;
  /** Most changed paths of one branch before it is held. */
  readonly maxPaths: number;
  readonly supplyChain: SupplyPolicy;
  readonly merge: MergePolicy;
  readonly model: ModelPolicy;
  /** Pairs of which one alone may land. */
  readonly sameWork: readonly SameWorkPair[];
  readonly memory: MemoryPlace;
  readonly symbols: SymbolMode;
  /** One checkpoint for all that lands, or one for each owner of paths. */
  readonly checkpoints: Checkpoints;
  /** How manifests are signed; `auto` follows the visibility of the repository. */
  readonly signing: 'auto' | TrustMode;
  /** Whether a manifest that was signed on a runner of one's own is believed. */
  readonly selfHostedSigners: boolean;
  readonly admission: AdmissionLimits;
}

/** Where a value of the effective policy came from. */
export type Origin =
  | { readonly from: 'default' }
  | { readonly from: 'file'; readonly line: number }
  | { readonly from: 'option'; readonly option: string };
