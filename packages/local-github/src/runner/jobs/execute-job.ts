// A job that has its place: its machine, its credentials, its steps, its outputs.
import { join } from 'node:path';
import { messageOf } from '../actions-error.ts';
import { evaluateNumber, evaluateText } from '../contexts/evaluate.ts';
import { Masks } from '../commands/masks.ts';
import type { JobReport } from '../report.ts';
import { JobLog } from '../steps/job-log.ts';
import type { JobSession } from '../steps/job-session.ts';
import { killOrphans } from '../steps/orphans.ts';
import { runJobSteps } from '../steps/run-job-steps.ts';
import { delayOf, GITHUB_GRACE } from '../steps/run-process.ts';
import { expressionScope, type StepScope } from '../steps/step-scope.ts';
import { entriesOf } from '../workflow/tokens.ts';
import type { StepsJob } from '../workflow/workflow.ts';
import { removeJobDirectories } from './job-directories.ts';
import { openSession } from './open-session.ts';
import type { Leg, PlacedLeg } from './leg.ts';
import type { Run, WorkflowScope } from './run.ts';

/** The largest output of a job, and of all its outputs together, in UTF-16 bytes. Source: GitHub, "jobs.<id>.outputs". */
const OUTPUT_LIMIT = 1024 * 1024;

const DEFAULT_TIMEOUT_MINUTES = 360;

export async function executeJob(
  run: Run,
  scope: WorkflowScope,
  job: StepsJob,
  leg: PlacedLeg,
): Promise<JobReport> {
  const { host, kills } = run.shared;
  const { id, key, name } = leg;
  const masks = new Masks();
  const log = new JobLog(masks, (text) => host.log(id, text));
  const kill = new AbortController();
  const limit = timeLimit(run, job, leg, { kill, log });
  const root = join(run.shared.options.workDir, `${run.record.id}-${run.record.attempt}-${id}`);
  kills.set(id, kill);
  let session: JobSession | null = null;
  let outputs: Record<string, string> = {};
  let conclusion: JobReport['conclusion'] = 'failure';
  try {
    session = await openSession(run, scope, job, {
      ...leg,
      root,
      stop: limit.stop,
      kill: kill.signal,
      masks,
      log,
    });
    const last = await runJobSteps(session, scope.inputs);
    if (last !== null) outputs = jobOutputs(session, job, last);
    conclusion = kill.signal.aborted ? 'failure' : session.status;
  } catch (error) {
    log.error(messageOf(error));
  } finally {
    limit.release();
    kills.delete(id);
    if (session) await end(session);
    host.closeJob(id);
    removeJobDirectories(root);
  }
  const steps = session?.steps ?? [];
  const base = { id, runId: run.record.id, attempt: run.record.attempt, name, conclusion, steps };
  host.saveJob({ ...base, status: 'completed' });
  const summary = session?.summaries.join('\n\n') ?? '';
  return { ...base, key, outputs, annotations: log.annotations, summary, log: log.text };
}

/** Ends the job when its time is over, and kills what goes on long after it was told to end. */
function timeLimit(
  run: Run,
  job: StepsJob,
  leg: Leg,
  { kill, log }: { readonly kill: AbortController; readonly log: JobLog },
): { readonly stop: AbortSignal; release(): void } {
  const over = new AbortController();
  const stop = AbortSignal.any([leg.stop, over.signal]);
  const minutes = evaluateNumber(job.timeoutMinutes, leg.scope) ?? DEFAULT_TIMEOUT_MINUTES;
  const timers = [
    setTimeout(() => {
      log.error(`The job has exceeded the maximum execution time of ${minutes} minutes.`);
      over.abort('timeout');
    }, delayOf(minutes)),
  ];
  const { afterCancelMs } = run.shared.options.grace ?? GITHUB_GRACE;
  const onStop = () => {
    if (!over.signal.aborted) log.error('The operation was canceled.');
    timers.push(setTimeout(() => kill.abort(), afterCancelMs));
  };
  stop.addEventListener('abort', onStop, { once: true });
  return {
    stop,
    release() {
      stop.removeEventListener('abort', onStop);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

async function end(session: JobSession): Promise<void> {
  killOrphans(session.trackingId);
  await Promise.allSettled(session.materialised.values());
}

/** Outputs that would show a secret are left out; outputs that are too large make the job fail. */
function jobOutputs(session: JobSession, job: StepsJob, scope: StepScope): Record<string, string> {
  const within = expressionScope(session, scope, {}, 'other');
  const outputs: Record<string, string> = {};
  let size = 0;
  for (const [key, value] of entriesOf(job.outputs)) {
    const text = evaluateText(value, within);
    if (session.masks.reveals(text)) {
      session.log.warning(`Skip output '${key}' since it may contain secret.`);
      continue;
    }
    size += text.length * 2;
    outputs[key] = text;
  }
  if (size <= OUTPUT_LIMIT) return outputs;
  session.log.error(`Job outputs are ${size} bytes; the limit is ${OUTPUT_LIMIT}.`);
  session.status = 'failure';
  return {};
}
