// A run over all its attempts, as the runner keeps it.
import type { Annotation } from './commands/command-reader.ts';
import type { RunRecord, TriggerEvent } from './host.ts';
import type { JobReport, RunReport, RunSummary } from './report.ts';
import type { FileOrigin, LoadedWorkflow } from './workflow/workflow.ts';

export interface RunHandle {
  record: RunRecord;
  readonly event: TriggerEvent;
  readonly origin: FileOrigin;
  /** null: the file is not valid. It stays the same over attempts. */
  workflow: LoadedWorkflow | null;
  inputs: Readonly<Record<string, unknown>>;
  /** How many `workflow_run` events led to it. */
  readonly depth: number;
  cancel: AbortController;
  /** Of the latest attempt. */
  jobs: readonly JobReport[];
  /** Why it failed at its start. */
  errors: readonly string[];
}

export function summaryOf({ record }: RunHandle): RunSummary {
  const { id, attempt, name, path, conclusion } = record;
  return { id, attempt, name, path, conclusion };
}

export function reportOf(handle: RunHandle): RunReport {
  const { jobs, record, errors } = handle;
  const own = errors.map((message): Annotation => ({
    level: 'failure',
    message,
    title: null,
    file: handle.origin.path,
    line: null,
  }));
  const byKey = <T>(value: (job: JobReport) => T) =>
    Object.fromEntries(jobs.map((job) => [job.key, value(job)]));
  return {
    ...summaryOf(handle),
    record,
    jobs,
    annotations: [...own, ...jobs.flatMap(({ annotations }) => annotations)],
    outputs: byKey(({ outputs }) => outputs),
    summaries: Object.fromEntries(
      jobs.filter(({ summary }) => summary !== '').map(({ key, summary }) => [key, summary]),
    ),
    logs: byKey(({ log }) => log),
  };
}
