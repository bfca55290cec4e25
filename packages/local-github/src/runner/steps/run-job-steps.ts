// All stages of a job: set up, pre, steps, post, complete.
import { messageOf } from '../actions-error.ts';
import type { StepRecord } from '../host.ts';
import type { JobSession } from './job-session.ts';
import { prepareActions, runPre } from './prepare-actions.ts';
import { runSteps } from './run-steps.ts';
import { startStep } from './start-step.ts';
import type { StepRecorder } from './step-recorder.ts';
import type { StepRun } from './step-run.ts';
import type { StepResult, StepScope } from './step-scope.ts';

/**
 * Runs the job's steps and gives the scope in which its outputs are evaluated; null: it could not be set up, and has no outputs.
 * `session.status` is the result.
 */
export async function runJobSteps(
  session: JobSession,
  inputs: StepScope['inputs'],
): Promise<StepScope | null> {
  const scope: StepScope = {
    inputs,
    env: {},
    action: { action: '', action_repository: '', action_ref: '' },
    origin: session.origin,
    results: new Map(),
    instances: new Map(),
    composite: null,
    stop: session.stop,
    depth: 0,
  };
  const recorder = recordSteps(session);
  const setUp = recorder.begin('Set up job');
  try {
    if (session.listeners.shallFail(session.notice.jobName))
      throw new Error('The job fails, as a test asked for.');
    const pres = await prepareActions(session, scope, session.job.steps);
    recorder.end(setUp, done('success'));
    for (const pre of pres) {
      await runStageStep(session, pre.name, recorder, (run) => runPre(session, pre, run));
    }
  } catch (error) {
    session.log.error(messageOf(error));
    recorder.end(setUp, done('failure'));
    session.status = 'failure';
    return null;
  }
  await runSteps(session, scope, session.job.steps, recorder);
  await runPosts(session, recorder);
  recorder.end(recorder.begin('Complete job'), done('success'));
  return scope;
}

/** The last that was registered is the first to run. */
async function runPosts(session: JobSession, recorder: StepRecorder): Promise<void> {
  for (let post = session.posts.pop(); post && !session.kill.aborted; post = session.posts.pop()) {
    const { name, shallRun, run } = post;
    await runStageStep(session, name, recorder, async (step) => {
      return shallRun() ? run(step) : 'skipped';
    });
  }
}

async function runStageStep(
  session: JobSession,
  name: string,
  recorder: StepRecorder,
  stage: (run: StepRun) => Promise<StepResult['outcome']>,
): Promise<void> {
  if (session.kill.aborted) return;
  const number = recorder.begin(name);
  const notice = { ...session.notice, stepName: name, stepNumber: number };
  const run = startStep(session, session.stop, notice, null);
  let outcome: StepResult['outcome'] = 'failure';
  try {
    await session.listeners.beforeStep(notice);
    outcome = await stage(run);
  } catch (error) {
    session.log.error(messageOf(error));
  } finally {
    run.release();
  }
  recorder.end(number, done(outcome));
  if (session.stop.aborted) session.status = 'cancelled';
  else if (outcome === 'failure' && session.status === 'success') session.status = 'failure';
}

function done(outcome: StepResult['outcome']): StepResult {
  return { outputs: {}, outcome, conclusion: outcome };
}

function recordSteps(session: JobSession): StepRecorder {
  const replace = (number: number, record: StepRecord) => {
    session.steps[number - 1] = record;
    session.save();
  };
  return {
    begin(name) {
      const number = session.steps.length + 1;
      replace(number, { name: session.masks.hide(name), number, status: 'in_progress', conclusion: null });
      return number;
    },
    end(number, { conclusion }) {
      const { name } = session.steps[number - 1] ?? { name: '' };
      replace(number, { name, number, status: 'completed', conclusion });
    },
  };
}
