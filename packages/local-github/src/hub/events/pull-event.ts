import { mergedTree, writeCommit } from '../git/merge.ts';
import { moveRefs, readRef } from '../git/refs.ts';
import { pullView } from '../rest/views/pull-view.ts';
import { repositoryView } from '../rest/views/repository-view.ts';
import { userView } from '../rest/views/user-view.ts';
import type { Pull } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { Token } from '../state/tokens.ts';
import type { World } from '../world.ts';
import { deliverWebhook } from './webhooks.ts';

export interface PullNews {
  readonly action: 'opened' | 'synchronize' | 'closed' | 'reopened' | 'edited' | 'labeled' | 'unlabeled';
  readonly token: Token;
}

/** `pull_request`: as a webhook, and as a trigger on the test merge unless a job's token did it. */
export async function announcePull(
  world: World,
  repository: Repository,
  pull: Pull,
  news: PullNews,
): Promise<void> {
  const number = pull.issue.number;
  const payload = {
    action: news.action,
    number,
    pull_request: await pullView(world, repository, pull),
    repository: repositoryView(world, repository),
    sender: userView(world, world.directory.user(news.token.login)),
  };
  deliverWebhook(repository, 'pull_request', payload);
  if (news.token.kind === 'job') return;
  const sha = await testMerge(world, repository, pull);
  if (sha === null) return;
  world.events.trigger({
    name: 'pull_request',
    repository: repository.fullName,
    sha,
    ref: `refs/pull/${number}/merge`,
    actor: news.token.login,
    payload,
    changedPaths: null,
  });
}

/** The merge of head and base that `pull_request` runs get, kept as `refs/pull/<n>/merge`; null: they conflict. */
async function testMerge(world: World, repository: Repository, pull: Pull): Promise<string | null> {
  const { gitDir } = repository;
  const base = await readRef(gitDir, `refs/heads/${pull.baseRef}`);
  if (base === null) return null;
  const tree = await mergedTree(gitDir, base, pull.headSha);
  if (tree === null) return null;
  const author = { name: 'GitHub', email: 'noreply@github.com' };
  const message = `Merge ${pull.headSha} into ${base}`;
  const sha = await writeCommit(gitDir, {
    tree,
    parents: [base, pull.headSha],
    message,
    author,
    date: world.now(),
  });
  const name = `refs/pull/${pull.issue.number}/merge`;
  await moveRefs(gitDir, [{ name, before: await readRef(gitDir, name), after: sha }]);
  return sha;
}
