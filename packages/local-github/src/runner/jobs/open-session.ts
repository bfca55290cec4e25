// The machine of a job: directories, credentials, contexts, variables.
import { randomUUID } from 'node:crypto';
import { ActionsError } from '../actions-error.ts';
import { evaluate, evaluateTexts, type Scope } from '../contexts/evaluate.ts';
import { jobContext, jobGithubContext, runnerContext } from '../contexts/github-context.ts';
import { textOf } from '../contexts/expression-data.ts';
import type { Masks } from '../commands/masks.ts';
import { EXTERNALS } from '../externals/externals.ts';
import type { JobCredentials } from '../host.ts';
import type { RunnerOptions } from '../options.ts';
import type { JobLog } from '../steps/job-log.ts';
import type { JobSession } from '../steps/job-session.ts';
import { GITHUB_GRACE } from '../steps/run-process.ts';
import { workflowRef, type RunDefaults, type StepsJob } from '../workflow/workflow.ts';
import type { PlacedLeg } from './leg.ts';
import { createJobDirectories } from './job-directories.ts';
import { runnerFor } from './runner-labels.ts';
import type { Run, WorkflowScope } from './run.ts';

export interface Machine extends PlacedLeg {
  /** Directory of the job. */
  readonly root: string;
  readonly kill: AbortSignal;
  readonly masks: Masks;
  readonly log: JobLog;
}

/** Throws where the job cannot be: no such runner, an environment that refuses the ref, a feature that is not here. */
export async function openSession(
  run: Run,
  scope: WorkflowScope,
  job: StepsJob,
  leg: Machine,
): Promise<JobSession> {
  const { host, options, listeners } = run.shared;
  const { repository } = run.event;
  const { masks, log, stop, kill } = leg;
  if (job.unsupported.length > 0)
    throw new ActionsError(`Not supported here: ${job.unsupported.join(', ')}.`);
  const kind = runnerFor(evaluate(job.runsOn, leg.scope), options.selfHostedLabels ?? []);
  const environment = environmentOf(job, leg.scope);
  const credentials = await openJob(run, scope, job, { leg, environment, kind });
  const secrets = { ...scope.secrets(environment), GITHUB_TOKEN: credentials.token };
  const vars = host.variables(repository, environment);
  for (const value of hidden(secrets, credentials)) masks.add(value);
  const directories = createJobDirectories(leg.root, repository, run.event.payload);
  const contexts = {
    ...(leg.scope.contexts as JobSession['contexts']),
    github: jobGithubContext(run.github, job.id, directories, credentials),
    job: jobContext(scope.workflow.origin, leg.id),
    runner: runnerContext(directories, kind, `local-${leg.id}`),
    secrets,
    vars,
  };
  const { id: runId, attempt } = run.record;
  const session: JobSession = {
    ...settings(options),
    host,
    listeners,
    job,
    origin: scope.workflow.origin,
    defaults: defaultsOf(job, scope),
    notice: { runId, attempt, jobId: leg.id, jobName: leg.name, repository },
    directories,
    credentials,
    trackingId: `github_${randomUUID()}`,
    masks,
    log,
    contexts,
    stop,
    kill,
    env: jobEnvironment(scope, job, { contexts }),
    addedPaths: [],
    status: 'success',
    summaries: [],
    posts: [],
    steps: [],
    materialised: new Map(),
    save: () => host.saveJob({ ...jobRecord(run, leg), steps: [...session.steps] }),
  };
  session.save();
  return session;
}

function settings(options: RunnerOptions): Pick<JobSession, 'externals' | 'grace' | 'machine' | 'path'> {
  return {
    externals: options.externals ?? EXTERNALS,
    grace: options.grace ?? GITHUB_GRACE,
    machine: options.machineEnvironment ?? {},
    path: options.path ?? process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
  };
}

/** `defaults.run`: the job's over the workflow's, key by key. */
function defaultsOf(job: StepsJob, { workflow }: WorkflowScope): RunDefaults {
  return {
    shell: job.defaults.shell ?? workflow.defaults.shell,
    workingDirectory: job.defaults.workingDirectory ?? workflow.defaults.workingDirectory,
  };
}

function jobRecord(run: Run, { id, name }: Machine) {
  return {
    id,
    runId: run.record.id,
    attempt: run.record.attempt,
    name,
    status: 'in_progress',
    conclusion: null,
  } as const;
}

function openJob(
  run: Run,
  scope: WorkflowScope,
  job: StepsJob,
  {
    leg,
    environment,
    kind,
  }: { leg: Machine; environment: string | null; kind: 'github-hosted' | 'self-hosted' },
): Promise<JobCredentials> {
  const { workflow } = scope;
  return run.shared.host.openJob({
    runId: run.record.id,
    attempt: run.record.attempt,
    jobId: leg.id,
    repository: run.event.repository,
    permissions: job.permissions ?? workflow.permissions ?? scope.permissions,
    environment,
    jobWorkflowRef: workflowRef(workflow.origin),
    jobWorkflowSha: workflow.origin.commit,
    workflowRef: workflowRef(run.origin),
    workflowSha: run.origin.commit,
    event: run.event,
    runnerEnvironment: kind,
  });
}

/** The workflow's variables, then the job's over them; the job's may use the workflow's. */
function jobEnvironment(scope: WorkflowScope, job: StepsJob, within: Scope): Record<string, string> {
  const outer = evaluateTexts(scope.workflow.env, within);
  return { ...outer, ...evaluateTexts(job.env, { ...within, contexts: { ...within.contexts, env: outer } }) };
}

function environmentOf(job: StepsJob, scope: Scope): string | null {
  if (job.environment === null) return null;
  const value = evaluate(job.environment, scope);
  const name =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['name'] : value;
  return name === null || name === undefined || name === '' ? null : textOf(name);
}

function hidden(
  secrets: Readonly<Record<string, string>>,
  { token, runtimeToken, idToken }: JobCredentials,
): string[] {
  return [...Object.values(secrets), token, runtimeToken, ...(idToken ? [idToken.token] : [])];
}
