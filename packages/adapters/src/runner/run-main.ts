import { Fault } from '@sluice/model';
import type { Job } from '@sluice/ports';
import { breakCommands } from '../sandbox/neutralise.ts';
import { actionsJob } from './actions-job.ts';
import { runContext, type RunContext } from './run-context.ts';
import { printLine, runnerCommand } from './runner-commands.ts';

/** What an action's main gets. */
export interface Running {
  readonly job: Job;
  readonly context: RunContext;
  /** Aborted when the run is cancelled: the runner sends SIGINT, and 7.5 s later SIGTERM. */
  readonly signal: AbortSignal;
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * The one way into an action. A Fault becomes an error of the run's page, with its code as title and the next step; anything
 * else is INTERNAL, with the stack in the log. The process ends with it: 0, 1, or 128 and the number of the signal.
 */
export async function runMain(main: (running: Running) => Promise<void>): Promise<void> {
  const cancelled = new AbortController();
  process.on('unhandledRejection', (error) => end(error));
  process.on('uncaughtException', (error) => end(error));
  for (const [name, code] of Object.entries(SIGNALS)) {
    process.on(name, () => {
      // The second one: whoever sent it will not wait longer.
      if (cancelled.signal.aborted) process.exit(code);
      cancelled.abort(new Fault('INTERRUPTED', `Stopped by ${name}.`, 'Run the job again to go on.'));
    });
  }
  try {
    await main({ job: actionsJob(), context: runContext(), signal: cancelled.signal });
  } catch (error) {
    // Cancelled work fails in many ways; the reason is one.
    end(cancelled.signal.aborted ? cancelled.signal.reason : error);
  }
  // An idle connection must not keep a job alive that is done. `fail` of the job has set the status.
  process.exit(process.exitCode ?? 0);
}

function end(error: unknown): never {
  if (error instanceof Fault) {
    runnerCommand('error', breakCommands(`${error.message} ${error.next}`), error.code);
    if (error.cause instanceof Error)
      runnerCommand('debug', breakCommands(error.cause.stack ?? error.cause.message));
  } else {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const text = `${message} This is a defect of Sluice: please report it.`;
    runnerCommand('error', breakCommands(text), 'INTERNAL');
    printLine(breakCommands(stack ?? ''));
  }
  process.exit(1);
}
