// The workflow runner of the local GitHub: events in, runs out.
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { messageOf } from './actions-error.ts';
import type { RunnerHost, TriggerEvent } from './host.ts';
import { ConcurrencyGroups } from './jobs/concurrency-groups.ts';
import { JobSlots } from './jobs/job-slots.ts';
import type { Shared } from './jobs/run.ts';
import { Watchers } from './watchers.ts';
import type { RunnerOptions } from './options.ts';
import type { JobReport, RunReport, RunSummary } from './report.ts';
import { runAttempt } from './run-attempt.ts';
import { reportOf, summaryOf, type RunHandle } from './run-handle.ts';
import { dispatchInputs } from './triggers/dispatch-inputs.ts';
import { selectWorkflows, type Selected } from './triggers/select-workflows.ts';
import { WorkflowFiles } from './triggers/workflow-files.ts';
import { MAX_CHAIN, workflowRunEvent, type WorkflowRunAction } from './triggers/workflow-run-event.ts';
import { calledWorkflows, loadCalls } from './workflow/load-workflow.ts';
import { workflowRef } from './workflow/workflow.ts';

/**
 * Runs workflow files as GitHub does, on this machine. What it cannot do (services, containers, docker actions, Windows, macOS,
 * actions without a local equivalent) makes the job fail with a message that names it.
 */
export class WorkflowRunner {
  /** Hooks for tests and pages. */
  readonly watch = new Watchers();
  #shared: Shared;
  #files: WorkflowFiles;
  #runs = new Map<number, RunHandle>();
  #active = new Set<Promise<unknown>>();

