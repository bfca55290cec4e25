// One job on its own machine, from waiting for a place to its outputs.
import { messageOf } from '../actions-error.ts';
import { evaluate } from '../contexts/evaluate.ts';
import type { Conclusion } from '../host.ts';
import type { JobReport, JobResult } from '../report.ts';
import type { StepsJob } from '../workflow/workflow.ts';
import { enterGroup, type Turn } from './enter-group.ts';
import { executeJob } from './execute-job.ts';
import { reportUnrun } from './report-unrun.ts';
import type { Leg } from './leg.ts';
import type { NodeResult, Run, WorkflowScope } from './run.ts';

export async function runJob(run: Run, scope: WorkflowScope, job: StepsJob, leg: Leg): Promise<NodeResult> {
  const kept = leg.mayKeep ? run.kept.get(leg.key) : undefined;
  if (kept) {
    run.reports.push(kept);
    return { result: 'success', outputs: kept.outputs, ran: false };
  }
  const { host, groups, slots } = run.shared;
  const id = host.newJobId();
  const { key, name } = leg;
  const base = { id, runId: run.record.id, attempt: run.record.attempt, name, conclusion: null, steps: [] };
  host.saveJob({ ...base, status: 'queued' });
  const own = new AbortController();
  const stop = AbortSignal.any([leg.stop, own.signal]);
  let turn: Turn = { kind: 'dropped' };
  let leaveSlot: (() => void) | null = null;
  try {
    turn = await enterGroup(job.concurrency, leg.scope, {
      groups,
      repository: run.event.repository,
      held: scope.held,
      stop,
      cancel: (reason) => own.abort(reason),
    });
    // `if: always()` lets a job start in a run that is cancelled already.
    const wait = run.cancel.signal.aborted ? own.signal : stop;
    leaveSlot = turn.kind === 'in' ? await slots.take(wait) : null;
    if (leaveSlot === null) {
      reportUnrun(run, { id, key, name }, 'cancelled', null);
      return { result: 'cancelled', outputs: {}, ran: true };
    }
    const report = await executeJob(run, scope, job, { ...leg, id, stop: wait });
    run.reports.push(report);
    await run.shared.listeners.afterJob(report);
    return { result: resultOf(report, job, leg), outputs: report.outputs, ran: true };
  } catch (error) {
    reportUnrun(run, { id, key, name }, 'failure', messageOf(error));
    return { result: 'failure', outputs: {}, ran: true };
  } finally {
    leaveSlot?.();
    if (turn.kind === 'in') turn.leave();
  }
}

/** A job with `continue-on-error` that failed counts as a success for those after it and for the run. */
function resultOf({ conclusion }: JobReport, job: StepsJob, leg: Leg): JobResult {
  const results: Readonly<Record<Conclusion, JobResult>> = {
    success: 'success',
    failure: 'failure',
    cancelled: 'cancelled',
    skipped: 'skipped',
    timed_out: 'failure',
  };
  if (conclusion === 'failure' && evaluate(job.continueOnError, leg.scope) === true) return 'success';
  return results[conclusion];
}
