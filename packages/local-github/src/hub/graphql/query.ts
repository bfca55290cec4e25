import { instant } from '../rest/views/instant.ts';
import { readNodeId } from '../state/node-id.ts';
import { actorNode } from './actor-node.ts';
import { runNode } from './check-node.ts';
import { demand, refusal, visibleRepository, type Context } from './context.ts';
import { objectNode } from './git-node.ts';
import { commentNode, issueNode, labelNode } from './issue-node.ts';
import { pullNode } from './pull-node.ts';
import { repositoryNode } from './repository-node.ts';

/** The fields of `Query`. */
export const QUERY = {
  id: 'Q',
  repository: ({ owner, name }: { owner: string; name: string }, context: Context) =>
    repositoryNode(context.world, visibleRepository(context, `${owner}/${name}`)),
  node: ({ id }: { id: string }, context: Context) => nodeCalled(id, context),
  nodes: ({ ids }: { ids: readonly string[] }, context: Context) => ids.map((id) => nodeCalled(id, context)),
  viewer: (_: object, context: Context) => ({
    ...actorNode(context.world, context.token.login),
    __typename: 'User',
  }),
  rateLimit: (_: object, { world }: Context) => ({
    limit: world.options.rateLimit,
    cost: 1,
    used: 1,
    remaining: world.options.rateLimit - 1,
    nodeCount: 1,
    resetAt: instant(new Date(world.now().getTime() + 3600_000)),
  }),
};

function nodeCalled(id: string, context: Context): object {
  const missing = refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
  const key = readNodeId(id);
  if (key === null || key.repository === '') throw missing;
  const repository = visibleRepository(context, key.repository);
  const { world } = context;
  const number = Number(key.key);
  const orMissing = <T>(entry: T | undefined, node: (entry: T) => object | null): object => {
    const found = entry === undefined ? null : node(entry);
    if (found === null) throw missing;
    return found;
  };
  switch (key.type) {
    case 'Repository':
      return repositoryNode(world, repository);
    case 'Issue':
      demand(context, repository, 'Repository.issue');
      return orMissing(repository.issues.get(number), (issue) => issueNode(world, repository, issue));
    case 'PullRequest':
      demand(context, repository, 'Repository.pullRequest');
      return orMissing(repository.pulls.get(number), (pull) => pullNode(world, repository, pull));
    case 'IssueComment':
      demand(context, repository, 'Repository.issueOrPullRequest');
      return orMissing(repository.comments.get(number), (comment) => commentNode(world, repository, comment));
    case 'Label':
      return orMissing(
        [...repository.labels.values()].find((label) => label.id === number),
        (label) => labelNode(repository, label),
      );
    case 'CheckRun':
      demand(context, repository, 'Commit.checkSuites');
      return orMissing(repository.checkRuns.get(number), (run) => runNode(repository, run));
    case 'Commit':
    case 'Tree':
    case 'Blob':
      demand(context, repository, 'Repository.object');
      return orMissing(objectNode(repository, key.key, key.type.toLowerCase()) ?? undefined, (node) => node);
    default:
      throw missing;
  }
}
