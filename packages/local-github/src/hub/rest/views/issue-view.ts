import { nodeId } from '../../state/node-id.ts';
import type { Comment, Issue, Label } from '../../state/records.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../world.ts';
import { instant, instantOrNull } from './instant.ts';
import { pageUrl, repositoryUrl } from './repository-view.ts';
import { loginView } from './user-view.ts';

/** `label`. */
export function labelView(world: World, repository: Repository, label: Label): Record<string, unknown> {
  return {
    id: label.id,
    node_id: nodeId('Label', repository.fullName, label.id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    description: label.description,
    color: label.color,
    default: false,
  };
}

export function labelsOf(repository: Repository, issue: Issue): readonly Label[] {
  return [...issue.labels].flatMap((name) => repository.labels.get(name) ?? []);
}

/** `issue`; a pull request is one too, with a `pull_request` in it. */
export function issueView(world: World, repository: Repository, issue: Issue): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/issues/${issue.number}`;
  const isPull = repository.pulls.has(issue.number);
  const page = `${pageUrl(world, repository)}/${isPull ? 'pull' : 'issues'}/${issue.number}`;
  const pull = `${repositoryUrl(world, repository)}/pulls/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId(isPull ? 'PullRequest' : 'Issue', repository.fullName, issue.number),
    url,
    repository_url: repositoryUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: loginView(world, issue.author),
    labels: labelsOf(repository, issue).map((label) => labelView(world, repository, label)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: [...repository.comments.values()].filter((comment) => comment.number === issue.number).length,
    closed_at: instantOrNull(issue.closedAt),
    closed_by: issue.closedBy === null ? null : loginView(world, issue.closedBy),
    created_at: instant(issue.createdAt),
    updated_at: instant(issue.updatedAt),
    author_association: 'CONTRIBUTOR',
    ...(isPull
      ? { pull_request: { url: pull, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` } }
      : {}),
  };
}

/** `issue-comment`. */
export function commentView(world: World, repository: Repository, comment: Comment): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  const kind = repository.pulls.has(comment.number) ? 'pull' : 'issues';
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', repository.fullName, comment.id),
    url: `${url}/issues/comments/${comment.id}`,
    html_url: `${pageUrl(world, repository)}/${kind}/${comment.number}#issuecomment-${comment.id}`,
    issue_url: `${url}/issues/${comment.number}`,
    body: comment.body,
    user: loginView(world, comment.author),
    created_at: instant(comment.createdAt),
    updated_at: instant(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
  };
}