  constructor(host: RunnerHost, options: RunnerOptions) {
    mkdirSync(options.workDir, { recursive: true });
    this.#files = new WorkflowFiles(host);
    this.#shared = {
      host,
      options,
      listeners: this.watch,
      slots: new JobSlots(options.parallelJobs ?? availableParallelism()),
      groups: new ConcurrencyGroups(),
      kills: new Map(),
    };
  }

  /** Starts what the event starts, and resolves when those runs have ended; runs that follow them may go on (`idle`). */
  trigger(event: TriggerEvent): Promise<RunSummary[]> {
    return this.#track(this.#start(event, 0));
  }

  /** The schedules of a repository's default branch; `cron`: only those with this line. */
  tick(name: 'schedule', repository: string, cron?: string): Promise<RunSummary[]> {
    const payload = cron === undefined ? {} : { schedule: cron };
    return this.trigger({
      name,
      repository,
      sha: '',
      ref: '',
      actor: 'github-schedule',
      payload,
      changedPaths: null,
    });
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    while (this.#active.size > 0) await Promise.allSettled(this.#active);
  }

  /** Repeats what failed or was cancelled, with all that depends on it; what succeeded stays with its outputs. */
  rerunFailed(runId: number): Promise<RunSummary> {
    const handle = this.#ended(runId);
    const kept = handle.jobs.filter(({ conclusion }) => conclusion === 'success');
    return this.#rerun(handle, kept);
  }

  /** Repeats the jobs of that name, however they ended, with all that depends on them. */
  rerunJobs(runId: number, name: RegExp): Promise<RunSummary> {
    const handle = this.#ended(runId);
    const kept = handle.jobs.filter((job) => job.conclusion === 'success' && !name.test(job.name));
    return this.#rerun(handle, kept);
  }

  rerunAll(runId: number): Promise<RunSummary> {
    return this.#rerun(this.#ended(runId), []);
  }

  /** Resolves when the run has ended. Steps with `if: always()` still run. */
  async cancel(runId: number): Promise<void> {
    const handle = this.#handle(runId);
    handle.cancel.abort('The run was canceled.');
    while (handle.record.status !== 'completed') {
      await Promise.race(this.#active);
    }
  }

  /** Ends a job as if its machine went away: no further step, no post step. */
  killJob(jobId: number): void {
    this.#shared.kills.get(jobId)?.abort();
  }

  run(runId: number): RunReport {
    return reportOf(this.#handle(runId));
  }

  runs(): RunReport[] {
    return [...this.#runs.values()].map(reportOf);
  }

  async #start(event: TriggerEvent, depth: number): Promise<RunSummary[]> {
    const selected = await selectWorkflows(this.#shared.host, this.#files, event);
    const handles = await Promise.all(selected.map((each) => this.#prepare(each, depth)));
    for (const handle of handles) this.#emit(handle, 'requested');
    return Promise.all(handles.map((handle) => this.#attempt(handle, [])));
  }

  /** A file that is not valid makes a run that fails at once. */
  async #prepare({ origin, parsed, event }: Selected, depth: number): Promise<RunHandle> {
    const { host } = this.#shared;
    const errors: string[] = parsed.ok
      ? []
      : parsed.errors.map((message) => `Invalid workflow file: ${message}`);
    let workflow: RunHandle['workflow'] = null;
    let inputs: RunHandle['inputs'] = {};
    try {
      if (parsed.ok) workflow = await loadCalls(host, parsed, 0);
      if (workflow && event.name === 'workflow_dispatch') {
        inputs = dispatchInputs(workflow.on['workflow_dispatch'], event.payload['inputs']);
      }
    } catch (error) {
      errors.push(messageOf(error));
    }
    const called = workflow ? calledWorkflows(workflow) : [];
    const record = host.newRun({
      attempt: 1,
      repository: event.repository,
      name: parsed.ok ? parsed.workflow.name : origin.path,
      path: origin.path,
      event: event.name,
      headSha: event.sha,
      headBranch: event.ref.replace(/^refs\/(?:heads|tags)\//, ''),
      actor: event.actor,
      status: 'queued',
      conclusion: null,
      referencedWorkflows: called.map(({ origin: of }) => ({
        path: workflowRef(of),
        sha: of.commit,
        ref: of.ref,
      })),
    });
    const frozen = { ...event, payload: Object.freeze({ ...event.payload }) };
    const handle: RunHandle = {
      record,
      event: frozen,
      origin,
      workflow,
      inputs,
      depth,
      cancel: new AbortController(),
      jobs: [],
      errors,
    };
    this.#runs.set(record.id, handle);
    return handle;
  }

  async #attempt(handle: RunHandle, kept: readonly JobReport[]): Promise<RunSummary> {
    const byKey = new Map(kept.map((report) => [report.key, report]));
    try {
      await runAttempt(this.#shared, handle, byKey, () => this.#emit(handle, 'in_progress'));
    } finally {
      this.#emit(handle, 'completed');
    }
    return summaryOf(handle);
  }

  #rerun(handle: RunHandle, kept: readonly JobReport[]): Promise<RunSummary> {
    handle.record = {
      ...handle.record,
      attempt: handle.record.attempt + 1,
      status: 'queued',
      conclusion: null,
    };
    handle.cancel = new AbortController();
    if (handle.workflow !== null) handle.errors = [];
    this.#shared.host.saveRun(handle.record);
    return this.#track(this.#attempt(handle, kept));
  }

  /** A run may start others; these may start more, three times over. */
  #emit(handle: RunHandle, action: WorkflowRunAction): void {
    if (handle.depth >= MAX_CHAIN) return;
    const event = workflowRunEvent(this.#shared.host, handle.record, action);
    void this.#track(this.#start(event, handle.depth + 1)).catch(() => {});
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#active.add(work);
    const end = () => this.#active.delete(work);
    work.then(end, end);
    return work;
  }

  #handle(runId: number): RunHandle {
    const handle = this.#runs.get(runId);
    if (!handle) throw new Error(`There is no run ${runId}.`);
    return handle;
  }

  #ended(runId: number): RunHandle {
    const handle = this.#handle(runId);
    if (handle.record.status !== 'completed')
      throw new Error(`The run ${runId} has not ended: it cannot be repeated.`);
    return handle;
  }
}
