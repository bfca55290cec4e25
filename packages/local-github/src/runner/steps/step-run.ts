// A step while it runs: how it is told to end, and what that makes of it.
import type { StepNotice } from '../options.ts';

export interface StepRun {
  readonly notice: StepNotice;
  /** Aborted when the step has to end: its own time is over, or its job is stopped while it runs. */
  readonly stop: AbortSignal;
  /** The outcome of a step that was stopped. */
  stoppedOutcome(): 'failure' | 'cancelled';
  /** Must be called when the step has ended. */
  release(): void;
}
