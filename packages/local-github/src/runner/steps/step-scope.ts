// Where a step stands: directly in a job, or inside a composite action.
import type { Scope } from '../contexts/evaluate.ts';
import type { Context } from '../contexts/github-context.ts';
import { hashFiles } from '../contexts/hash-files.ts';
import type { JobResult } from '../report.ts';
import type { FileOrigin, Step } from '../workflow/workflow.ts';
import type { ActionInstance } from './action-instance.ts';
import { jobStatus, type JobSession } from './job-session.ts';

/** `steps.<id>`: `outcome` is before `continue-on-error`, `conclusion` after it. */
export interface StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: JobResult;
  readonly conclusion: JobResult;
}

export interface StepScope {
  readonly inputs: Context;
  /** Variables of the composite action's own step. */
  readonly env: Readonly<Record<string, string>>;
  /** `github.action_path` and its like. */
  readonly action: Context;
  /** What `$/` means here. */
  readonly origin: FileOrigin;
  readonly results: Map<string, StepResult>;
  readonly instances: Map<Step, ActionInstance>;
  /** null: the steps of the job itself, whose status is the job's. */
  readonly composite: { status: Exclude<JobResult, 'skipped'> } | null;
  /** Aborted when the steps here have to end: the job's, or that of the step around a composite action. */
  readonly stop: AbortSignal;
  /** How many composite actions are around it. */
  readonly depth: number;
}

/** The contexts and functions of an expression in a step. `env`: of that step. `stage`: pre and post steps see the job's status. */
export function expressionScope(
  session: JobSession,
  scope: StepScope,
  env: Readonly<Record<string, string>>,
  stage: 'main' | 'other' = 'main',
): Scope {
  const { contexts, status } = session;
  return {
    contexts: {
      ...contexts,
      github: { ...contexts['github'], ...scope.action },
      job: { ...contexts['job'], status },
      inputs: scope.inputs,
      env: { ...session.env, ...scope.env, ...env },
      steps: Object.fromEntries(scope.results),
    },
    status: stage === 'main' ? statusIn(session, scope) : jobStatus(session),
    hashFiles: (patterns) => hashFiles(session.directories.workspace, patterns),
  };
}

/** In a composite action, success and failure are those of its own steps so far. */
function statusIn(session: JobSession, scope: StepScope): Scope['status'] & {} {
  const job = jobStatus(session);
  if (scope.composite === null) return job;
  const { status } = scope.composite;
  return { success: status === 'success', failure: status === 'failure', cancelled: job.cancelled };
}
