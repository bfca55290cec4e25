import { Fault } from '@sluice/model';
import type { Job } from '@sluice/ports';

/** The legs of a matrix that this job is: one number from 1 to `most`, or a JSON list of them where there is no matrix. */
export function legsOf(job: Job, input: string, most: number): number[] {
  const text = job.input(input);
  const given: unknown = /^[\d[\],\s]{1,100}$/.test(text) ? parse(text) : null;
  const legs = Array.isArray(given) ? (given as unknown[]) : [given];
  const isLeg = (leg: unknown): leg is number =>
    Number.isInteger(leg) && (leg as number) >= 1 && (leg as number) <= most;
  if (legs.length > 0 && legs.every(isLeg)) return legs;
  throw new Fault(
    'OPTION_INVALID',
    `The input ${input} is ${JSON.stringify(text)}; this run has ${most}.`,
    `Take ${input} from the outputs of the cluster stage.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
