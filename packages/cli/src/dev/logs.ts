import { plainText } from '@sluice/deliver';
import type { JobActivity, RunActivity } from '@sluice/local-github/dev/dev-protocol';
import { Fault } from '@sluice/model';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession } from '../open-session.ts';
import { requireRunning } from './dev-state.ts';
import { jobLine, paintFor, runLine, shownLog } from './dev-words.ts';
import { LocalApi } from './local-api.ts';

export interface LogsOptions {
  readonly repo: string;
  readonly job?: string;
}

/** Lists the runs, newest last; or prints what the jobs of one said. */
export async function logs(run: string | undefined, options: LogsOptions): Promise<ExitCode> {
  const state = await inSession(options.repo, ({ git }) => requireRunning(git.stateDir));
  const api = new LocalApi(state);
  const { runs } = await api.activity();
  const paint = paintFor(process.stdout);
  if (run === undefined) {
    if (runs.length === 0) process.stdout.write('Nothing has run yet.\nNext: sluice dev push\n');
    for (const each of runs) {
      process.stdout.write(`${runLine(each, paint)}\n`);
      for (const job of options.job === undefined ? [] : jobsNamed(each, options.job))
        process.stdout.write(`${jobLine(each.id, job, paint)}\n`);
    }
    return EXIT.done;
  }
  const found = runNamed(runs, run);
  const jobs = options.job === undefined ? found.jobs : jobsNamed(found, options.job);
  if (jobs.length === 0 && options.job !== undefined) throw noJob(found, options.job);
  for (const error of found.errors) process.stdout.write(`error: ${plainText(error)}\n`);
  for (const job of jobs) {
    process.stdout.write(`${paint.bold(`== ${plainText(job.name)}`)}\n`);
    process.stdout.write(`${shownLog(await api.log(found.id, job.id))}\n`);
  }
  return EXIT.done;
}

function runNamed(runs: readonly RunActivity[], name: string): RunActivity {
  const found = name === 'latest' ? runs.at(-1) : runs.find(({ id }) => String(id) === name);
  if (found) return found;
  const newest = runs.slice(-5).map(({ id }) => id);
  throw new Fault(
    'UNKNOWN_NAME',
    `There is no run ${JSON.stringify(name)}.`,
    newest.length === 0
      ? 'Nothing has run yet: `sluice dev push`.'
      : `Give one of ${newest.join(', ')}, or \`latest\`.`,
  );
}

/** The job of that name, else those whose name has it in it. */
function jobsNamed({ jobs }: RunActivity, name: string): readonly JobActivity[] {
  const exact = jobs.filter((job) => job.name === name);
  const wanted = name.toLowerCase();
  return exact.length > 0 ? exact : jobs.filter((job) => job.name.toLowerCase().includes(wanted));
}

function noJob({ jobs, id }: RunActivity, name: string): Fault {
  return new Fault(
    'UNKNOWN_NAME',
    `The run ${id} has no job ${JSON.stringify(name)}.`,
    `Its jobs: ${jobs.map((job) => job.name).join(', ') || 'none'}.`,
  );
}
