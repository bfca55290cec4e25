// A process of a step with its variables, command files and commands; what it said becomes part of the job.
import { randomUUID } from 'node:crypto';
import { delimiter } from 'node:path';
import { messageOf, ActionsError } from '../actions-error.ts';
import { CommandReader } from '../commands/command-reader.ts';
import { createCommandFiles, takeFileCommands } from '../commands/command-files.ts';
import { standardVariables, type Context } from '../contexts/github-context.ts';
import type { JobSession } from './job-session.ts';
import { TRACKING_VARIABLE } from './orphans.ts';
import { runProcess } from './run-process.ts';
import type { StepRun } from './step-run.ts';

export interface StageRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Over everything but the standard variables. */
  readonly env: Readonly<Record<string, string>>;
  /** `github.action_*` of the action that runs. */
  readonly action: Context;
  /** Whether it is an action's own code, which may speak to the artifact service. */
  readonly isAction: boolean;
}

export interface StageResult {
  readonly outcome: 'success' | 'failure' | 'cancelled';
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
}

/** Runs to the end; never throws for what the step did wrong: that is its outcome, said in the log. */
export async function executeProcess(
  session: JobSession,
  step: StepRun,
  request: StageRequest,
): Promise<StageResult> {
  const files = createCommandFiles(session.directories.commands, randomUUID());
  const state: Record<string, string> = {};
  const failures: string[] = [];
  const reader = new CommandReader({
    log: (line) => session.log.line(line),
    annotate: (annotation) => session.log.annotate(annotation),
    mask: (value) => session.masks.add(value),
    saveState: (name, value) => (state[name] = value),
    fail: (message) => failures.push(message),
  });
  const env = { ...stepVariables(session, request), ...files.variables };
  const code = await start(session, step, { ...request, env }, (line) => reader.read(line));
  if (session.kill.aborted) return { outcome: 'failure', outputs: {}, state };
  if (code !== 0 && !step.stop.aborted) failures.push(`Process completed with exit code ${code}.`);
  const said = take(session, files, failures);
  for (const message of failures) session.log.error(message);
  return {
    outcome: step.stop.aborted ? step.stoppedOutcome() : failures.length > 0 ? 'failure' : 'success',
    outputs: said.outputs,
    state: { ...state, ...said.state },
  };
}

async function start(
  session: JobSession,
  step: StepRun,
  request: StageRequest,
  onLine: (line: string) => void,
): Promise<number> {
  const { command, args, cwd, env } = request;
  const onStart = (pid: number) => session.listeners.onProcess({ ...step.notice, pid });
  const { kill, grace } = session;
  try {
    return await runProcess({ command, args, cwd, env, stop: step.stop, kill, grace, onLine, onStart });
  } catch (error) {
    onLine(
      `An error occurred trying to start process '${command}' with working directory '${cwd}'. ${messageOf(error)}`,
    );
    return 1;
  }
}

function take(session: JobSession, files: Parameters<typeof takeFileCommands>[0], failures: string[]) {
  try {
    const said = takeFileCommands(files);
    session.env = { ...session.env, ...said.env };
    session.addedPaths = [...said.paths.toReversed(), ...session.addedPaths];
    if (said.summary !== '') session.summaries.push(session.masks.hide(said.summary));
    for (const warning of said.warnings) session.log.warning(warning);
    return said;
  } catch (error) {
    if (!(error instanceof ActionsError)) throw error;
    failures.push(error.message);
    return { outputs: {}, state: {} };
  }
}

/** Variables of a step, from the weakest to the strongest; nothing of the surrounding process but PATH and LANG. */
export function stepVariables(
  session: JobSession,
  { env, action, isAction }: Pick<StageRequest, 'env' | 'action' | 'isAction'>,
): Record<string, string> {
  const { contexts, credentials, directories } = session;
  const { idToken } = credentials;
  const base = {
    HOME: directories.home,
    LANG: process.env['LANG'] ?? 'C.UTF-8',
    ...session.machine,
    ...session.env,
    ...env,
  };
  const path = [...session.addedPaths, (base as Record<string, string>)['PATH'] ?? session.path].join(
    delimiter,
  );
  return {
    ...base,
    PATH: path,
    ...standardVariables({ ...contexts['github'], ...action }, contexts['runner'] ?? {}),
    [TRACKING_VARIABLE]: session.trackingId,
    ...(isAction
      ? {
          ACTIONS_RUNTIME_URL: credentials.resultsUrl,
          ACTIONS_RESULTS_URL: credentials.resultsUrl,
          ACTIONS_RUNTIME_TOKEN: credentials.runtimeToken,
        }
      : {}),
    ...(idToken
      ? { ACTIONS_ID_TOKEN_REQUEST_URL: idToken.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: idToken.token }
      : {}),
  };
}
