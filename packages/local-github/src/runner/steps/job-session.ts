// What the steps of one job share while it runs.
import type { Status } from '../contexts/evaluate.ts';
import type { Context } from '../contexts/github-context.ts';
import type { Masks } from '../commands/masks.ts';
import type { ExternalAction } from '../externals/external-action.ts';
import type { JobCredentials, RunnerHost, StepRecord } from '../host.ts';
import type { JobDirectories } from '../jobs/job-directories.ts';
import type { Listeners, StepNotice } from '../options.ts';
import type { JobResult } from '../report.ts';
import type { FileOrigin, RunDefaults, StepsJob } from '../workflow/workflow.ts';
import type { JobLog } from './job-log.ts';
import type { PostStep } from './post-steps.ts';
import type { Grace } from './run-process.ts';

export interface JobSession {
  readonly host: RunnerHost;
  readonly listeners: Listeners;
  readonly externals: readonly ExternalAction[];
  readonly grace: Grace;
  readonly path: string;
  /** What the owner of the machine sets. */
  readonly machine: Readonly<Record<string, string>>;
  readonly job: StepsJob;
  /** Of the workflow file in which the job stands. */
  readonly origin: FileOrigin;
  /** `defaults.run`, the job's over the workflow's. */
  readonly defaults: RunDefaults;
  readonly notice: Omit<StepNotice, 'stepName' | 'stepNumber'>;
  readonly directories: JobDirectories;
  readonly credentials: JobCredentials;
  readonly trackingId: string;
  readonly masks: Masks;
  readonly log: JobLog;
  /** Contexts that stay the same for all of the job's steps: `github`, `vars`, `secrets`, `needs`, `strategy`, `matrix`, `runner`, `job`. */
  readonly contexts: Readonly<Record<string, Context>>;
  /** Asks the job to end: steps with `if: always()` still run. */
  readonly stop: AbortSignal;
  /** Ends it at once. */
  readonly kill: AbortSignal;
  /** Variables of workflow and job, and what steps put over them through GITHUB_ENV. */
  env: Readonly<Record<string, string>>;
  /** Directories that steps put before PATH, the latest first. */
  addedPaths: readonly string[];
  status: Exclude<JobResult, 'skipped'>;
  readonly summaries: string[];
  readonly posts: PostStep[];
  readonly steps: StepRecord[];
  /** Directories of actions that are there already, by repository and commit. */
  readonly materialised: Map<string, Promise<string>>;
  /** Tells the host of the job's steps. */
  save(): void;
}

export function jobStatus(session: JobSession): Status {
  const { status } = session;
  return { success: status === 'success', failure: status === 'failure', cancelled: status === 'cancelled' };
}
