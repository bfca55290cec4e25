import { deliverWebhook } from '../events/webhooks.ts';
import { resolveCommit } from '../git/refs.ts';
import { created, invalid, notFound, ok, Refusal } from '../http/answer.ts';
import { actorOf, bodyOf, entryOf, queryText, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { counted, pageOf } from '../http/paging.ts';
import type { CheckOutput, CheckRun, Status } from '../state/records.ts';
import { checkRunView, statusView } from './views/check-view.ts';
import { minimalRepositoryView, repositoryUrl, repositoryView } from './views/repository-view.ts';
import { loginView } from './views/user-view.ts';

interface CheckRequest {
  readonly name: string;
  readonly head_sha: string;
  readonly status: string;
  readonly conclusion: string;
  readonly details_url: string;
  readonly external_id: string;
  readonly started_at: string;
  readonly completed_at: string;
  readonly output: Partial<CheckOutput>;
}

const NO_OUTPUT: CheckOutput = { title: null, summary: null, text: null };

export const CHECK_ROUTES = {
  'checks/create': async (call) => {
    if (!call.token?.app) throw new Refusal(403, 'You must authenticate via a GitHub App.');
    const repository = repositoryOf(call);
    const body = bodyOf<CheckRequest>(call);
    const headSha = await resolveCommit(repository.gitDir, body.head_sha ?? '');
    if (headSha === null || headSha !== body.head_sha)
      throw new Refusal(422, `No commit found for SHA: ${body.head_sha ?? ''}`);
    const run: CheckRun = {
      id: call.world.nextId(),
      headSha,
      app: call.token.app,
      name: body.name ?? '',
      status: 'queued',
      conclusion: null,
      detailsUrl: null,
      externalId: '',
      output: NO_OUTPUT,
      startedAt: call.world.now(),
      completedAt: null,
    };
    apply(call, run, body);
    repository.checkRuns.set(run.id, run);
    announce(call, run, 'created');
    return created(checkRunView(call.world, repository, run));
  },
  'checks/update': (call) => {
    const run = entryOf(call, repositoryOf(call).checkRuns, 'check_run_id');
    if (call.token?.app?.id !== run.app.id)
      throw new Refusal(
        403,
        'Invalid app_id `' +
          String(call.token?.app?.id) +
          '` - check run can only be modified by the GitHub App that created it.',
      );
    apply(call, run, bodyOf<CheckRequest>(call));
    announce(call, run, run.status === 'completed' ? 'completed' : 'created');
    return ok(checkRunView(call.world, repositoryOf(call), run));
  },
  'checks/get': (call) =>
    ok(
      checkRunView(
        call.world,
        repositoryOf(call),
        entryOf(call, repositoryOf(call).checkRuns, 'check_run_id'),
      ),
    ),
  'checks/list-for-ref': async (call) => {
    const repository = repositoryOf(call);
    const sha = await commitOf(call);
    const fits = (name: string, value: string | number): boolean =>
      (queryText(call, name) ?? String(value)) === String(value);
    const runs = [...repository.checkRuns.values()].filter(
      (run) =>
        run.headSha === sha &&
        fits('check_name', run.name) &&
        fits('app_id', run.app.id) &&
        fits('status', run.status),
    );
    const shown = queryText(call, 'filter') === 'all' ? runs : latest(runs);
    return counted(call, 'check_runs', shown.reverse(), (run) => checkRunView(call.world, repository, run));
  },
  'repos/create-commit-status': createStatus,
  'repos/get-combined-status-for-ref': combinedStatus,
} satisfies Record<string, Handler>;

/** A conclusion completes a check run, with or without its status being said. */
function apply(call: Call, run: CheckRun, body: Partial<CheckRequest>): void {
  if (body.status === 'completed' && body.conclusion === undefined && run.conclusion === null) {
    throw invalid('CheckRun', 'conclusion', 'missing_field');
  }
  run.name = body.name ?? run.name;
  run.detailsUrl = body.details_url ?? run.detailsUrl;
  run.externalId = body.external_id ?? run.externalId;
  run.status = body.conclusion === undefined ? (body.status ?? run.status) : 'completed';
  run.conclusion = body.conclusion ?? (run.status === 'completed' ? run.conclusion : null);
  if (body.started_at !== undefined) run.startedAt = new Date(body.started_at);
  const end = body.completed_at === undefined ? call.world.now() : new Date(body.completed_at);
  run.completedAt = run.status === 'completed' ? end : null;
  if (body.output !== undefined) run.output = { ...run.output, ...outputOf(body.output) };
}

function outputOf(output: Partial<CheckOutput>): CheckOutput {
  return { title: output.title ?? null, summary: output.summary ?? null, text: output.text ?? null };
}

function announce(call: Call, run: CheckRun, action: string): void {
  const repository = repositoryOf(call);
  deliverWebhook(repository, 'check_run', {
    action,
    check_run: checkRunView(call.world, repository, run),
    repository: repositoryView(call.world, repository),
    sender: loginView(call.world, actorOf(call)),
  });
}

/** The newest run of each name and app. */
function latest(runs: readonly CheckRun[]): CheckRun[] {
  return [...new Map(runs.map((run) => [`${run.app.id}\0${run.name}`, run])).values()];
}

async function commitOf(call: Call): Promise<string> {
  const sha = await resolveCommit(repositoryOf(call).gitDir, call.params['ref'] ?? call.params['sha'] ?? '');
  if (sha === null) throw new Refusal(422, `No commit found for SHA: ${call.params['ref'] ?? ''}`);
  return sha;
}

interface StatusRequest {
  readonly state: Status['state'];
  readonly context: string;
  readonly description: string | null;
  readonly target_url: string | null;
}

async function createStatus(call: Call): Promise<ReturnType<typeof ok>> {
  const repository = repositoryOf(call);
  const body = bodyOf<StatusRequest>(call);
  if (body.state === undefined) throw notFound();
  const status: Status = {
    id: call.world.nextId(),
    sha: await commitOf(call),
    context: body.context ?? 'default',
    state: body.state,
    description: body.description ?? null,
    targetUrl: body.target_url ?? null,
    creator: actorOf(call),
    createdAt: call.world.now(),
  };
  repository.statuses.push(status);
  return created(statusView(call.world, repository, status));
}

async function combinedStatus(call: Call): Promise<ReturnType<typeof ok>> {
  const repository = repositoryOf(call);
  const sha = await commitOf(call);
  const newest = [
    ...new Map(
      repository.statuses.filter((one) => one.sha === sha).map((one) => [one.context, one]),
    ).values(),
  ];
  const states = newest.map((one) => one.state);
  const isBad = states.some((state) => state === 'error' || state === 'failure');
  const page = pageOf(call, newest);
  const url = repositoryUrl(call.world, repository);
  return ok(
    {
      state: isBad ? 'failure' : states.length === 0 || states.includes('pending') ? 'pending' : 'success',
      sha,
      total_count: page.total,
      statuses: page.items.map((one) => statusView(call.world, repository, one)),
      repository: minimalRepositoryView(call.world, repository),
      commit_url: `${url}/commits/${sha}`,
      url: `${url}/commits/${sha}/status`,
    },
    page.headers,
  );
}
