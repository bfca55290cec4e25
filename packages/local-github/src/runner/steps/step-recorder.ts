import type { Step } from '../workflow/workflow.ts';
import type { JobSession } from './job-session.ts';
import type { StepResult, StepScope } from './step-scope.ts';

/** How a step is announced and recorded: those of a composite action have no record of their own. */
export interface StepRecorder {
  begin(name: string): number;
  end(number: number, result: StepResult): void;
}

/** Steps of a composite action run like those of a job. */
export type RunSteps = (
  session: JobSession,
  scope: StepScope,
  steps: readonly Step[],
  recorder: StepRecorder,
) => Promise<void>;
