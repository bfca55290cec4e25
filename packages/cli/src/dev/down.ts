import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@sluice/model';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession } from '../open-session.ts';
import { findRunning } from './dev-state.ts';

const PATIENCE_MS = 20_000;

/** Ends the local GitHub of a repository, wherever it was started. */
export function down({ repo }: { readonly repo: string }): Promise<ExitCode> {
  return inSession(repo, async ({ git, signal }) => {
    const state = await findRunning(git.stateDir);
    if (state === null) {
      process.stdout.write('No local GitHub runs for this repository.\n');
      return EXIT.done;
    }
    // It answered just now with what its file says: the number is its own.
    process.kill(state.pid, 'SIGTERM');
    for (let waited = 0; (await findRunning(git.stateDir)) !== null; waited += 200) {
      if (waited > PATIENCE_MS)
        throw new Fault(
          'DEV_FAILED',
          `The process ${state.pid} does not end.`,
          `Kill it: kill -9 ${state.pid}`,
        );
      await sleep(200, undefined, { signal });
    }
    process.stdout.write('The local GitHub has ended.\n');
    return EXIT.done;
  });
}
