// What actions do when the job ends: the last first.
import type { JobResult } from '../report.ts';
import type { StepRun } from './step-run.ts';

export interface PostStep {
  /** `Post <name of the step>`. */
  readonly name: string;
  /** `post-if`; evaluated when its turn comes. */
  readonly shallRun: () => boolean;
  readonly run: (step: StepRun) => Promise<JobResult>;
}
