import { mkdir } from 'node:fs/promises';
import type { JobCredentials, JobRecord, JobRequest, RunnerHost, RunRecord } from '../runner/host.ts';
import { resolveCommit } from './git/refs.ts';
import { listDirectory, readFileAt } from './git/trees.ts';
import { materialise } from './git/materialise.ts';
import type { OpenJobs } from './oidc/open-jobs.ts';
import { claimsOf } from './oidc/claims.ts';
import { ensureEnvironment } from './rest/environments.ts';
import { globMatches, isProtected } from './rules/matching.ts';
import type { Environment, Setting, Workflow } from './state/records.ts';
import type { Repository, Run } from './state/repository.ts';
import { ACTIONS_APP } from './state/users.ts';
import { apiUrl, type World } from './world.ts';

/** What the workflow runner needs, from the state of the hub. */
export class HubRunnerHost implements RunnerHost {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly #world: World;
  readonly #jobs: OpenJobs;

  constructor(world: World, jobs: OpenJobs) {
    this.#world = world;
    this.#jobs = jobs;
    this.serverUrl = world.serverUrl;
    this.apiUrl = apiUrl(world);
    this.graphqlUrl = `${world.origin}/api/graphql`;
  }

  async resolve(repository: string, revision: string): Promise<string | null> {
    const { gitDir, memory } = this.#repository(repository);
    if (memory.hasCommit(revision)) return revision;
    const commit = await resolveCommit(gitDir, revision);
    if (commit !== null) memory.sawCommit(commit);
    return commit;
  }

  readFile(repository: string, commit: string, path: string): Promise<Buffer | null> {
    const { gitDir, memory } = this.#repository(repository);
    return memory.file(commit, path, () => readFileAt(gitDir, commit, path));
  }

