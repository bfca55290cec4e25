// Steps that use a local equivalent of an action on GitHub.
import { evaluateTexts, type Scope } from '../contexts/evaluate.ts';
import { externalInputs } from '../externals/externals.ts';
import type { ExternalAction, ExternalContext } from '../externals/external-action.ts';
import type { Token } from '../workflow/tokens.ts';
import { stepVariables, type StageResult } from './execute-process.ts';
import type { JobSession } from './job-session.ts';
import { runProcess } from './run-process.ts';
import type { StepRun } from './step-run.ts';

export async function runExternal(
  session: JobSession,
  step: StepRun,
  external: ExternalAction,
  place: {
    readonly with: Token | null;
    readonly scope: Scope;
    readonly env: Readonly<Record<string, string>>;
  },
): Promise<StageResult> {
  const outputs: Record<string, string> = {};
  const inputs = externalInputs(external, evaluateTexts(place.with, place.scope));
  session.log.line(`##[group]Run ${external.name} (local equivalent: ${external.differs})`);
  session.log.line('##[endgroup]');
  await external.run(contextFor(session, step, { inputs, env: place.env, outputs }));
  return { outcome: step.stop.aborted ? step.stoppedOutcome() : 'success', outputs, state: {} };
}

interface Given {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly outputs: Record<string, string>;
}

function contextFor(session: JobSession, step: StepRun, given: Given): ExternalContext {
  const env = stepVariables(session, { env: given.env, action: {}, isAction: true });
  const { kill, grace, log, directories } = session;
  return {
    inputs: given.inputs,
    github: session.contexts['github'] ?? {},
    workspace: directories.workspace,
    temp: directories.temp,
    env,
    log: (line) => log.line(line),
    addPath: (directory) => (session.addedPaths = [directory, ...session.addedPaths]),
    setOutput: (name, value) => (given.outputs[name] = value),
    run: (command, args, cwd) =>
      runProcess({ command, args, cwd, env, stop: step.stop, kill, grace, onLine: (line) => log.line(line) }),
    atEnd: (name, action) =>
      session.posts.push({
        name,
        shallRun: () => true,
        async run(post) {
          await action(contextFor(session, post, given));
          return 'success';
        },
      }),
  };
}
