import { mergedTree } from '../git/merge.ts';
import { readRef } from '../git/refs.ts';
import { instantOrNull } from '../rest/views/instant.ts';
import { baseShaOf } from '../rest/views/pull-view.ts';
import { pageUrl } from '../rest/views/repository-view.ts';
import { pullState } from '../pulls/pull-state.ts';
import { rulesOn } from '../rules/matching.ts';
import { nodeId } from '../state/node-id.ts';
import type { Pull, Review } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';
import { actorNode } from './actor-node.ts';
import { connection, type PageArguments } from './connection.ts';
import { commitNode, refNode } from './git-node.ts';
import { discussionFields } from './issue-node.ts';

export function pullNode(world: World, repository: Repository, pull: Pull): object {
  return {
    ...discussionFields(world, repository, pull.issue),
    __typename: 'PullRequest',
    id: nodeId('PullRequest', repository.fullName, pull.issue.number),
    databaseId: pull.id,
    url: `${pageUrl(world, repository)}/pull/${pull.issue.number}`,
    state: pullState(pull),
    merged: pull.mergedAt !== null,
    mergedAt: instantOrNull(pull.mergedAt),
    isDraft: pull.draft,
    isCrossRepository: false,
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    baseRefOid: () => baseShaOf(repository, pull),
    headRef: () => branchNode(repository, pull.headRef),
    baseRef: () => branchNode(repository, pull.baseRef),
    origin: repository,
    mergeCommit: () => (pull.mergeCommit === null ? null : commitNode(repository, pull.mergeCommit)),
    potentialMergeCommit: async () => {
      const oid = await readRef(repository.gitDir, `refs/pull/${pull.issue.number}/merge`);
      return oid === null ? null : commitNode(repository, oid);
    },
    mergeable: async () => {
      if (pull.issue.state !== 'open') return 'UNKNOWN';
      const tree = await mergedTree(repository.gitDir, await baseShaOf(repository, pull), pull.headSha);
      return tree === null ? 'CONFLICTING' : 'MERGEABLE';
    },
    reviewDecision: reviewDecision(repository, pull),
    reviews: (args: PageArguments & { states?: readonly string[]; author?: string }) => {
      const wanted = pull.reviews.filter(
        (one) =>
          (args.states?.includes(one.state) ?? true) &&
          (args.author === undefined || args.author === one.author),
      );
      return connection('reviews', args, wanted, (one) => reviewNode(world, repository, pull, one));
    },
  };
}

export function reviewNode(world: World, repository: Repository, pull: Pull, review: Review): object {
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', repository.fullName, `${pull.issue.number}:${review.id}`),
    databaseId: review.id,
    state: review.state,
    body: review.body,
    author: actorNode(world, review.author),
    commit: () => commitNode(repository, review.commit),
  };
}

/** Null where no review is required and nobody asked for changes. */
function reviewDecision(repository: Repository, pull: Pull): string | null {
  const newest = new Map(
    pull.reviews.filter((one) => one.state !== 'COMMENTED').map((one) => [one.author, one.state]),
  );
  const states = [...newest.values()];
  if (states.includes('CHANGES_REQUESTED')) return 'CHANGES_REQUESTED';
  const rule = rulesOn(repository, `refs/heads/${pull.baseRef}`).find(
    (one) => one.rule.type === 'pull_request',
  );
  const needed = Number(rule?.rule.parameters?.['required_approving_review_count'] ?? 0);
  if (needed === 0) return null;
  return states.filter((state) => state === 'APPROVED').length >= needed ? 'APPROVED' : 'REVIEW_REQUIRED';
}

async function branchNode(repository: Repository, branch: string): Promise<object | null> {
  const name = `refs/heads/${branch}`;
  const oid = await readRef(repository.gitDir, name);
  return oid === null ? null : refNode(repository, { name, oid, type: 'commit' });
}
