import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity, RunActivity } from '@sluice/local-github/dev/dev-protocol';
import { jobLine, runLine, type Paint } from './dev-words.ts';
import type { LocalApi } from './local-api.ts';

const EVERY_MS = 400;

export interface Following {
  readonly api: LocalApi;
  readonly signal: AbortSignal;
  readonly paint: Paint;
  readonly write: (line: string) => void;
}

/** The newest id so far: runs above it were started later. */
export function newestId({ runs }: Activity): number {
  return runs.reduce((most, { id }) => Math.max(most, id), 0);
}

/** Tells of runs and their jobs as they begin and end, until `isOver` says so; the runs that `isWanted` at the end. */
export async function followRuns(
  { api, signal, paint, write }: Following,
  isWanted: (run: RunActivity) => boolean,
  isOver: (wanted: readonly RunActivity[], activity: Activity) => boolean,
): Promise<readonly RunActivity[]> {
  const told = new Set<string>();
  const once = (key: string, line: () => string): void => {
    if (told.has(key)) return;
    told.add(key);
    write(line());
  };
  for (;;) {
    signal.throwIfAborted();
    const activity = await api.activity();
    const wanted = activity.runs.filter(isWanted);
    for (const run of wanted) {
      once(`${run.id}`, () => runLine(run, paint));
      for (const job of run.jobs) {
        if (job.status !== 'in_progress' && job.status !== 'completed') continue;
        once(`${run.id}/${job.id}/${job.status}`, () => jobLine(run.id, job, paint));
      }
      if (run.status === 'completed') once(`${run.id}/end`, () => runLine(run, paint));
    }
    if (isOver(wanted, activity)) return wanted;
    await sleep(EVERY_MS, undefined, { signal });
  }
}
