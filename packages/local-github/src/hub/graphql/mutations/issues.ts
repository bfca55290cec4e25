import { addComment, addLabels, createIssue, removeLabel, updateIssue } from '../../issues/issue-actions.ts';
import type { Issue } from '../../state/records.ts';
import type { Repository } from '../../state/repository.ts';
import { sceneIn, type Context } from '../context.ts';
import { commentNode, issueNode } from '../issue-node.ts';
import { pullNode } from '../pull-node.ts';
import { issueOf, labelNames, targetOf } from './target.ts';

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string };
}

interface Labels {
  readonly labelableId: string;
  readonly labelIds: readonly string[];
}

interface IssueInput {
  readonly title?: string;
  readonly body?: string;
  readonly labelIds?: readonly string[];
  readonly state?: 'OPEN' | 'CLOSED';
}

export const ISSUE_MUTATIONS = {
  createIssue: ({ input }: Input<IssueInput & { repositoryId: string; title: string }>, context: Context) => {
    const { repository } = targetOf(context, input.repositoryId, ['Repository'], 'Mutation.createIssue');
    const labels = labelNames(repository, input.labelIds ?? []);
    const issue = createIssue(sceneIn(context, repository), {
      title: input.title,
      body: input.body ?? null,
      labels,
    });
    return {
      clientMutationId: input.clientMutationId ?? null,
      issue: issueNode(context.world, repository, issue),
    };
  },
  updateIssue: ({ input }: Input<IssueInput & { id: string }>, context: Context) => {
    const target = targetOf(context, input.id, ['Issue'], 'Mutation.updateIssue');
    updateIssue(sceneIn(context, target.repository), issueOf(target), {
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.body === undefined ? {} : { body: input.body }),
      ...(input.state === undefined ? {} : { state: input.state === 'OPEN' ? 'open' : 'closed' }),
      ...(input.labelIds === undefined ? {} : { labels: labelNames(target.repository, input.labelIds) }),
    });
    return {
      clientMutationId: input.clientMutationId ?? null,
      issue: issueNode(context.world, target.repository, issueOf(target)),
    };
  },
  closeIssue: ({ input }: Input<{ issueId: string; stateReason?: string }>, context: Context) => {
    const target = targetOf(context, input.issueId, ['Issue'], 'Mutation.closeIssue');
    const stateReason = (input.stateReason?.toLowerCase() ?? 'completed') as
      'completed' | 'not_planned' | 'duplicate';
    updateIssue(sceneIn(context, target.repository), issueOf(target), { state: 'closed', stateReason });
    return {
      clientMutationId: input.clientMutationId ?? null,
      issue: issueNode(context.world, target.repository, issueOf(target)),
    };
  },
  addComment: ({ input }: Input<{ subjectId: string; body: string }>, context: Context) => {
    const target = targetOf(context, input.subjectId, ['Issue', 'PullRequest'], 'Mutation.addComment');
    const comment = addComment(sceneIn(context, target.repository), issueOf(target).number, input.body);
    return {
      clientMutationId: input.clientMutationId ?? null,
      commentEdge: {
        cursor: String(comment.id),
        node: commentNode(context.world, target.repository, comment),
      },
      subject: labelable(context, target.repository, issueOf(target)),
    };
  },
  addLabelsToLabelable: async ({ input }: Input<Labels>, context: Context) => {
    const target = targetOf(
      context,
      input.labelableId,
      ['Issue', 'PullRequest'],
      'Mutation.addLabelsToLabelable',
    );
    await addLabels(
      sceneIn(context, target.repository),
      issueOf(target),
      labelNames(target.repository, input.labelIds),
    );
    return {
      clientMutationId: input.clientMutationId ?? null,
      labelable: labelable(context, target.repository, issueOf(target)),
    };
  },
  removeLabelsFromLabelable: async ({ input }: Input<Labels>, context: Context) => {
    const target = targetOf(
      context,
      input.labelableId,
      ['Issue', 'PullRequest'],
      'Mutation.removeLabelsFromLabelable',
    );
    for (const name of labelNames(target.repository, input.labelIds)) {
      await removeLabel(sceneIn(context, target.repository), issueOf(target), name);
    }
    return {
      clientMutationId: input.clientMutationId ?? null,
      labelable: labelable(context, target.repository, issueOf(target)),
    };
  },
};

function labelable({ world }: Context, repository: Repository, issue: Issue): object {
  const pull = repository.pulls.get(issue.number);
  return pull === undefined ? issueNode(world, repository, issue) : pullNode(world, repository, pull);
}
