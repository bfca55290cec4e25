import type { BranchName, Oid } from '@sluice/model';

/** The repository that the pipeline runs for, as the forge knows it. Ids survive renames, names do not. */
export interface ForgeRepository {
  readonly id: number;
  readonly ownerId: number;
  readonly owner: string;
  readonly name: string;
  /** `https://github.com/owner/name`, without a slash at the end. */
  readonly uri: string;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly defaultBranch: string;
}

/** One workflow run as the API tells of it: facts that no branch can write. */
export interface WorkflowRunFacts {
  readonly id: number;
  readonly attempt: number;
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly event: string;
  readonly headSha: Oid;
  readonly headBranch: BranchName;
  readonly headRepositoryId: number;
  /** Who pushed. */
  readonly actor: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
  /** `owner/repo/.github/workflows/x.yml@sha` of the reusable workflows that it called, and their commits. */
  readonly referencedWorkflows: readonly { readonly path: string; readonly sha: string }[];
}

export interface ArtifactFacts {
  readonly id: number;
  readonly name: string;
  readonly runId: number;
  /** Bytes of the archive. */
  readonly size: number;
  /** `sha256:<hex>` of the archive as the forge computed it; null where it does not say. */
  readonly digest: string | null;
  readonly expired: boolean;
}

/** What says stop, read at one moment. */
export interface StopSignals {
  /** Open issues and pull requests that carry the label: `#12`. */
  readonly labelled: readonly string[];
  /** Whether the stop ref exists. */
  readonly ref: boolean;
}

export interface PullRequestFacts {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly title: string;
  readonly body: string;
  /** Branch name of the head, without `refs/heads/`. */
  readonly head: BranchName;
  readonly headSha: Oid;
  readonly base: BranchName;
  /** Login; null: the account is gone. */
  readonly author: string | null;
  /** Login of who wrote the body as it is, by the forge's own record; null: the account is gone. */
  readonly writer: string | null;
  /** The commit on the base that merged it; null: it is not merged. */
  readonly mergeCommit: Oid | null;
}

export interface PullRequestText {
  readonly title: string;
  readonly body: string;
}

/** GitHub's words for the end of a check run. */
export type CheckConclusion = 'success' | 'neutral' | 'failure' | 'action_required' | 'cancelled';

export interface CheckRunText {
  readonly name: string;
  readonly headSha: Oid;
  /** null: it is still going on. */
  readonly conclusion: CheckConclusion | null;
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly detailsUrl: string | null;
  /** Says which run of which inputs wrote it: a check with the same id is not written again. */
  readonly externalId: string;
}

export interface CheckRunFacts {
  readonly id: number;
  readonly name: string;
  readonly headSha: Oid;
  readonly conclusion: string | null;
  readonly externalId: string;
}

export interface IssueFacts {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed';
  readonly title: string;
  readonly body: string;
}

/**
 * The forge (GitHub), for one repository. Lists are read to their end. Rate limits and `retry-after` are obeyed, passing
 * faults (5xx, resets, truncated bodies) are retried with back-off; nothing is written twice by a retry that can be told.
 *
 * @throws Fault FORGE_DENIED (names the permission that is missing), FORGE_LIMITED, FORGE_UNREACHABLE, FORGE_ANSWER (an
 * answer that does not have the published form), FORGE_CONFLICT (409, or a compare-and-swap that lost).
 */
