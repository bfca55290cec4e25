import { instant, instantOrNull } from '../rest/views/instant.ts';
import { labelsOf } from '../rest/views/issue-view.ts';
import { pageUrl } from '../rest/views/repository-view.ts';
import { nodeId } from '../state/node-id.ts';
import type { Comment, Issue, Label } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';
import { actorNode } from './actor-node.ts';
import { connection, type PageArguments } from './connection.ts';

export function labelNode(repository: Repository, label: Label): object {
  return {
    __typename: 'Label',
    id: nodeId('Label', repository.fullName, label.id),
    name: label.name,
    color: label.color,
    description: label.description,
  };
}

export function commentNode(world: World, repository: Repository, comment: Comment): object {
  return {
    __typename: 'IssueComment',
    id: nodeId('IssueComment', repository.fullName, comment.id),
    databaseId: comment.id,
    body: comment.body,
    author: actorNode(world, comment.author),
    url: `${pageUrl(world, repository)}/issues/${comment.number}#issuecomment-${comment.id}`,
    createdAt: instant(comment.createdAt),
  };
}

/** What issues and pull requests have in common. */
export function discussionFields(world: World, repository: Repository, issue: Issue): object {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    author: actorNode(world, issue.author),
    editor: issue.edited && actorNode(world, issue.edited.by),
    lastEditedAt: instantOrNull(issue.edited?.at ?? null),
    closed: issue.state === 'closed',
    locked: false,
    createdAt: instant(issue.createdAt),
    updatedAt: instant(issue.updatedAt),
    closedAt: instantOrNull(issue.closedAt),
    labels: (args: PageArguments) =>
      connection('labels', args, labelsOf(repository, issue), (label) => labelNode(repository, label)),
    comments: (args: PageArguments) => {
      const comments = [...repository.comments.values()].filter((one) => one.number === issue.number);
      return connection('comments', args, comments, (one) => commentNode(world, repository, one));
    },
  };
}

export function issueNode(world: World, repository: Repository, issue: Issue): object {
  return {
    ...discussionFields(world, repository, issue),
    __typename: 'Issue',
    id: nodeId('Issue', repository.fullName, issue.number),
    databaseId: issue.id,
    url: `${pageUrl(world, repository)}/issues/${issue.number}`,
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    timelineItems: (args: PageArguments & { itemTypes?: readonly string[] | null }) => {
      const wanted = args.itemTypes?.includes('CLOSED_EVENT') ?? true;
      const closings = wanted && issue.closedAt !== null && issue.closedBy !== null ? [issue.closedBy] : [];
      return connection('timelineItems', args, closings, (login) => ({
        __typename: 'ClosedEvent',
        id: nodeId('ClosedEvent', repository.fullName, issue.number),
        createdAt: instantOrNull(issue.closedAt),
        actor: actorNode(world, login),
      }));
    },
  };
}
