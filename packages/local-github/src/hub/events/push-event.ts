import type { TriggerEvent } from '../../runner/host.ts';
import { readCommit, readCommits, type Commit } from '../git/commits.ts';
import { changedPaths, changedSince, EMPTY_TREE } from '../git/diff.ts';
import { isAncestor, ZERO, type RefMove } from '../git/refs.ts';
import { repositoryView } from '../rest/views/repository-view.ts';
import { instant } from '../rest/views/instant.ts';
import { userView } from '../rest/views/user-view.ts';
import type { Repository } from '../state/repository.ts';
import type { Token } from '../state/tokens.ts';
import type { World } from '../world.ts';
import { deliverWebhook } from './webhooks.ts';

/** At most this many commits are told in a push event, as GitHub does. */
const MAX_COMMITS = 20;

/**
 * Tells of refs that moved. Webhooks hear of every push; workflows start only if it was not the token of a job, and not
 * for a deletion.
 */
export async function announcePush(
  world: World,
  repository: Repository,
  moves: readonly RefMove[],
  token: Token,
): Promise<void> {
  const told = moves.filter((move) => /^refs\/(heads|tags)\//.test(move.name));
  // Prepared together, told in their order.
  const events = await Promise.all(told.map((move) => prepare(world, repository, move, token)));
  for (const { payload, trigger } of events) {
    deliverWebhook(repository, 'push', payload);
    if (trigger !== null) world.events.trigger(trigger);
  }
}

interface Prepared {
  readonly payload: Record<string, unknown>;
  readonly trigger: TriggerEvent | null;
}

async function prepare(world: World, repository: Repository, move: RefMove, token: Token): Promise<Prepared> {
  const payload = await pushPayload(world, repository, move, token.login);
  if (move.after === null || token.kind === 'job') return { payload, trigger: null };
  const sha = (payload['head_commit'] as { readonly id: string } | null)?.id ?? move.after;
  const trigger: TriggerEvent = {
    name: 'push',
    repository: repository.fullName,
    sha,
    ref: move.name,
    actor: token.login,
    payload,
    changedPaths: await pathsOf(repository, move.before, sha),
  };
  return { payload, trigger };
}

async function pushPayload(
  world: World,
  repository: Repository,
  move: RefMove,
  login: string,
): Promise<Record<string, unknown>> {
  const { before, after } = move;
  const created = before === null;
  const commits = after === null ? [] : await newCommits(repository, before, after);
  const head = after === null ? null : (commits.at(-1) ?? (await headOf(repository, after)));
  const person = world.directory.user(login);
  return {
    ref: move.name,
    before: before ?? ZERO,
    after: after ?? ZERO,
    created,
    deleted: after === null,
    forced: !created && after !== null && !(await isAncestor(repository.gitDir, before, after)),
    base_ref: null,
    compare: `${world.serverUrl}/${repository.fullName}/compare/${(before ?? ZERO).slice(0, 12)}...${(after ?? ZERO).slice(0, 12)}`,
    commits: commits.slice(-MAX_COMMITS).map((commit) => commitView(world, repository, commit)),
    head_commit: head === null ? null : commitView(world, repository, head),
    repository: repositoryView(world, repository),
    pusher: { name: login, email: `${login}@users.noreply.github.com` },
    sender: userView(world, person),
  };
}

async function newCommits(
  repository: Repository,
  before: string | null,
  after: string,
): Promise<readonly Commit[]> {
  const known = before ?? `refs/heads/${repository.defaultBranch}`;
  return readCommits(repository.gitDir, ['--max-count=2048', '--ignore-missing', after, `^${known}`], 2048);
}

/** A tag object has no commit of its own to tell of: the one that it points to is told. */
async function headOf(repository: Repository, after: string): Promise<Commit | null> {
  return readCommit(repository.gitDir, after).catch(() => null);
}

async function pathsOf(
  repository: Repository,
  before: string | null,
  sha: string,
): Promise<readonly string[]> {
  if (before !== null) return changedPaths(repository.gitDir, before, sha);
  const paths = await changedSince(repository.gitDir, `refs/heads/${repository.defaultBranch}`, sha);
  // A new branch without a commit of its own: everything in it is new to it.
  return paths === null || paths.length === 0 ? changedPaths(repository.gitDir, EMPTY_TREE, sha) : paths;
}

function commitView(world: World, repository: Repository, commit: Commit): object {
  const { author, committer } = commit;
  return {
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: instant(commit.committer.date),
    url: `${world.serverUrl}/${repository.fullName}/commit/${commit.oid}`,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}
