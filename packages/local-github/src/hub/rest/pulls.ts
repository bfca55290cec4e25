import { readCommits, mergeBase } from '../git/commits.ts';
import { changedFiles } from '../git/diff.ts';
import { created, invalid, ok, Refusal } from '../http/answer.ts';
import { actorOf, bodyOf, entryOf, queryText, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { listed, pageOf } from '../http/paging.ts';
import { GIT_PERMISSIONS, satisfies } from '../permissions.ts';
import { mergePull, type MergeWish } from '../pulls/merge-pull.ts';
import { createPull, updatePull, type PullFields, type PullProblem } from '../pulls/pull-actions.ts';
import type { Pull, Review } from '../state/records.ts';
import { sceneOf } from './issues.ts';
import { commitView, fileView } from './views/commit-view.ts';
import { baseShaOf, pullView, reviewView, simplePullView } from './views/pull-view.ts';

interface NewPullRequest {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

export const PULL_ROUTES = {
  'pulls/list': listPulls,
  'pulls/get': async (call) => ok(await pullView(call.world, repositoryOf(call), pullOf(call))),
  'pulls/create': async (call) => {
    const { title = '', body = null, head = '', base = '', draft = false } = bodyOf<NewPullRequest>(call);
    if (title === '') throw invalid('PullRequest', 'title', 'missing_field');
    if (call.token?.kind === 'job' && !repositoryOf(call).actions.canApprovePullRequests) {
      throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
    }
    const pull = await createPull(sceneOf(call), { title, body, head, base, draft });
    if ('code' in pull) throw refusalOf(pull);
    return created(await pullView(call.world, repositoryOf(call), pull));
  },
  'pulls/update': async (call) => {
    const pull = pullOf(call);
    const problem = await updatePull(sceneOf(call), pull, bodyOf<PullFields>(call));
    if (problem !== null) throw refusalOf(problem);
    return ok(await pullView(call.world, repositoryOf(call), pull));
  },
  'pulls/list-files': async (call) => {
    const repository = repositoryOf(call);
    const pull = pullOf(call);
    const base = await baseShaOf(repository, pull);
    const fork = (await mergeBase(repository.gitDir, base, pull.headSha)) ?? base;
    const files = await changedFiles(repository.gitDir, fork, pull.headSha);
    return listed(call, files, (file) => fileView(call.world, repository, pull.headSha, file));
  },
  'pulls/list-commits': async (call) => {
    const repository = repositoryOf(call);
    const pull = pullOf(call);
    const commits = await readCommits(repository.gitDir, [
      pull.headSha,
      `^${await baseShaOf(repository, pull)}`,
    ]);
    return listed(call, commits, (commit) => commitView(call.world, repository, commit));
  },
  'pulls/merge': merge,
  'pulls/list-reviews': (call) =>
    listed(call, pullOf(call).reviews, (review) =>
      reviewView(call.world, repositoryOf(call), pullOf(call), review),
    ),
  'pulls/create-review': createReview,
} satisfies Record<string, Handler>;

function pullOf(call: Call): Pull {
  return entryOf(call, repositoryOf(call).pulls, 'pull_number');
}

async function listPulls(call: Call): Promise<ReturnType<typeof ok>> {
  const repository = repositoryOf(call);
  const state = queryText(call, 'state') ?? 'open';
  const base = queryText(call, 'base');
  const head = queryText(call, 'head');
  const pulls = [...repository.pulls.values()]
    .filter((pull) => state === 'all' || pull.issue.state === state)
    .filter((pull) => base === null || pull.baseRef === base)
    // Without an owner GitHub ignores the filter.
    .filter((pull) => head === null || !head.includes(':') || head === `${repository.owner}:${pull.headRef}`);
  const page = pageOf(call, queryText(call, 'direction') === 'asc' ? pulls : pulls.reverse());
  const views = await Promise.all(page.items.map((pull) => simplePullView(call.world, repository, pull)));
  return ok(views, page.headers);
}

interface MergeRequest {
  readonly merge_method: MergeWish['method'];
  readonly sha: string;
  readonly commit_title: string;
  readonly commit_message: string;
}

async function merge(call: Call): Promise<ReturnType<typeof ok>> {
  const body = bodyOf<MergeRequest>(call);
  const outcome = await mergePull(sceneOf(call), pullOf(call), {
    method: body.merge_method ?? 'merge',
    expectedHead: body.sha ?? null,
    title: body.commit_title ?? null,
    message: body.commit_message ?? null,
  });
  if (outcome.kind === 'head-moved')
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  if (outcome.kind === 'refused') throw new Refusal(405, outcome.message);
  return ok({ sha: outcome.sha, merged: true, message: 'Pull Request successfully merged' });
}

interface ReviewRequest {
  readonly event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';
  readonly body: string;
  readonly commit_id: string;
}

const STATES: Readonly<Record<ReviewRequest['event'], Review['state']>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

function createReview(call: Call): ReturnType<typeof ok> {
  const pull = pullOf(call);
  const { event, body = '', commit_id: commit = pull.headSha } = bodyOf<ReviewRequest>(call);
  const state = event === undefined ? 'PENDING' : STATES[event];
  if (event === 'APPROVE' && pull.issue.author === actorOf(call))
    throw new Refusal(422, 'Can not approve your own pull request');
  if (
    event === 'APPROVE' &&
    call.token?.kind === 'job' &&
    !repositoryOf(call).actions.canApprovePullRequests
  ) {
    throw new Refusal(403, 'GitHub Actions is not permitted to approve pull requests.');
  }
  const review: Review = {
    id: call.world.nextId(),
    author: actorOf(call),
    state,
    body,
    commit,
    mayWrite: satisfies(GIT_PERMISSIONS['git/push'], call.token?.grants ?? {}, false),
    submittedAt: call.world.now(),
  };
  pull.reviews.push(review);
  return ok(reviewView(call.world, repositoryOf(call), pull, review));
}

function refusalOf(problem: PullProblem): Refusal {
  return invalid('PullRequest', problem.field, problem.code, problem.message);
}
