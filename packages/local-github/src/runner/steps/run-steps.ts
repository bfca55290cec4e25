// The steps of a job or of a composite action, one after the other.
import { ActionsError, messageOf } from '../actions-error.ts';
import {
  evaluate,
  evaluateCondition,
  evaluateNumber,
  evaluateText,
  evaluateTexts,
} from '../contexts/evaluate.ts';
import type { Step } from '../workflow/workflow.ts';
import type { JobSession } from './job-session.ts';
import { runAction } from './run-action.ts';
import { runScript } from './run-script.ts';
import { startStep } from './start-step.ts';
import type { StepRecorder } from './step-recorder.ts';
import type { StepRun } from './step-run.ts';
import { expressionScope, type StepResult, type StepScope } from './step-scope.ts';
import type { StageResult } from './execute-process.ts';

export async function runSteps(
  session: JobSession,
  scope: StepScope,
  steps: readonly Step[],
  recorder: StepRecorder,
): Promise<void> {
  for (const step of steps) {
    if (session.kill.aborted) return;
    if (session.stop.aborted) session.status = 'cancelled';
    const name = stepName(session, scope, step);
    const number = recorder.begin(name);
    const notice = { ...session.notice, stepName: name, stepNumber: number };
    const result = await runOne(session, scope, step, notice);
    if (step.id !== '') scope.results.set(step.id, result);
    recorder.end(number, result);
    settle(session, scope, result);
  }
}

/** A step's conclusion makes the status of what it stands in. */
function settle(session: JobSession, scope: StepScope, { conclusion }: StepResult): void {
  if (session.stop.aborted) session.status = 'cancelled';
  const holder = scope.composite ?? session;
  if (conclusion === 'skipped' || conclusion === 'success' || holder.status === 'cancelled') return;
  if (holder.status === 'success' || conclusion === 'cancelled') holder.status = conclusion;
}

async function runOne(
  session: JobSession,
  scope: StepScope,
  step: Step,
  notice: StepRun['notice'],
): Promise<StepResult> {
  const skipped: StepResult = { outputs: {}, outcome: 'skipped', conclusion: 'skipped' };
  let done: StageResult;
  try {
    const env = evaluateTexts(step.env, expressionScope(session, scope, {}));
    const within = expressionScope(session, scope, env);
    if (!evaluateCondition(step.condition, within)) return skipped;
    const run = startStep(session, scope.stop, notice, evaluateNumber(step.timeoutMinutes, within));
    try {
      await session.listeners.beforeStep(notice);
      done = await runMain(session, scope, step, { run, env });
    } finally {
      run.release();
    }
  } catch (error) {
    if (!(error instanceof ActionsError)) session.log.line(error instanceof Error ? (error.stack ?? '') : '');
    session.log.error(messageOf(error));
    done = { outcome: 'failure', outputs: {}, state: {} };
  }
  const { outcome, outputs } = done;
  const isForgiven = outcome === 'failure' && isOn(session, scope, step);
  return { outputs, outcome, conclusion: isForgiven ? 'success' : outcome };
}

async function runMain(
  session: JobSession,
  scope: StepScope,
  step: Step,
  { run, env }: { readonly run: StepRun; readonly env: Readonly<Record<string, string>> },
): Promise<StageResult> {
  const full = { ...scope.env, ...env };
  const within = expressionScope(session, scope, env);
  if (step.action.kind === 'uses')
    return runAction(session, scope, step, { run, env: full, scope: within, runSteps });
  const action = { ...scope.action, action: step.id === '' ? '__run' : step.id };
  return runScript(session, run, step.action, {
    scope: within,
    env: full,
    action,
    isComposite: scope.composite !== null,
  });
}

/** `continue-on-error`. */
function isOn(session: JobSession, scope: StepScope, step: Step): boolean {
  if (step.continueOnError === null) return false;
  try {
    const value = evaluate(step.continueOnError, expressionScope(session, scope, {}));
    return value === true || value === 'true';
  } catch (error) {
    session.log.error(messageOf(error));
    return false;
  }
}

/** As GitHub shows it; a name whose expression has no value yet is shown as `Run …`. */
export function stepName(session: JobSession, scope: StepScope, step: Step): string {
  try {
    const within = expressionScope(session, scope, {});
    const given = evaluateText(step.name, within).trim();
    if (given !== '') return given;
    if (step.action.kind === 'uses') return `Run ${step.action.reference}`;
    return `Run ${evaluateText(step.action.script, within).trim().split('\n')[0] ?? ''}`;
  } catch {
    return step.id === '' ? 'Run' : `Run ${step.id}`;
  }
}
