import { listRefs, objectType, readRef, resolveCommit } from '../git/refs.ts';
import { readEntry } from '../git/trees.ts';
import { pageUrl } from '../rest/views/repository-view.ts';
import { nodeId } from '../state/node-id.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';
import { actorNode } from './actor-node.ts';
import { connection, type PageArguments } from './connection.ts';
import { demand, refusal, type Context } from './context.ts';
import { findIssues, findPulls, type IssueArguments, type PullArguments } from './find.ts';
import { objectNode, refNode } from './git-node.ts';
import { issueNode, labelNode } from './issue-node.ts';
import { pullNode } from './pull-node.ts';

export function repositoryNode(world: World, repository: Repository): object {
  return {
    __typename: 'Repository',
    id: nodeId('Repository', repository.fullName, repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: actorNode(world, repository.owner),
    url: pageUrl(world, repository),
    visibility: repository.visibility.toUpperCase(),
    isPrivate: !repository.isPublic,
    isArchived: false,
    isFork: false,
    ...gitFields(repository),
    ...discussions(world, repository),
  };
}

interface RefsArguments extends PageArguments {
  readonly refPrefix: string;
  readonly query?: string;
  readonly direction?: 'ASC' | 'DESC';
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' };
}

function gitFields(repository: Repository): object {
  const { gitDir, defaultBranch } = repository;
  const refCalled = async (name: string): Promise<object | null> => {
    const oid = await readRef(gitDir, name);
    if (oid === null) return null;
    return refNode(repository, { name, oid, type: (await objectType(gitDir, oid)) ?? 'commit' });
  };
  return {
    defaultBranchRef: (_: object, context: Context) => {
      demand(context, repository, 'Repository.defaultBranchRef');
      return refCalled(`refs/heads/${defaultBranch}`);
    },
    ref: async ({ qualifiedName }: { qualifiedName: string }, context: Context) => {
      demand(context, repository, 'Repository.ref');
      if (qualifiedName.startsWith('refs/')) return refCalled(qualifiedName);
      return (await refCalled(`refs/heads/${qualifiedName}`)) ?? refCalled(`refs/tags/${qualifiedName}`);
    },
    refs: async (args: RefsArguments, context: Context) => {
      demand(context, repository, 'Repository.refs');
      const { refPrefix, query } = args;
      if (!refPrefix.startsWith('refs/') || !refPrefix.endsWith('/'))
        throw refusal('UNPROCESSABLE', `${refPrefix} is not a valid ref prefix`);
      const refs = (await listRefs(gitDir, refPrefix)).filter(
        (ref) => query === undefined || ref.name.slice(refPrefix.length).includes(query),
      );
      const isDown = (args.orderBy?.direction ?? args.direction) === 'DESC';
      return connection('refs', args, isDown ? refs.toReversed() : refs, (ref) => refNode(repository, ref));
    },
    object: async (args: { oid?: string; expression?: string }, context: Context) => {
      demand(context, repository, 'Repository.object');
      const oid = args.oid ?? (await evaluate(repository, args.expression ?? ''));
      const type = oid === null ? null : await objectType(gitDir, oid);
      return oid === null || type === null ? null : objectNode(repository, oid, type);
    },
  };
}

/** `main`, `refs/heads/main`, `<oid>`, and `main:path/to/file`. */
async function evaluate(repository: Repository, expression: string): Promise<string | null> {
  const colon = expression.indexOf(':');
  const commit = await resolveCommit(repository.gitDir, colon < 0 ? expression : expression.slice(0, colon));
  if (colon < 0 || commit === null) return commit;
  return (await readEntry(repository.gitDir, commit, expression.slice(colon + 1)))?.oid ?? null;
}

function discussions(world: World, repository: Repository): object {
  const issueNumbered = (number: number): object | null => {
    const issue = repository.issues.get(number);
    return issue === undefined || repository.pulls.has(number) ? null : issueNode(world, repository, issue);
  };
  const pullNumbered = (number: number): object | null => {
    const pull = repository.pulls.get(number);
    return pull === undefined ? null : pullNode(world, repository, pull);
  };
  const known = (kind: string, number: number, node: object | null): object => {
    if (node === null)
      throw refusal('NOT_FOUND', `Could not resolve to ${kind} with the number of ${number}.`);
    return node;
  };
  return {
    issue: ({ number }: { number: number }, context: Context) => {
      demand(context, repository, 'Repository.issue');
      return known('an Issue', number, issueNumbered(number));
    },
    pullRequest: ({ number }: { number: number }, context: Context) => {
      demand(context, repository, 'Repository.pullRequest');
      return known('a PullRequest', number, pullNumbered(number));
    },
    issueOrPullRequest: ({ number }: { number: number }, context: Context) => {
      demand(context, repository, 'Repository.issueOrPullRequest');
      return known('an issue or pull request', number, issueNumbered(number) ?? pullNumbered(number));
    },
    issues: (
      args: IssueArguments & { filterBy?: { labels?: readonly string[]; states?: readonly string[] } | null },
      context: Context,
    ) => {
      demand(context, repository, 'Repository.issues');
      const issues = findIssues(repository, { ...args, ...args.filterBy });
      return connection('issues', args, issues, (issue) => issueNode(world, repository, issue));
    },
    pullRequests: (args: PullArguments, context: Context) => {
      demand(context, repository, 'Repository.pullRequests');
      return connection('pullRequests', args, findPulls(repository, args), (pull) =>
        pullNode(world, repository, pull),
      );
    },
    label: ({ name }: { name: string }, context: Context) => {
      demand(context, repository, 'Repository.label');
      const label = repository.labels.get(name.toLowerCase());
      return label === undefined ? null : labelNode(repository, label);
    },
    labels: (args: PageArguments & { query?: string }, context: Context) => {
      demand(context, repository, 'Repository.labels');
      const labels = [...repository.labels.values()].filter((label) => label.name.includes(args.query ?? ''));
      return connection('labels', args, labels, (label) => labelNode(repository, label));
    },
  };
}
