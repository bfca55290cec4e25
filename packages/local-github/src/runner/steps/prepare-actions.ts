// Before the first step: every action that is not of the workspace is fetched, and its pre stage runs.
import { evaluateCondition, evaluateTexts } from '../contexts/evaluate.ts';
import type { Step } from '../workflow/workflow.ts';
import { newInstance, type ActionInstance } from './action-instance.ts';
import type { JobSession } from './job-session.ts';
import { resolveAction } from './resolve-action.ts';
import { idOf, registerPost } from './run-action.ts';
import { actionContext, actionInputs, runStage, type FileAction } from './run-javascript.ts';
import type { StepRun } from './step-run.ts';
import { expressionScope, type StepResult, type StepScope } from './step-scope.ts';

/** A pre stage that waits to run. Actions of the workspace (`./x`) have none: they are not there yet. */
export interface PreStep {
  readonly name: string;
  readonly step: Step;
  readonly scope: StepScope;
  readonly instance: ActionInstance;
  readonly action: FileAction;
}

/** Resolves the actions of these steps and, through composite actions, all that they use. Throws if one cannot be had. */
export async function prepareActions(
  session: JobSession,
  scope: StepScope,
  steps: readonly Step[],
): Promise<PreStep[]> {
  const found: PreStep[] = [];
  for (const step of steps) {
    if (step.action.kind !== 'uses' || step.action.reference.startsWith('./')) continue;
    const { reference } = step.action;
    const action = await resolveAction(session, scope.origin, reference);
    const instance = newInstance(action);
    scope.instances.set(step, instance);
    if (action.kind === 'external') continue;
    const { runs } = action.file;
    if (runs.kind === 'javascript') {
      if (runs.pre !== null) found.push({ name: `Pre Run ${reference}`, step, scope, instance, action });
      continue;
    }
    const inner = { ...scope, origin: action.origin, instances: instance.children, depth: scope.depth + 1 };
    if (inner.depth <= 10) found.push(...(await prepareActions(session, inner, runs.steps)));
  }
  return found;
}

export async function runPre(
  session: JobSession,
  pre: PreStep,
  run: StepRun,
): Promise<StepResult['outcome']> {
  const { step, scope, instance, action } = pre;
  const { runs } = action.file;
  if (runs.kind !== 'javascript' || runs.pre === null || step.action.kind !== 'uses') return 'skipped';
  const env = evaluateTexts(step.env, expressionScope(session, scope, {}, 'other'));
  const within = expressionScope(session, scope, env, 'other');
  if (!evaluateCondition(runs.preIf, within)) return 'skipped';
  const inputs = actionInputs(session, action.file, step.action.with, within);
  registerPost(session, scope, { step, instance, action, inputs }, env);
  const place = { env, inputs, action: actionContext(action, idOf(step)) };
  const { outcome } = await runStage(session, run, { instance, action, file: runs.pre }, place);
  return outcome;
}
