import type { Scope } from '../contexts/evaluate.ts';
import type { Job } from '../workflow/workflow.ts';
import type { Combination } from './matrix.ts';

/** A job, or one leg of its matrix, ready to run. */
export interface Leg {
  readonly job: Job;
  readonly key: string;
  readonly name: string;
  readonly matrix: Combination | null;
  /** The contexts `github`, `needs`, `strategy`, `matrix`, `inputs` and `vars`. */
  readonly scope: Scope;
  readonly stop: AbortSignal;
  /** Whether the attempt before may stand for it. */
  readonly mayKeep: boolean;
}

/** A leg that has its place and its id. */
export interface PlacedLeg extends Leg {
  /** Of the job. */
  readonly id: number;
}
