// What the jobs before a job mean for it.
import type { Status } from '../contexts/evaluate.ts';
import type { Job } from '../workflow/workflow.ts';
import type { NodeResult } from './run.ts';

/** `needs`: only the jobs that it names itself. */
export function needsContext(job: Job, results: ReadonlyMap<string, NodeResult>): Record<string, unknown> {
  return Object.fromEntries(
    job.needs.map((id) => {
      const { result = 'skipped', outputs = {} } = results.get(id) ?? {};
      return [id, { result, outputs }];
    }),
  );
}

/** `success()` and its like in a job's `if`: over all jobs before it, near and far. */
export function needsStatus(
  job: Job,
  jobs: readonly Job[],
  results: ReadonlyMap<string, NodeResult>,
  isCancelled: boolean,
): Status {
  const before = ancestors(job, jobs).map((id) => results.get(id)?.result ?? 'skipped');
  return {
    success: !isCancelled && before.every((result) => result === 'success'),
    failure: before.includes('failure'),
    cancelled: isCancelled,
  };
}

function ancestors(job: Job, jobs: readonly Job[]): string[] {
  const found = new Set<string>();
  const walk = (each: Job | undefined) => {
    for (const id of each?.needs ?? []) {
      if (found.has(id)) continue;
      found.add(id);
      walk(jobs.find((other) => other.id === id));
    }
  };
  walk(job);
  return [...found];
}
