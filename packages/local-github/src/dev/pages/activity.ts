import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Job, Run } from '../../hub/state/repository.ts';
import type { Activity, JobActivity, RunActivity } from '../dev-protocol.ts';
import type { Site } from './site.ts';

/** All runs with the jobs of their newest attempt, for programs that wait. */
export async function activityOf(site: Site): Promise<Activity> {
  const idle = await Promise.race([site.forge.runner.idle().then(() => true), nextTurn().then(() => false)]);
  return { idle, runs: [...site.repository.runs.values()].map((run) => runActivity(site, run)) };
}

/** Jobs of the newest attempt, and those of earlier ones that it did not repeat, in the order in which they began. */
export function jobsOf({ repository }: Pick<Site, 'repository'>, run: Run): Job[] {
  const newest = new Map<string, Job>();
  for (const job of repository.jobs.values())
    if (job.record.runId === run.record.id) newest.set(job.record.name, job);
  return [...newest.values()];
}

/** Why it failed before any job, such as a file that is not valid. */
export function errorsOf({ forge }: Pick<Site, 'forge'>, run: Run): string[] {
  const report = forge.runner.run(run.record.id);
  const own = new Set(report.jobs.flatMap(({ annotations }) => annotations));
  return report.annotations.filter((each) => !own.has(each)).map(({ message }) => message);
}

function runActivity(site: Site, run: Run): RunActivity {
  const { record, createdAt, updatedAt } = run;
  const { id, attempt, name, path, event, headBranch, status, conclusion } = record;
  return {
    id,
    attempt,
    name,
    path,
    event,
    branch: headBranch,
    status,
    conclusion,
    startedAt: createdAt.toISOString(),
    endedAt: status === 'completed' ? updatedAt.toISOString() : null,
    errors: errorsOf(site, run),
    jobs: jobsOf(site, run).map(jobActivity),
  };
}

function jobActivity({ record, startedAt, completedAt }: Job): JobActivity {
  const { id, name, status, conclusion } = record;
  return {
    id,
    name,
    status,
    conclusion,
    startedAt: startedAt.toISOString(),
    endedAt: completedAt?.toISOString() ?? null,
  };
}
