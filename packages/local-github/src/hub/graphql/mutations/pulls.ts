import { mergePull, type MergeWish } from '../../pulls/merge-pull.ts';
import { createPull, updatePull, type PullFields } from '../../pulls/pull-actions.ts';
import type { GraphqlOperation } from '../../permissions.ts';
import { refusal, sceneIn, type Context } from '../context.ts';
import { pullNode } from '../pull-node.ts';
import { pullOf, targetOf, type Target } from './target.ts';

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string };
}

interface NewPull {
  readonly repositoryId: string;
  readonly title: string;
  readonly body?: string;
  readonly headRefName: string;
  readonly baseRefName: string;
  readonly draft?: boolean;
}

interface PullInput {
  readonly pullRequestId: string;
  readonly title?: string;
  readonly body?: string;
  readonly baseRefName?: string;
  readonly state?: 'OPEN' | 'CLOSED';
}

interface Merge {
  readonly pullRequestId: string;
  readonly expectedHeadOid?: string;
  readonly mergeMethod?: 'MERGE' | 'SQUASH' | 'REBASE';
  readonly commitHeadline?: string;
  readonly commitBody?: string;
}

export const PULL_MUTATIONS = {
  createPullRequest: async ({ input }: Input<NewPull>, context: Context) => {
    const { repository } = targetOf(
      context,
      input.repositoryId,
      ['Repository'],
      'Mutation.createPullRequest',
    );
    if (context.token.kind === 'job' && !repository.actions.canApprovePullRequests) {
      throw refusal('FORBIDDEN', 'GitHub Actions is not permitted to create or approve pull requests.');
    }
    const wanted = {
      title: input.title,
      body: input.body ?? null,
      head: input.headRefName,
      base: input.baseRefName,
    };
    const pull = await createPull(sceneIn(context, repository), { ...wanted, draft: input.draft ?? false });
    if ('code' in pull) throw refusal('UNPROCESSABLE', pull.message);
    return {
      clientMutationId: input.clientMutationId ?? null,
      pullRequest: pullNode(context.world, repository, pull),
    };
  },
  updatePullRequest: ({ input }: Input<PullInput>, context: Context) =>
    change(context, input, 'Mutation.updatePullRequest', {
      ...(input.title === undefined ? {} : { title: input.title }),
      ...(input.body === undefined ? {} : { body: input.body }),
      ...(input.baseRefName === undefined ? {} : { base: input.baseRefName }),
      ...(input.state === undefined ? {} : { state: input.state === 'OPEN' ? 'open' : 'closed' }),
    }),
  closePullRequest: ({ input }: Input<PullInput>, context: Context) =>
    change(context, input, 'Mutation.closePullRequest', { state: 'closed' }),
  reopenPullRequest: ({ input }: Input<PullInput>, context: Context) =>
    change(context, input, 'Mutation.reopenPullRequest', { state: 'open' }),
  mergePullRequest: async ({ input }: Input<Merge>, context: Context) => {
    const target = targetOf(context, input.pullRequestId, ['PullRequest'], 'Mutation.mergePullRequest');
    const outcome = await mergePull(sceneIn(context, target.repository), pullOf(target), {
      method: (input.mergeMethod ?? 'MERGE').toLowerCase() as MergeWish['method'],
      expectedHead: input.expectedHeadOid ?? null,
      title: input.commitHeadline ?? null,
      message: input.commitBody ?? null,
    });
    if (outcome.kind === 'head-moved')
      throw refusal('UNPROCESSABLE', 'Head branch was modified. Review and try the merge again.');
    if (outcome.kind === 'refused') throw refusal('UNPROCESSABLE', outcome.message);
    return payload(context, target, input.clientMutationId);
  },
};

async function change(
  context: Context,
  input: PullInput & { readonly clientMutationId?: string },
  operation: GraphqlOperation,
  fields: PullFields,
): Promise<object> {
  const target = targetOf(context, input.pullRequestId, ['PullRequest'], operation);
  const problem = await updatePull(sceneIn(context, target.repository), pullOf(target), fields);
  if (problem !== null) throw refusal('UNPROCESSABLE', problem.message);
  return payload(context, target, input.clientMutationId);
}

function payload(context: Context, target: Target, clientMutationId: string | null | undefined): object {
  return {
    clientMutationId: clientMutationId ?? null,
    pullRequest: pullNode(context.world, target.repository, pullOf(target)),
  };
}
