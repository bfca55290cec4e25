import { created, noContent, notFound, ok, redirect, Refusal } from '../http/answer.ts';
import { actorOf, bodyOf, entryOf, queryText, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { counted, pageOf } from '../http/paging.ts';
import { signedUrl } from '../artifacts/signed-url.ts';
import { readFileAt } from '../git/trees.ts';
import { readRef } from '../git/refs.ts';
import type { Workflow } from '../state/records.ts';
import type { Job, Run } from '../state/repository.ts';
import { jobView, runView, workflowView } from './views/run-view.ts';
import { repositoryView } from './views/repository-view.ts';
import { loginView } from './views/user-view.ts';

export const RUN_ROUTES = {
  'actions/list-repo-workflows': (call) =>
    counted(call, 'workflows', [...repositoryOf(call).workflows.values()], (one) =>
      workflowView(call.world, repositoryOf(call), one),
    ),
  'actions/get-workflow': (call) => ok(workflowView(call.world, repositoryOf(call), workflowOf(call))),
  'actions/create-workflow-dispatch': dispatch,
  'actions/list-workflow-runs': (call) => {
    const { id } = workflowOf(call);
    return listRuns(call, (run) => run.workflowId === id);
  },
  'actions/list-workflow-runs-for-repo': (call) => listRuns(call, () => true),
  'actions/get-workflow-run': async (call) => ok(await runView(call.world, repositoryOf(call), runOf(call))),
  'actions/get-workflow-run-attempt': async (call) => {
    const run = runOf(call);
    const attempt = Number(call.params['attempt_number']);
    const record = run.record.attempt === attempt ? run.record : run.attempts.get(attempt);
    if (record === undefined) throw notFound();
    return ok(await runView(call.world, repositoryOf(call), run, record));
  },
  'actions/list-jobs-for-workflow-run': (call) => {
    const run = runOf(call);
    const isAll = queryText(call, 'filter') === 'all';
    return listJobs(call, run, (job) => isAll || job.record.attempt === run.record.attempt);
  },
  'actions/list-jobs-for-workflow-run-attempt': (call) => {
    const attempt = Number(call.params['attempt_number']);
    return listJobs(call, runOf(call), (job) => job.record.attempt === attempt);
  },
  'actions/get-job-for-workflow-run': (call) => {
    const job = entryOf(call, repositoryOf(call).jobs, 'job_id');
    const run = repositoryOf(call).runs.get(job.record.runId);
    if (run === undefined) throw notFound();
    return ok(jobView(call.world, repositoryOf(call), run, job));
  },
  'actions/download-job-logs-for-workflow-run': (call) => {
    const job = entryOf(call, repositoryOf(call).jobs, 'job_id');
    const blob = `log-${job.record.id}.txt`;
    call.world.blobs.set(blob, Buffer.from(job.log));
    return redirect(signedUrl(call.world, blob, 'r'));
  },
  'actions/re-run-workflow': (call) => rerun(call, false),
  'actions/re-run-workflow-failed-jobs': (call) => rerun(call, true),
} satisfies Record<string, Handler>;

function runOf(call: Call): Run {
  return entryOf(call, repositoryOf(call).runs, 'run_id');
}

function workflowOf(call: Call): Workflow {
  const wanted = call.params['workflow_id'] ?? '';
  const found = [...repositoryOf(call).workflows.values()].find(
    (one) => String(one.id) === wanted || one.path.endsWith(`/${wanted}`),
  );
  if (found === undefined) throw notFound();
  return found;
}

async function listRuns(call: Call, isWanted: (run: Run) => boolean): Promise<ReturnType<typeof ok>> {
  const repository = repositoryOf(call);
  const status = queryText(call, 'status');
  const fits = (name: string, value: string): boolean => (queryText(call, name) ?? value) === value;
  const runs = [...repository.runs.values()]
    .filter(
      (run) => isWanted(run) && fits('branch', run.record.headBranch) && fits('event', run.record.event),
    )
    .filter((run) => fits('head_sha', run.record.headSha) && fits('actor', run.record.actor))
    .filter((run) => status === null || run.record.status === status || run.record.conclusion === status)
    .reverse();
  const page = pageOf(call, runs);
  const views = await Promise.all(page.items.map((run) => runView(call.world, repository, run)));
  return ok({ total_count: page.total, workflow_runs: views }, page.headers);
}

function listJobs(call: Call, run: Run, isWanted: (job: Job) => boolean): ReturnType<typeof ok> {
  const repository = repositoryOf(call);
  const jobs = [...repository.jobs.values()].filter(
    (job) => job.record.runId === run.record.id && isWanted(job),
  );
  return counted(call, 'jobs', jobs, (job) => jobView(call.world, repository, run, job));
}

function rerun(call: Call, failedOnly: boolean): ReturnType<typeof ok> {
  const run = runOf(call);
  if (run.record.status !== 'completed') throw new Refusal(403, 'This workflow is already running');
  if (failedOnly && run.record.conclusion === 'success')
    throw new Refusal(403, 'This workflow run cannot be retried: no job failed');
  call.world.events.rerun({ repository: repositoryOf(call).fullName, runId: run.record.id, failedOnly });
  return created({});
}

interface Dispatch {
  readonly ref: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** `workflow_dispatch` is the one event that the token of a job may cause. */
async function dispatch(call: Call): Promise<ReturnType<typeof ok>> {
  const repository = repositoryOf(call);
  const { ref = '', inputs = {} } = bodyOf<Dispatch>(call);
  const name = ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  const sha =
    (await readRef(repository.gitDir, name)) ?? (await readRef(repository.gitDir, `refs/tags/${ref}`));
  if (sha === null) throw new Refusal(422, `No ref found for: ${ref}`);
  const wanted = call.params['workflow_id'] ?? '';
  const known = [...repository.workflows.values()].find((one) => String(one.id) === wanted);
  const path = known?.path ?? `.github/workflows/${wanted}`;
  if ((await readFileAt(repository.gitDir, sha, path)) === null) throw notFound();
  const login = actorOf(call);
  const payload = {
    ref: name,
    inputs,
    workflow: path,
    repository: repositoryView(call.world, repository),
    sender: loginView(call.world, login),
  };
  call.world.events.trigger({
    name: 'workflow_dispatch',
    repository: repository.fullName,
    sha,
    ref: name,
    actor: login,
    payload,
    changedPaths: null,
  });
  return noContent;
}
