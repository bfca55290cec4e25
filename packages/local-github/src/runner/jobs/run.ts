// One attempt of a workflow run while it executes, and the place of a workflow within it.
import type { Context } from '../contexts/github-context.ts';
import type { Permissions, RunnerHost, RunRecord, TriggerEvent } from '../host.ts';
import type { Listeners, RunnerOptions } from '../options.ts';
import type { JobReport, JobResult } from '../report.ts';
import type { FileOrigin, LoadedWorkflow } from '../workflow/workflow.ts';
import type { ConcurrencyGroups } from './concurrency-groups.ts';
import type { JobSlots } from './job-slots.ts';
import type { SecretSource } from './secret-source.ts';

/** What all runs of a runner share. */
export interface Shared {
  readonly host: RunnerHost;
  readonly options: RunnerOptions;
  readonly listeners: Listeners;
  readonly slots: JobSlots;
  readonly groups: ConcurrencyGroups;
  /** By job id, how to end a job as if its machine went away. */
  readonly kills: Map<number, AbortController>;
}

export interface Run {
  readonly shared: Shared;
  readonly record: RunRecord;
  readonly event: TriggerEvent;
  /** `github` without what belongs to a job. */
  readonly github: Context;
  readonly origin: FileOrigin;
  /** Reports of the attempt before that stay valid: jobs that succeeded, by key. */
  readonly kept: ReadonlyMap<string, JobReport>;
  /** Aborted when the run is cancelled; the reason is told in logs. */
  readonly cancel: AbortController;
  /** A called workflow runs like the one that calls it. */
  readonly runWorkflow: (run: Run, scope: WorkflowScope) => Promise<NodeResult>;
  /** Reports of this attempt's jobs. */
  readonly reports: JobReport[];
}

/** A workflow within a run: the top one, or a called one. */
export interface WorkflowScope {
  readonly workflow: LoadedWorkflow;
  /** Before the ids and names of its jobs: `caller/` and `caller / `; empty at the top. */
  readonly key: string;
  readonly name: string;
  readonly inputs: Context;
  readonly secrets: SecretSource;
  /** What the caller may; at the top, what the repository's default is. */
  readonly permissions: Permissions;
  readonly stop: AbortSignal;
  /** Concurrency groups that are held around it: to wait for one of them would never end. */
  readonly held: readonly string[];
  /** Whether something before its caller was repeated, so that nothing in it is kept. */
  readonly isRepeated: boolean;
}

/** How a job, with all of its legs, or a called workflow ended. */
export interface NodeResult {
  readonly result: JobResult;
  readonly outputs: Readonly<Record<string, string>>;
  /** Whether anything ran in this attempt. */
  readonly ran: boolean;
}

/** Failure over cancellation over success; nothing but skipped jobs: skipped. */
export function joinResults(results: readonly JobResult[]): JobResult {
  for (const result of ['failure', 'cancelled', 'success'] as const)
    if (results.includes(result)) return result;
  return 'skipped';
}
