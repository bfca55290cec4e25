import type { App } from './users.ts';

/** The entities of one repository. Fields that requests change are writable. */

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** An issue, or the part of a pull request that is one. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  readonly createdAt: Date;
  title: string;
  body: string | null;
  /** Who changed the body last, and when; null: nobody since it was opened. */
  edited: { readonly by: string; readonly at: Date } | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | 'duplicate' | null;
  /** Names in lower case. */
  labels: Set<string>;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
}

export interface Pull {
  readonly id: number;
  readonly issue: Issue;
  readonly headRef: string;
  headSha: string;
  /** Login of who pushed the head. */
  pushedBy: string;
  baseRef: string;
  draft: boolean;
  mergedAt: Date | null;
  mergedBy: string | null;
  mergeCommit: string | null;
  /** Tip of the base when it was merged or closed. */
  baseShaAtEnd: string | null;
  readonly reviews: Review[];
}

export interface Review {
  readonly id: number;
  readonly author: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'PENDING';
  readonly body: string;
  readonly commit: string;
  /** Whether its author may write to the repository: no other approval counts. */
  readonly mayWrite: boolean;
  readonly submittedAt: Date;
}

export interface Comment {
  readonly id: number;
  /** Of the issue or pull request. */
  readonly number: number;
  readonly author: string;
  readonly createdAt: Date;
  body: string;
  updatedAt: Date;
}

export interface CheckOutput {
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
}

export interface CheckRun {
  readonly id: number;
  readonly headSha: string;
  readonly app: App;
  name: string;
  status: string;
  conclusion: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  output: CheckOutput;
  startedAt: Date;
  completedAt: Date | null;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAt: Date;
}

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: string;
  readonly bypass_mode?: string;
}

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: string;
  readonly enforcement: 'active' | 'disabled' | 'evaluate';
  readonly bypassActors: readonly BypassActor[];
  /** Patterns of full ref names; `~DEFAULT_BRANCH` and `~ALL` as on GitHub. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly Rule[];
  readonly createdAt: Date;
}

/** A variable, or a secret, whose value the API never tells. */
export interface Setting {
  readonly name: string;
  value: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: Date;
  /** `any`: every ref; `protected`: branches under a ruleset; `custom`: the patterns of branch names. */
  branches: 'any' | 'protected' | 'custom';
  readonly patterns: { readonly id: number; readonly name: string; readonly type: 'branch' | 'tag' }[];
  readonly variables: Map<string, Setting>;
  readonly secrets: Map<string, Setting>;
}

export interface Hook {
  readonly id: number;
  readonly url: string;
  readonly secret: string | null;
  readonly events: readonly string[];
  readonly createdAt: Date;
}

export interface Workflow {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly createdAt: Date;
  runs: number;
}

export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly jobId: number;
  readonly name: string;
  readonly mimeType: string;
  readonly createdAt: Date;
  expiresAt: Date;
  /** False until FinalizeArtifact: such an artifact is not listed. */
  finalized: boolean;
  size: number;
  /** `sha256:…` as the uploader told it. */
  digest: string | null;
  readonly blob: string;
}
