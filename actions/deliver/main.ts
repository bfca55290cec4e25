// The second gate, and the only job with a token that writes branches and pull requests. It runs nothing of a branch.
import { systemClock } from '@sluice/adapters/machine/local-machine';
import type { Running } from '@sluice/adapters/runner/run-main';
import { Fault } from '@sluice/model';
import { audit } from './audit.ts';
import { deliver } from './deliver.ts';

export async function main(running: Running): Promise<void> {
  const { job } = running;
  const task = job.input('task') || 'deliver';
  try {
    if (task === 'deliver') await deliver(running, systemClock);
    else if (task === 'audit') await audit(running, systemClock);
    else
      throw new Fault(
        'OPTION_INVALID',
        `There is no task ${JSON.stringify(task)}.`,
        'Use `deliver` or `audit`.',
      );
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'STOPPED') throw error;
    // Somebody wanted this: it is told, and it is no failure.
    job.warning(`${error.message} ${error.next}`);
    await job.summary(`## Sluice is stopped\n\n${error.message}\n`);
  }
}
