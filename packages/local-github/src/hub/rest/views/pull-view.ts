import { countCommits, mergeBase } from '../../git/commits.ts';
import { changedFiles } from '../../git/diff.ts';
import { mergedTree } from '../../git/merge.ts';
import { readRef } from '../../git/refs.ts';
import { nodeId } from '../../state/node-id.ts';
import type { Pull, Review } from '../../state/records.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../world.ts';
import { instant, instantOrNull } from './instant.ts';
import { labelsOf, labelView } from './issue-view.ts';
import { pageUrl, repositoryUrl, repositoryView } from './repository-view.ts';
import { loginView } from './user-view.ts';

/** Tip of the base: live while the pull request is open, afterwards what it was. */
export async function baseShaOf(repository: Repository, pull: Pull): Promise<string> {
  const tip = pull.baseShaAtEnd ?? (await readRef(repository.gitDir, `refs/heads/${pull.baseRef}`));
  return tip ?? pull.headSha;
}

/** `pull-request-simple`, as lists have it. */
export async function simplePullView(
  world: World,
  repository: Repository,
  pull: Pull,
): Promise<Record<string, unknown>> {
  const { issue } = pull;
  const url = `${repositoryUrl(world, repository)}/pulls/${issue.number}`;
  const issueUrl = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
  const page = `${pageUrl(world, repository)}/pull/${issue.number}`;
  const statuses = `${repositoryUrl(world, repository)}/statuses/${pull.headSha}`;
  const link = (href: string): object => ({ href });
  return {
    ...headOf(pull),
    id: pull.id,
    node_id: nodeId('PullRequest', repository.fullName, issue.number),
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statuses,
    user: loginView(world, issue.author),
    labels: labelsOf(repository, issue).map((label) => labelView(world, repository, label)),
    head: branchView(world, repository, pull.headRef, pull.headSha),
    base: branchView(world, repository, pull.baseRef, await baseShaOf(repository, pull)),
    _links: {
      self: link(url),
      html: link(page),
      issue: link(issueUrl),
      comments: link(`${issueUrl}/comments`),
      review_comments: link(`${url}/comments`),
      review_comment: link(`${url}/comments{/number}`),
      commits: link(`${url}/commits`),
      statuses: link(statuses),
    },
  };
}

function headOf(pull: Pull): Record<string, unknown> {
  const { issue } = pull;
  return {
    number: issue.number,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    draft: pull.draft,
    locked: false,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    milestone: null,
    auto_merge: null,
    author_association: 'CONTRIBUTOR',
    merge_commit_sha: pull.mergeCommit,
    created_at: instant(issue.createdAt),
    updated_at: instant(issue.updatedAt),
    closed_at: instantOrNull(issue.closedAt),
    merged_at: instantOrNull(pull.mergedAt),
  };
}

/** `pull-request`. */
export async function pullView(
  world: World,
  repository: Repository,
  pull: Pull,
): Promise<Record<string, unknown>> {
  const { gitDir } = repository;
  const base = await baseShaOf(repository, pull);
  const fork = (await mergeBase(gitDir, base, pull.headSha)) ?? base;
  const isOpen = pull.issue.state === 'open';
  const mergeable = isOpen ? (await mergedTree(gitDir, base, pull.headSha)) !== null : null;
  const files = await changedFiles(gitDir, fork, pull.headSha);
  return {
    ...(await simplePullView(world, repository, pull)),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
    commits: await countCommits(gitDir, [pull.headSha, `^${base}`]),
    comments: [...repository.comments.values()].filter((comment) => comment.number === pull.issue.number)
      .length,
    review_comments: 0,
    mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    rebaseable: mergeable,
    merged: pull.mergedAt !== null,
    merged_by: pull.mergedBy === null ? null : loginView(world, pull.mergedBy),
    maintainer_can_modify: false,
  };
}

/** `pull-request-review`. */
export function reviewView(
  world: World,
  repository: Repository,
  pull: Pull,
  review: Review,
): Record<string, unknown> {
  const page = `${pageUrl(world, repository)}/pull/${pull.issue.number}#pullrequestreview-${review.id}`;
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.issue.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', repository.fullName, `${pull.issue.number}:${review.id}`),
    user: loginView(world, review.author),
    body: review.body,
    state: review.state,
    commit_id: review.commit,
    html_url: page,
    pull_request_url: url,
    _links: { html: { href: page }, pull_request: { href: url } },
    submitted_at: instant(review.submittedAt),
    author_association: 'MEMBER',
  };
}

function branchView(world: World, repository: Repository, ref: string, sha: string): Record<string, unknown> {
  return {
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: loginView(world, repository.owner),
    repo: repositoryView(world, repository),
  };
}
