// The `github`, `job` and `runner` contexts and the standard variables made of them.
import type { JobCredentials, RunnerHost, RunRecord, TriggerEvent } from '../host.ts';
import type { JobDirectories } from '../jobs/job-directories.ts';
import { workflowRef, type FileOrigin } from '../workflow/workflow.ts';

export type Context = Readonly<Record<string, unknown>>;

/** What of the `github` context is known before a job runs. `workflow`: the top workflow of the run. */
export function runGithubContext(
  host: RunnerHost,
  record: RunRecord,
  event: TriggerEvent,
  workflow: { readonly name: string; readonly origin: FileOrigin },
): Context {
  const facts = host.repositoryFacts(event.repository);
  const isTag = event.ref.startsWith('refs/tags/');
  const request = event.payload['pull_request'] as
    { head?: { ref?: string }; base?: { ref?: string } } | undefined;
  return {
    event_name: event.name,
    event: event.payload,
    sha: event.sha,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_type: isTag ? 'tag' : 'branch',
    ref_protected: false,
    base_ref: request?.base?.ref ?? '',
    head_ref: request?.head?.ref ?? '',
    repository: event.repository,
    repository_id: String(facts.id),
    repository_owner: facts.owner,
    repository_owner_id: String(facts.ownerId),
    repository_visibility: facts.visibility,
    repositoryUrl: `${host.serverUrl.replace(/^https?/, 'git')}/${event.repository}.git`,
    actor: event.actor,
    triggering_actor: record.actor,
    run_id: String(record.id),
    run_number: String(record.number),
    run_attempt: String(record.attempt),
    workflow: workflow.name,
    workflow_ref: workflowRef(workflow.origin),
    workflow_sha: workflow.origin.commit,
    server_url: host.serverUrl,
    api_url: host.apiUrl,
    graphql_url: host.graphqlUrl,
    retention_days: '90',
    secret_source: 'Actions',
  };
}

export function jobGithubContext(
  run: Context,
  jobId: string,
  directories: JobDirectories,
  credentials: JobCredentials,
): Context {
  return {
    ...run,
    job: jobId,
    token: credentials.token,
    workspace: directories.workspace,
    event_path: directories.eventFile,
  };
}

/** `job`, without `status`: `workflow_*` are those of the file in which the job stands, a called workflow's too. */
export function jobContext(origin: FileOrigin, jobId: number): Context {
  return {
    check_run_id: jobId,
    workflow_ref: workflowRef(origin),
    workflow_sha: origin.commit,
    workflow_repository: origin.repository,
    workflow_file_path: origin.path,
  };
}

export function runnerContext(
  directories: JobDirectories,
  environment: 'github-hosted' | 'self-hosted',
  name: string,
): Context {
  return {
    name,
    os: { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[process.platform as string] ?? 'Linux',
    arch: { x64: 'X64', arm64: 'ARM64', arm: 'ARM', ia32: 'X86' }[process.arch as string] ?? 'X64',
    temp: directories.temp,
    tool_cache: directories.toolCache,
    environment,
    workspace: directories.runnerWorkspace,
    debug: '',
  };
}

/** Members of `github` that are no variable of a step, or are one only in some steps. */
const NO_VARIABLE = new Set(['event', 'token', 'secret_source', 'repository_visibility', 'repositoryUrl']);

/** `GITHUB_*` and `RUNNER_*` of every step, and `CI`. A step cannot change them. */
export function standardVariables(github: Context, runner: Context): Record<string, string> {
  const variables: Record<string, string> = { CI: 'true', GITHUB_ACTIONS: 'true' };
  for (const [key, value] of Object.entries(github)) {
    if (!NO_VARIABLE.has(key)) variables[`GITHUB_${key.toUpperCase()}`] = String(value);
  }
  for (const [key, value] of Object.entries(runner)) {
    if (value !== '') variables[`RUNNER_${key.toUpperCase()}`] = String(value);
  }
  return variables;
}
