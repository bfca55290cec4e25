import type { StepNotice } from '../options.ts';
import type { JobSession } from './job-session.ts';
import { delayOf } from './run-process.ts';
import type { StepRun } from './step-run.ts';

/** A step that starts after its job was stopped (`if: always()`) is not stopped by that again, only killed in the end. */
export function startStep(
  session: JobSession,
  stop: AbortSignal,
  notice: StepNotice,
  timeoutMinutes: number | null,
): StepRun {
  const own = new AbortController();
  let isTimeout = false;
  const onStop = () => own.abort();
  if (!stop.aborted) stop.addEventListener('abort', onStop, { once: true });
  const timer =
    timeoutMinutes === null
      ? undefined
      : setTimeout(() => {
          isTimeout = true;
          session.log.error(`The action '${notice.stepName}' has timed out after ${timeoutMinutes} minutes.`);
          own.abort();
        }, delayOf(timeoutMinutes));
  return {
    notice,
    stop: own.signal,
    stoppedOutcome: () => (isTimeout ? 'failure' : 'cancelled'),
    release() {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
    },
  };
}
