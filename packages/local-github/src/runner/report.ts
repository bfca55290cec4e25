// What a run leaves behind, for tests, pages and people.
import type { Annotation } from './commands/command-reader.ts';
import type { Conclusion, RunRecord, StepRecord } from './host.ts';

/** What `needs.<job>.result` may be. */
export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface JobReport {
  readonly id: number;
  readonly runId: number;
  /** The attempt in which it ran; a re-run keeps the reports of jobs that it does not repeat. */
  readonly attempt: number;
  /** Tells a job from all others of its run, over attempts: ids of callers and job, with the values of a matrix. */
  readonly key: string;
  readonly name: string;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRecord[];
  readonly annotations: readonly Annotation[];
  /** Markdown of all its steps. */
  readonly summary: string;
  readonly log: string;
}

export interface RunReport extends RunSummary {
  readonly record: RunRecord;
  /** One for each job of the latest attempt, in the order in which they ended. */
  readonly jobs: readonly JobReport[];
  /** Why the run failed before any job, and what its jobs said. */
  readonly annotations: readonly Annotation[];
  /** Outputs of jobs by key. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Summaries of jobs by key; those without one are left out. */
  readonly summaries: Readonly<Record<string, string>>;
  /** Logs of jobs by key. */
  readonly logs: Readonly<Record<string, string>>;
}

export interface RunSummary {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly path: string;
  readonly conclusion: Conclusion | null;
}
