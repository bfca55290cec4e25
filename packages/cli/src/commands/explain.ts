import { breakCommands } from '@sluice/adapters/sandbox/neutralise';
import type { Override } from '@sluice/config';
import { explainBranch, explainCluster } from '@sluice/deliver';
import { Fault, type RunResult } from '@sluice/model';
import { readTarget, runPipeline, type Target } from '@sluice/pipeline';
import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { invocationOf } from '../invocation.ts';
import { currentLastRun } from '../last-run.ts';
import { inSession, toolsOf, type Session } from '../open-session.ts';
import { addPolicyOptions, overridesOf, type PolicyOptions } from '../policy-options.ts';

interface ExplainOptions extends PolicyOptions {
  readonly repo: string;
}

/** `sluice explain`: one branch or cluster, from the last run if it still holds, else from a fresh plan. */
export function explainCommand(finish: (code: ExitCode) => void): Command {
  const command = new Command('explain')
    .description('say why a branch or cluster is as it is, and what would change it')
    .argument('<name>', 'a branch, or the id of a cluster such as c1')
    .option('--repo <directory>', 'the git repository, bare or not', '.');
  return addPolicyOptions(command).action(async (name: string, options: ExplainOptions, given: Command) => {
    process.stdout.write(breakCommands(await explain(name, options, given)));
    finish(EXIT.done);
  });
}

function explain(name: string, options: ExplainOptions, command: Command): Promise<string> {
  return inSession(options.repo, async (session) => {
    const result = await knownResult(session, overridesOf(options), command);
    if (result.branches.some((branch) => branch.name === name)) return explainBranch(result, name);
    if (result.clusters.some(({ id }) => id === name)) return explainCluster(result, name);
    const near = result.branches.map((branch) => branch.name).filter((known) => known.includes(name));
    const hint =
      near.length > 0
        ? `Did you mean ${near.slice(0, 3).join(' or ')}?`
        : 'Run `sluice plan` to see branches and clusters.';
    throw new Fault(
      'UNKNOWN_NAME',
      `There is no branch or cluster ${JSON.stringify(name)} in this run.`,
      hint,
    );
  });
}

async function knownResult(
  session: Session,
  overrides: readonly Override[],
  command: Command,
): Promise<RunResult> {
  const target = (): Promise<Target> => readTarget(session.git, overrides);
  const last = await currentLastRun(session.store, session.git, await target());
  if (last) return last;
  process.stderr.write('No run of this state is known: planning afresh, without test results.\n');
  const tools = toolsOf(session, { progress: () => undefined, unsafe: false });
  const invocation = invocationOf(command);
  return (await runPipeline(tools, { target, mode: 'plan', land: false, invocation })).result;
}