export interface Forge {
  repository(): Promise<ForgeRepository>;
  /** One request. A failure to read is a fault: the caller takes that as stopped. */
  stopSignals(label: string, ref: string): Promise<StopSignals>;
  /** Newest runs of one workflow file (`sluice-manifest.yml`) for `push`, until every head has one or `most` were read. */
  runsOf(workflow: string, heads: ReadonlySet<Oid>, most: number): Promise<readonly WorkflowRunFacts[]>;
  run(id: number): Promise<WorkflowRunFacts>;
  /** Artifacts of that name of those runs. Reads the repository's list first, and single runs where that does not do. */
  artifactsNamed(name: string, runs: ReadonlySet<number>): Promise<readonly ArtifactFacts[]>;
  /** The newest few artifacts of that name in the repository, newest first: one request. */
  newestArtifacts(name: string): Promise<readonly ArtifactFacts[]>;
  /** The archive. Fault FORGE_ANSWER where it is larger than `maxBytes` or its digest is not the one that was told. */
  download(artifact: ArtifactFacts, maxBytes: number): Promise<Buffer>;
  /** Where branches are now, in as few requests as possible; one that is not there has no entry. */
  tips(refs: readonly string[]): Promise<ReadonlyMap<string, Oid>>;
  /** Pull requests into `base` whose head begins with `headPrefix`, open ones and the newest closed ones. */
  pullRequests(base: BranchName, headPrefix: string): Promise<readonly PullRequestFacts[]>;
  createPullRequest(
    request: PullRequestText & { readonly head: BranchName; readonly base: BranchName },
  ): Promise<PullRequestFacts>;
  updatePullRequest(number: number, text: PullRequestText): Promise<void>;
  closePullRequest(number: number): Promise<void>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  comment(number: number, body: string): Promise<void>;
  /** Check runs of that name for each of the commits, in as few requests as possible. */
  checkRuns(heads: readonly Oid[], name: string): Promise<readonly CheckRunFacts[]>;
  createCheckRun(check: CheckRunText): Promise<void>;
  updateCheckRun(id: number, check: CheckRunText): Promise<void>;
  /** Open issues that carry the label. */
  issues(label: string): Promise<readonly IssueFacts[]>;
  /**
   * Of the newest closed issues with the label those that a workflow wrote, nobody changed, and a person closed: what they
   * tell of is explained.
   */
  explainedIssues(label: string): Promise<readonly IssueFacts[]>;
  createIssue(issue: {
    readonly title: string;
    readonly body: string;
    readonly labels: readonly string[];
  }): Promise<IssueFacts>;
  updateIssue(number: number, issue: { readonly title: string; readonly body: string }): Promise<void>;
}

/** Settings of a repository that `doctor` looks at; null in a field: this token may not read it. */
export interface ForgeSettings {
  /** Effective rules of the branch: type and parameters, as the rules API gives them, and the id of the ruleset. */
  rulesOf(branch: BranchName): Promise<
    | readonly {
        readonly type: string;
        readonly parameters: Readonly<Record<string, unknown>>;
        readonly ruleset: number | null;
      }[]
    | null
  >;
  rulesets(): Promise<
    | readonly {
        readonly id: number;
        readonly name: string;
        readonly enforcement: string;
        /** `id` of an app, team or role; null where the type says all. */
        readonly bypassActors:
          readonly { readonly type: string; readonly id: number | null; readonly mode: string }[] | null;
      }[]
    | null
  >;
  actionsPermissions(): Promise<{ readonly allowed: string; readonly shaPinning: boolean | null } | null>;
  workflowPermissions(): Promise<{ readonly default: 'read' | 'write'; readonly canApprove: boolean } | null>;
  repositorySecrets(): Promise<readonly string[] | null>;
  /** Names of those of the organisation that are shared with the repository; none where a person owns it. */
  organizationSecrets(): Promise<readonly string[] | null>;
  environment(name: string): Promise<{
    readonly exists: boolean;
    readonly branches: readonly string[] | null;
    readonly secrets: readonly string[] | null;
  } | null>;
  variables(): Promise<readonly string[] | null>;
  file(path: string, ref: string): Promise<string | null>;
  /** Paths of the files directly in a folder of a commit or branch; empty: there is none. */
  files(folder: string, ref: string): Promise<readonly string[] | null>;
  hasLabel(name: string): Promise<boolean | null>;
  visibility(): Promise<ForgeRepository['visibility'] | null>;
}
