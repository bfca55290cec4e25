// `uses:` steps: JavaScript, composite and external actions.
import { evaluateCondition, evaluateText, evaluateTexts, type Scope } from '../contexts/evaluate.ts';
import { ActionsError } from '../actions-error.ts';
import type { Step } from '../workflow/workflow.ts';
import { newInstance, type ActionInstance } from './action-instance.ts';
import type { StageResult } from './execute-process.ts';
import type { JobSession } from './job-session.ts';
import { resolveAction } from './resolve-action.ts';
import { runExternal } from './run-external.ts';
import { actionContext, actionInputs, runStage, type FileAction } from './run-javascript.ts';
import type { RunSteps, StepRecorder } from './step-recorder.ts';
import type { StepRun } from './step-run.ts';
import { expressionScope, type StepScope } from './step-scope.ts';

export interface ActionPlace {
  readonly run: StepRun;
  /** Variables of the step, and of the composite actions around it. */
  readonly env: Readonly<Record<string, string>>;
  readonly scope: Scope;
  readonly runSteps: RunSteps;
}

/** How deep composite actions may use each other. */
const MAX_DEPTH = 10;

export async function runAction(
  session: JobSession,
  scope: StepScope,
  step: Step,
  place: ActionPlace,
): Promise<StageResult> {
  if (step.action.kind !== 'uses') throw new ActionsError('The step uses no action.');
  const known = scope.instances.get(step);
  const instance = known ?? newInstance(await resolveAction(session, scope.origin, step.action.reference));
  scope.instances.set(step, instance);
  const { action } = instance;
  if (action.kind === 'external') {
    return runExternal(session, place.run, action.external, {
      with: step.action.with,
      scope: place.scope,
      env: place.env,
    });
  }
  const inputs = actionInputs(session, action.file, step.action.with, place.scope);
  session.log.line(`##[group]Run ${step.action.reference}`);
  for (const [name, value] of Object.entries(evaluateTexts(step.action.with, place.scope)))
    session.log.line(`  ${name}: ${value}`);
  session.log.line('##[endgroup]');
  if (action.file.runs.kind === 'composite') {
    return runComposite(session, scope, { step, instance, action, inputs }, place);
  }
  registerPost(session, scope, { step, instance, action, inputs }, place.env);
  return runStage(
    session,
    place.run,
    { instance, action, file: action.file.runs.main },
    { env: place.env, inputs, action: { ...scope.action, ...actionContext(action, idOf(step)) } },
  );
}

export interface Use {
  readonly step: Step;
  readonly instance: ActionInstance;
  readonly action: FileAction;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The post stage waits for the end of the job as soon as an earlier stage starts. */
export function registerPost(
  session: JobSession,
  scope: StepScope,
  { step, instance, action, inputs }: Use,
  env: Readonly<Record<string, string>>,
): void {
  const { runs } = action.file;
  if (runs.kind !== 'javascript' || runs.post === null) return;
  const isNew = instance.post === null;
  instance.post = {
    env,
    inputs,
    action: { ...scope.action, ...actionContext(action, idOf(step)) },
    shallRun: () => evaluateCondition(runs.postIf, expressionScope(session, scope, {}, 'other')),
  };
  if (!isNew) return;
  const file = runs.post;
  session.posts.push({
    name: `Post ${step.action.kind === 'uses' ? `Run ${step.action.reference}` : step.id}`,
    shallRun: () => instance.post?.shallRun() ?? false,
    async run(run) {
      const place = instance.post;
      if (place === null) return 'skipped';
      return (await runStage(session, run, { instance, action, file }, place)).outcome;
    },
  });
}

async function runComposite(
  session: JobSession,
  outer: StepScope,
  { step, instance, action, inputs }: Use,
  place: ActionPlace,
): Promise<StageResult> {
  const { runs, outputs } = action.file;
  if (runs.kind !== 'composite') throw new ActionsError(`${action.file.name} is not a composite action.`);
  if (outer.depth >= MAX_DEPTH)
    throw new ActionsError(`Composite actions may use each other ${MAX_DEPTH} deep at most.`);
  const composite: NonNullable<StepScope['composite']> = { status: 'success' };
  const scope: StepScope = {
    inputs,
    env: place.env,
    action: { ...actionContext(action, idOf(step)) },
    origin: action.origin,
    results: new Map(),
    instances: instance.children,
    composite,
    stop: place.run.stop,
    depth: outer.depth + 1,
  };
  const silent: StepRecorder = { begin: () => place.run.notice.stepNumber, end: () => {} };
  await place.runSteps(session, scope, runs.steps, silent);
  const within = expressionScope(session, scope, {});
  const values = Object.fromEntries(outputs.map(([name, value]) => [name, evaluateText(value, within)]));
  const outcome = place.run.stop.aborted ? place.run.stoppedOutcome() : composite.status;
  return { outcome, outputs: values, state: {} };
}

export function idOf(step: Step): string {
  if (step.id !== '') return step.id;
  return step.action.kind === 'uses'
    ? `__${step.action.reference.replace(/@.*$/, '').replaceAll(/[^\w]+/g, '_')}`
    : '__run';
}
