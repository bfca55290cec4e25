// JavaScript actions: their pre, main and post stages.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ActionsError } from '../actions-error.ts';
import { evaluateText, evaluateTexts, type Scope } from '../contexts/evaluate.ts';
import type { Context } from '../contexts/github-context.ts';
import type { ActionFile } from '../workflow/action-file.ts';
import type { Token } from '../workflow/tokens.ts';
import type { ActionInstance, ResolvedAction } from './action-instance.ts';
import { executeProcess, type StageResult } from './execute-process.ts';
import type { JobSession } from './job-session.ts';
import type { StepRun } from './step-run.ts';

export type FileAction = ResolvedAction & { kind: 'file' };

export interface StagePlace {
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly action: Context;
}

/** `with:` over the defaults of `action.yml`. Names that the action does not declare warn, as on GitHub. */
export function actionInputs(
  session: JobSession,
  file: ActionFile,
  given: Token | null,
  scope: Scope,
): Record<string, string> {
  const values = evaluateTexts(given, scope);
  const declared = new Map(file.inputs.map((input) => [input.name.toLowerCase(), input]));
  const unknown = Object.keys(values).filter((name) => !declared.has(name.toLowerCase()));
  if (unknown.length > 0) {
    const valid = file.inputs.map(({ name }) => `'${name}'`).join(', ');
    session.log.warning(
      `Unexpected input(s) ${unknown.map((name) => `'${name}'`).join(', ')}, valid inputs are [${valid}]`,
    );
  }
  const byName = new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  const defaults = file.inputs.map((input) => {
    const value = byName.get(input.name.toLowerCase());
    if (value !== undefined && input.deprecation !== null)
      session.log.warning(`Input '${input.name}' has been deprecated with message: ${input.deprecation}`);
    return [input.name, value ?? evaluateText(input.default, scope)] as const;
  });
  return { ...values, ...Object.fromEntries(defaults) };
}

/** `github.action_*` for a step that runs an action. */
export function actionContext(action: FileAction, id: string): Context {
  return {
    action: id,
    action_repository: action.repository,
    action_ref: action.ref,
    ...(action.file.runs.kind === 'composite' ? { action_path: action.directory } : {}),
  };
}

export async function runStage(
  session: JobSession,
  step: StepRun,
  target: { readonly instance: ActionInstance; readonly action: FileAction; readonly file: string },
  place: StagePlace,
): Promise<StageResult> {
  const { instance, action, file } = target;
  const path = join(action.directory, file);
  if (!existsSync(path)) throw new ActionsError(`File not found: '${path}'`);
  const inputs = Object.entries(place.inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const state = Object.entries(instance.state).map(([name, value]) => [`STATE_${name}`, value]);
  const result = await executeProcess(session, step, {
    command: process.execPath,
    args: [path],
    cwd: session.directories.workspace,
    env: { ...place.env, ...Object.fromEntries(inputs), ...Object.fromEntries(state) },
    action: place.action,
    isAction: true,
  });
  instance.state = { ...instance.state, ...result.state };
  return result;
}
