import { plainText } from '@sluice/deliver';
import type { Job, Progress } from '@sluice/ports';

/** Progress as lines of the job's log. */
export function jobProgress(job: Job): Progress {
  return ({ stage, message }) => job.info(`${stage}: ${plainText(message)}`);
}
