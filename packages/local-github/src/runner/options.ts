// What a runner is set up with, and what it tells those who watch it.
import type { ExternalAction } from './externals/external-action.ts';
import type { Permissions } from './host.ts';
import type { JobReport } from './report.ts';
import type { Grace } from './steps/run-process.ts';

export interface RunnerOptions {
  /** An empty directory of the runner's own, outside every repository: jobs live below it while they run. */
  readonly workDir: string;
  /** How many jobs run at once; default: one for each core. */
  readonly parallelJobs?: number;
  /** What a token may do where no file has `permissions:`; default: contents and packages, read. */
  readonly defaultPermissions?: Permissions;
  /** Local equivalents of actions that live on GitHub; default: `EXTERNALS`. */
  readonly externals?: readonly ExternalAction[];
  /** Labels that, besides `self-hosted`, mean a runner of the user's own. */
  readonly selfHostedLabels?: readonly string[];
  /** How long processes may take to end when asked; default: as on GitHub. */
  readonly grace?: Grace;
  /** PATH of every step; default: that of this process. */
  readonly path?: string;
  /** What the owner of the machine sets for every job; a job's own variables are over it. */
  readonly machineEnvironment?: Readonly<Record<string, string>>;
}

/** A step that is about to run, or does. */
export interface StepNotice {
  readonly runId: number;
  readonly attempt: number;
  readonly jobId: number;
  readonly jobName: string;
  readonly repository: string;
  readonly stepName: string;
  /** As in the job's list of steps, from 1. */
  readonly stepNumber: number;
}

export interface ProcessNotice extends StepNotice {
  /** Leader of a process group of its own. */
  readonly pid: number;
}

export interface Listeners {
  /** Waited for: the step starts after it. */
  beforeStep(notice: StepNotice): Promise<void>;
  onProcess(notice: ProcessNotice): void;
  /** Waited for, after the job's directories are gone. */
  afterJob(report: JobReport): Promise<void>;
  /** Whether a test wants this job to fail before its first step. */
  shallFail(jobName: string): boolean;
}
