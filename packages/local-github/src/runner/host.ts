/** GitHub's own words for what a token may do, by scope: `contents`, `actions`, `checks`, `issues`, `id-token` … */
export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>;

/** Something that may start workflows. `sha` and `ref` are what `github.sha` and `github.ref` will be. */
export interface TriggerEvent {
  /** `push`, `workflow_run`, `schedule`, `workflow_dispatch`, `pull_request` … */
  readonly name: string;
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  /** Login of who did it; `github-actions[bot]` starts no workflow. */
  readonly actor: string;
  /** The webhook payload: `github.event`. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Paths that a push changed, for `paths` and `paths-ignore`; null: not known. */
  readonly changedPaths: readonly string[] | null;
}

export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'pending' | 'waiting';
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out';

/** One workflow run as the API tells of it; the runner says what changes, the hub keeps it. */
export interface RunRecord {
  readonly id: number;
  readonly attempt: number;
  readonly number: number;
  readonly repository: string;
  readonly name: string;
  /** `run-name` of the workflow, where it has one. */
  readonly displayTitle?: string;
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly actor: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  /** Reusable workflows that it called: `{ path: 'owner/repo/.github/workflows/x.yml@sha', sha, ref }`. */
  readonly referencedWorkflows: readonly {
    readonly path: string;
    readonly sha: string;
    readonly ref?: string;
  }[];
}

export interface StepRecord {
  readonly name: string;
  readonly number: number;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
}

export interface JobRecord {
  readonly id: number;
  readonly runId: number;
  readonly attempt: number;
  /** As GitHub shows it: `caller / called (matrix)`. */
  readonly name: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  readonly steps: readonly StepRecord[];
}

/** What a job is opened with: it decides what its tokens may do and say. */
export interface JobRequest {
  readonly runId: number;
  readonly attempt: number;
  readonly jobId: number;
  readonly repository: string;
  /** Effective permissions, after caller and called workflow were intersected. */
  readonly permissions: Permissions;
  readonly environment: string | null;
  /** `owner/repo/.github/workflows/x.yml@ref` of the file in which the job stands: the called workflow's. */
  readonly jobWorkflowRef: string;
  readonly jobWorkflowSha: string;
  /** The same of the caller: `workflow_ref`, `workflow_sha`. */
  readonly workflowRef: string;
  readonly workflowSha: string;
  readonly event: TriggerEvent;
  readonly runnerEnvironment: 'github-hosted' | 'self-hosted';
}

export interface JobCredentials {
  /** `github.token`. */
  readonly token: string;
  /** ACTIONS_RUNTIME_TOKEN: a JWT whose `scp` has `Actions.Results:<run>:<job>`. */
  readonly runtimeToken: string;
  /** ACTIONS_RESULTS_URL. */
  readonly resultsUrl: string;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN; null without `id-token: write`. */
  readonly idToken: { readonly url: string; readonly token: string } | null;
}

/** What the workflow runner needs of the forge it runs for. The hub implements it. */
export interface RunnerHost {
  /**
   * GITHUB_SERVER_URL: `http://github.localhost:<port>`, a name that git resolves by itself and that `@actions/artifact`
   * takes for GitHub (an address it takes for a GitHub Enterprise Server, and refuses). Node cannot resolve it.
   */
  readonly serverUrl: string;
  /** GITHUB_API_URL, `http://127.0.0.1:<port>/api/v3`; GraphQL: `http://127.0.0.1:<port>/api/graphql`. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The commit that a branch, tag or (abbreviated) id names; null: nothing. */
  resolve(repository: string, revision: string): Promise<string | null>;
  /** Content of a file of a commit, or null. */
  readFile(repository: string, commit: string, path: string): Promise<Buffer | null>;
  /** Names of the files directly in a directory of a commit; empty where there is none. */
  listFiles(repository: string, commit: string, directory: string): Promise<readonly string[]>;
  /** Writes the whole tree of a commit into a directory. */
  materialise(repository: string, commit: string, directory: string): Promise<void>;
  /** `github.repository_id` and the like. */
  repositoryFacts(repository: string): {
    readonly id: number;
    readonly owner: string;
    readonly ownerId: number;
    readonly visibility: 'public' | 'private' | 'internal';
    readonly defaultBranch: string;
  };
  /** Repository variables, with those of the environment over them. */
  variables(repository: string, environment: string | null): Readonly<Record<string, string>>;
  /** Repository secrets; an environment's are over them for a job that names it, if its branch rule lets `ref` in. */
  secrets(repository: string, environment: string | null, ref: string): Readonly<Record<string, string>>;
  /** A throw means that the environment's rule refuses the ref: the job fails. */
  openJob(request: JobRequest): Promise<JobCredentials>;
  /** Revokes the tokens of a job. */
  closeJob(jobId: number): void;
  /** A fresh run id and number for this workflow. */
  newRun(record: Omit<RunRecord, 'id' | 'number'>): RunRecord;
  newJobId(): number;
  saveRun(record: RunRecord): void;
  saveJob(record: JobRecord): void;
  /** Appends to the log of a job. */
  log(jobId: number, text: string): void;
}