  async listFiles(repository: string, commit: string, directory: string): Promise<readonly string[]> {
    const entries = (await listDirectory(this.#repository(repository).gitDir, commit, directory)) ?? [];
    return entries.filter((entry) => entry.type === 'blob').map((entry) => entry.name);
  }

  async materialise(repository: string, commit: string, directory: string): Promise<void> {
    await mkdir(directory, { recursive: true });
    await materialise(this.#repository(repository).gitDir, commit, directory);
  }

  repositoryFacts(name: string): ReturnType<RunnerHost['repositoryFacts']> {
    const { id, owner, visibility, defaultBranch } = this.#repository(name);
    return { id, owner, ownerId: this.#world.directory.user(owner).id, visibility, defaultBranch };
  }

  variables(name: string, environment: string | null): Readonly<Record<string, string>> {
    const repository = this.#repository(name);
    const own = environment === null ? undefined : repository.environments.get(environment)?.variables;
    return { ...valuesOf(repository.variables), ...valuesOf(own) };
  }

  secrets(name: string, environment: string | null, ref: string): Readonly<Record<string, string>> {
    const repository = this.#repository(name);
    const own = environment === null ? undefined : repository.environments.get(environment);
    const isOpen = own !== undefined && lets(repository, own, ref);
    const shared = valuesOf(repository.organizationSecrets);
    return { ...shared, ...valuesOf(repository.secrets), ...valuesOf(isOpen ? own.secrets : undefined) };
  }

  async openJob(request: JobRequest): Promise<JobCredentials> {
    const world = this.#world;
    const repository = this.#repository(request.repository);
    const run = this.#run(repository, request.runId);
    if (request.environment !== null) {
      const environment = ensureEnvironment(world, repository, request.environment);
      if (!lets(repository, environment, request.event.ref)) {
        const branch = request.event.ref.replace(/^refs\/heads\//, '');
        throw new Error(
          `Branch "${branch}" is not allowed to deploy to ${environment.name} due to environment protection rules.`,
        );
      }
    }
    const token = world.tokens.create({
      kind: 'job',
      permissions: request.permissions,
      repositories: [repository.fullName],
    }).value;
    const mayAskIdToken =
      request.permissions['id-token'] === 'write' || request.permissions['id_token'] === 'write';
    const claims = mayAskIdToken ? claimsOf(world, repository, request, run.record) : null;
    const { runtimeToken, requestToken } = this.#jobs.open(request, claims, token);
    const url = `${world.origin}/oidc/token?run=${request.runId}&job=${request.jobId}`;
    return {
      token,
      runtimeToken,
      resultsUrl: `${world.origin}/`,
      idToken: requestToken === null ? null : { url, token: requestToken },
    };
  }

  closeJob(jobId: number): void {
    const token = this.#jobs.close(jobId);
    if (token !== null) this.#world.tokens.revoke(token);
  }

  newRun(record: Omit<RunRecord, 'id' | 'number'>): RunRecord {
    const repository = this.#repository(record.repository);
    const workflow = this.#workflow(repository, record.path, record.name);
    workflow.runs += 1;
    const full: RunRecord = { ...record, id: this.#world.nextId(), number: workflow.runs };
    const now = this.#world.now();
    const run: Run = {
      record: full,
      attempts: new Map(),
      workflowId: workflow.id,
      createdAt: now,
      updatedAt: now,
    };
    repository.runs.set(full.id, run);
    return full;
  }

  newJobId(): number {
    return this.#world.nextId();
  }

  saveRun(record: RunRecord): void {
    const run = this.#run(this.#repository(record.repository), record.id);
    if (record.attempt !== run.record.attempt) run.attempts.set(run.record.attempt, run.record);
    run.record = record;
    run.updatedAt = this.#world.now();
  }

  /** A job is also a check run of GitHub Actions, under its name. */
  saveJob(record: JobRecord): void {
    const { repository, run } = this.#ownerOf(record.runId);
    const now = this.#world.now();
    const known = repository.jobs.get(record.id);
    const completedAt = record.status === 'completed' ? (known?.completedAt ?? now) : null;
    repository.jobs.set(record.id, {
      record,
      startedAt: known?.startedAt ?? now,
      completedAt,
      log: known?.log ?? '',
    });
    repository.checkRuns.set(record.id, {
      id: record.id,
      headSha: run.record.headSha,
      app: ACTIONS_APP,
      name: record.name,
      status: record.status,
      conclusion: record.conclusion,
      detailsUrl: `${this.#world.serverUrl}/${repository.fullName}/actions/runs/${record.runId}/job/${record.id}`,
      externalId: String(record.id),
      output: { title: null, summary: null, text: null },
      startedAt: known?.startedAt ?? now,
      completedAt,
    });
  }

  log(jobId: number, text: string): void {
    for (const repository of this.#world.repositories.values()) {
      const job = repository.jobs.get(jobId);
      if (job !== undefined) job.log += text;
    }
  }

  #workflow(repository: Repository, path: string, name: string): Workflow {
    const known = repository.workflows.get(path);
    if (known !== undefined) return known;
    const workflow: Workflow = {
      id: this.#world.nextId(),
      path,
      name,
      createdAt: this.#world.now(),
      runs: 0,
    };
    repository.workflows.set(path, workflow);
    return workflow;
  }

  #ownerOf(runId: number): { repository: Repository; run: Run } {
    for (const repository of this.#world.repositories.values()) {
      const run = repository.runs.get(runId);
      if (run !== undefined) return { repository, run };
    }
    throw new Error(`There is no run ${runId}`);
  }

  #repository(name: string): Repository {
    const repository = this.#world.repositories.get(name);
    if (repository === undefined) throw new Error(`There is no repository ${name}`);
    return repository;
  }

  #run(repository: Repository, id: number): Run {
    const run = repository.runs.get(id);
    if (run === undefined) throw new Error(`There is no run ${id} in ${repository.fullName}`);
    return run;
  }
}

/** Whether an environment's branch rule lets a ref in. */
function lets(repository: Repository, environment: Environment, ref: string): boolean {
  if (environment.branches === 'any') return true;
  if (environment.branches === 'protected') return isProtected(repository, ref);
  return environment.patterns.some((one) => {
    const prefix = one.type === 'tag' ? 'refs/tags/' : 'refs/heads/';
    return ref.startsWith(prefix) && globMatches(one.name, ref.slice(prefix.length));
  });
}

function valuesOf(settings: ReadonlyMap<string, Setting> | undefined): Record<string, string> {
  return Object.fromEntries([...(settings?.values() ?? [])].map((one) => [one.name, one.value]));
}
