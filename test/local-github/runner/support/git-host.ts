// The least forge that the runner can work for: real repositories, tokens and secrets in memory.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type {
  JobCredentials,
  JobRecord,
  JobRequest,
  RunnerHost,
  RunRecord,
} from '../../../../packages/local-github/src/runner/host.ts';
import { Repository } from './repository.ts';

export class GitHost implements RunnerHost {
  serverUrl = 'http://127.0.0.1:9';
  apiUrl = 'http://127.0.0.1:9/api/v3';
  graphqlUrl = 'http://127.0.0.1:9/api/graphql';
  /** By environment; '' is the repository's. */
  readonly secretsOf: Record<string, Record<string, string>> = {};
  readonly variablesOf: Record<string, Record<string, string>> = {};
  /** Environments that let only main in. */
  readonly protectedEnvironments = new Set<string>();
  readonly requests: JobRequest[] = [];
  readonly open = new Set<number>();
  readonly runRecords: RunRecord[] = [];
  readonly jobRecords: JobRecord[] = [];
  readonly logs = new Map<number, string>();
  #directory: string;
  #repositories = new Map<string, Repository>();
  #next = 1;

  constructor(directory: string) {
    this.#directory = directory;
  }

  repository(name: string): Repository {
    const found = this.#repositories.get(name) ?? new Repository(join(this.#directory, name));
    this.#repositories.set(name, found);
    return found;
  }

  resolve(repository: string, revision: string): Promise<string | null> {
    try {
      const found = this.#repositories
        .get(repository)
        ?.buffer('rev-parse', '--verify', `${revision}^{commit}`);
      return Promise.resolve(found?.toString().trim() ?? null);
    } catch {
      return Promise.resolve(null);
    }
  }

  readFile(repository: string, commit: string, path: string): Promise<Buffer | null> {
    try {
      return Promise.resolve(this.repository(repository).buffer('cat-file', 'blob', `${commit}:${path}`));
    } catch {
      return Promise.resolve(null);
    }
  }

  listFiles(repository: string, commit: string, directory: string): Promise<readonly string[]> {
    const text = this.repository(repository).git('ls-tree', '--name-only', commit, `${directory}/`);
    return Promise.resolve(
      text === '' ? [] : text.split('\n').map((path) => path.slice(directory.length + 1)),
    );
  }

  materialise(repository: string, commit: string, directory: string): Promise<void> {
    const archive = this.repository(repository).buffer('archive', commit);
    execFileSync('tar', ['-x', '-C', directory], { input: archive });
    return Promise.resolve();
  }

  repositoryFacts(repository: string) {
    const owner = repository.split('/')[0] ?? '';
    return { id: 11, owner, ownerId: 22, visibility: 'public' as const, defaultBranch: 'main' };
  }

  variables(_repository: string, environment: string | null): Record<string, string> {
    return { ...this.variablesOf[''], ...this.variablesOf[environment ?? ''] };
  }

  secrets(_repository: string, environment: string | null): Record<string, string> {
    return { ...this.secretsOf[''], ...this.secretsOf[environment ?? ''] };
  }

  openJob(request: JobRequest): Promise<JobCredentials> {
    const { environment, event, jobId } = request;
    if (
      environment !== null &&
      this.protectedEnvironments.has(environment) &&
      event.ref !== 'refs/heads/main'
    ) {
      return Promise.reject(new Error(`${event.ref} is not allowed to deploy to ${environment}.`));
    }
    this.requests.push(request);
    this.open.add(jobId);
    const hasId = request.permissions['id-token'] === 'write';
    return Promise.resolve({
      token: `ghs_token_of_job_${jobId}`,
      runtimeToken: `runtime_of_job_${jobId}`,
      resultsUrl: 'http://127.0.0.1:9/results',
      idToken: hasId ? { url: 'http://127.0.0.1:9/id?v=1', token: `id_token_of_job_${jobId}` } : null,
    });
  }

  closeJob(jobId: number): void {
    this.open.delete(jobId);
  }

  newRun(record: Omit<RunRecord, 'id' | 'number'>): RunRecord {
    const made = { ...record, id: this.newJobId(), number: this.runRecords.length + 1 };
    this.runRecords.push(made);
    return made;
  }

  newJobId(): number {
    return this.#next++;
  }

  saveRun(record: RunRecord): void {
    this.runRecords.push(record);
  }

  saveJob(record: JobRecord): void {
    this.jobRecords.push(record);
  }

  log(jobId: number, text: string): void {
    this.logs.set(jobId, (this.logs.get(jobId) ?? '') + text);
  }
}
