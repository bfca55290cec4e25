import { Fault } from '@sluice/model';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession } from '../open-session.ts';
import { requireRunning } from './dev-state.ts';
import { paintFor } from './dev-words.ts';
import { followRuns, newestId } from './follow-runs.ts';
import { LocalApi } from './local-api.ts';

export interface DevRunOptions {
  readonly repo: string;
  readonly dryRun?: boolean;
}

/** Starts the coordinator by hand, as the Actions tab would, and waits for its end. */
export function runCoordinator(options: DevRunOptions): Promise<ExitCode> {
  return inSession(options.repo, async ({ git, signal }) => {
    const state = await requireRunning(git.stateDir);
    const api = new LocalApi(state);
    const before = newestId(await api.activity());
    await api.dispatch('sluice.yml', { 'dry-run': String(options.dryRun ?? false) });
    const paint = paintFor(process.stdout);
    const write = (text: string): void => void process.stdout.write(`${text}\n`);
    const [run] = await followRuns(
      { api, signal, paint, write },
      ({ id, event }) => id > before && event === 'workflow_dispatch',
      ([first], { idle }) => first?.status === 'completed' || (first === undefined && idle),
    );
    if (!run)
      throw new Fault(
        'DEV_FAILED',
        'The coordinator did not start.',
        `See that .github/workflows/sluice.yml on ${state.base} of the local GitHub has \`workflow_dispatch\`.`,
      );
    for (const error of run.errors) write(`error: ${error}`);
    write(`\n${state.url}/${state.repository}/actions/runs/${run.id}`);
    if (run.conclusion !== 'success') write(`Why: sluice dev logs ${run.id}`);
    return run.conclusion === 'success' ? EXIT.done : EXIT.failed;
  });
}
