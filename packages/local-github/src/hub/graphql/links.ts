import { defaultFieldResolver, type GraphQLFieldResolver } from 'graphql';
import type { Repository } from '../state/repository.ts';
import { connection } from './connection.ts';
import { demand, type Context } from './context.ts';
import { findPulls, type PullArguments } from './find.ts';
import { pullNode } from './pull-node.ts';
import { repositoryNode } from './repository-node.ts';

/** A node that knows where it belongs. */
interface Placed {
  readonly origin: Repository;
  readonly name: string;
}

type Link = (source: Placed, args: PullArguments, context: Context) => unknown;

/** Fields that lead back to what contains a node: apart from the nodes, which need not know what contains them. */
const LINKS: Readonly<Record<string, Link>> = {
  'Ref.repository': ({ origin }, _, { world }) => repositoryNode(world, origin),
  'Ref.associatedPullRequests': ({ origin, name }, args, context) => {
    demand(context, origin, 'Repository.pullRequests');
    const pulls = findPulls(origin, { ...args, headRefName: name });
    return connection('associatedPullRequests', args, pulls, (pull) => pullNode(context.world, origin, pull));
  },
  'PullRequest.headRepository': ({ origin }, _, { world }) => repositoryNode(world, origin),
};

/** Resolves every field. In GraphQL's arguments null and absent mean the same here: resolvers see absent alone. */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (source, given, context, info) => {
  const args = withoutNulls(given) as PullArguments;
  const link = LINKS[`${info.parentType.name}.${info.fieldName}`];
  if (link === undefined) return defaultFieldResolver(source, args, context, info);
  return link(source as Placed, args, context);
};

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutNulls(one)]));
}
