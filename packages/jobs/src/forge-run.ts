import type { RunContext } from '@sluice/adapters/runner/run-context';
import type { ForgeRun } from '@sluice/deliver';

/** The run as reports name it. */
export function forgeRun({ runUrl, runId, runAttempt }: RunContext): ForgeRun {
  return { url: runUrl, id: runId, attempt: runAttempt };
}
