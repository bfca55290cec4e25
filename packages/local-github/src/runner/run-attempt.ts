// One attempt of a run from its start to its conclusion.
import { ActionsError, messageOf } from './actions-error.ts';
import { evaluateText, type Scope } from './contexts/evaluate.ts';
import { runGithubContext } from './contexts/github-context.ts';
import type { Conclusion } from './host.ts';
import { enterGroup, type Turn } from './jobs/enter-group.ts';
import type { Run, Shared } from './jobs/run.ts';
import { runWorkflow } from './jobs/run-workflow.ts';
import { repositorySecrets } from './jobs/secret-source.ts';
import type { JobReport } from './report.ts';
import type { RunHandle } from './run-handle.ts';
import type { LoadedWorkflow } from './workflow/workflow.ts';
import { permissionErrors } from './workflow/load-workflow.ts';
import { RESTRICTED_DEFAULT } from './workflow/permissions.ts';

/** Runs the attempt that `handle.record` names; `kept`: reports of the attempt before that need no repetition. */
export async function runAttempt(
  shared: Shared,
  handle: RunHandle,
  kept: ReadonlyMap<string, JobReport>,
  onStart: () => void,
): Promise<void> {
  const { host } = shared;
  const save = (change: Partial<RunHandle['record']>) => {
    handle.record = { ...handle.record, ...change };
    host.saveRun(handle.record);
  };
  const { workflow } = handle;
  const granted = shared.options.defaultPermissions ?? RESTRICTED_DEFAULT;
  if (workflow !== null) handle.errors = [...handle.errors, ...permissionErrors(workflow, granted)];
  if (workflow === null || handle.errors.length > 0) {
    save({ status: 'completed', conclusion: 'failure' });
    return;
  }
  const run = newRun(shared, handle, workflow, kept);
  let turn: Turn = { kind: 'dropped' };
  let conclusion: Conclusion = 'cancelled';
  try {
    turn = await enterGroup(workflow.concurrency, topScope(run, handle), {
      groups: shared.groups,
      repository: handle.event.repository,
      held: [],
      stop: handle.cancel.signal,
      cancel: (reason) => handle.cancel.abort(reason),
      onWait: () => save({ status: 'pending' }),
    });
    if (turn.kind === 'in') {
      const title = evaluateText(workflow.runName, topScope(run, handle));
      save({ status: 'in_progress', ...(title === '' ? {} : { displayTitle: title }) });
      onStart();
      conclusion = await runTop(run, handle, workflow, turn.held);
    }
  } catch (error) {
    handle.errors = [messageOf(error)];
    conclusion = 'failure';
    if (!(error instanceof ActionsError)) throw error;
  } finally {
    handle.jobs = run.reports;
    if (turn.kind === 'in') turn.leave();
    save({ status: 'completed', conclusion });
  }
}

async function runTop(
  run: Run,
  handle: RunHandle,
  workflow: LoadedWorkflow,
  held: readonly string[],
): Promise<Conclusion> {
  const { host, options } = run.shared;
  const { result } = await runWorkflow(run, {
    workflow,
    key: '',
    name: '',
    inputs: handle.inputs,
    secrets: repositorySecrets(host, handle.event.repository, handle.event.ref),
    permissions: options.defaultPermissions ?? RESTRICTED_DEFAULT,
    stop: handle.cancel.signal,
    held,
    isRepeated: false,
  });
  return handle.cancel.signal.aborted ? 'cancelled' : result;
}

function newRun(shared: Shared, handle: RunHandle, workflow: LoadedWorkflow, kept: Run['kept']): Run {
  const { event, origin, record, cancel } = handle;
  const github = runGithubContext(shared.host, record, event, { name: workflow.name, origin });
  return { shared, record, event, github, origin, kept, cancel, runWorkflow, reports: [] };
}

function topScope(run: Run, handle: RunHandle): Scope {
  const vars = run.shared.host.variables(handle.event.repository, null);
  return { contexts: { github: run.github, inputs: handle.inputs, vars } };
}
