import { Fault } from '@sluice/model';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession } from '../open-session.ts';
import { requireRunning } from './dev-state.ts';
import { LocalApi } from './local-api.ts';

/** Merges a pull request on the local GitHub, as a person would: what landed is then audited there. */
export async function mergePull(number: string, { repo }: { readonly repo: string }): Promise<ExitCode> {
  if (!/^\d{1,9}$/.test(number))
    throw new Fault(
      'OPTION_INVALID',
      `${JSON.stringify(number)} is no number of a pull request.`,
      'See `sluice dev open`.',
    );
  const state = await inSession(repo, ({ git }) => requireRunning(git.stateDir));
  const commit = await new LocalApi(state).merge(Number(number));
  process.stdout.write(
    `Merged into ${state.base} of the local GitHub as ${commit.slice(0, 10)}; the audit of it starts now.\n`,
  );
  return EXIT.done;
}
