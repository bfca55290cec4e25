import { readNodeId, type NodeType } from '../../state/node-id.ts';
import type { GraphqlOperation } from '../../permissions.ts';
import type { Label, Pull, Issue } from '../../state/records.ts';
import type { Repository } from '../../state/repository.ts';
import { demand, refusal, visibleRepository, type Context } from '../context.ts';

export interface Target {
  readonly repository: Repository;
  readonly type: NodeType;
  readonly key: string;
}

/** What an id of one of these types names, if the token may do the operation there. */
export function targetOf(
  context: Context,
  id: string,
  types: readonly NodeType[],
  operation: GraphqlOperation,
): Target {
  const key = readNodeId(id);
  if (key === null || !types.includes(key.type))
    throw refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
  const repository = visibleRepository(context, key.repository);
  demand(context, repository, operation);
  return { repository, type: key.type, key: key.key };
}

export function issueOf(target: Target): Issue {
  const issue = target.repository.issues.get(Number(target.key));
  if (issue === undefined) throw refusal('NOT_FOUND', 'Could not resolve to an Issue.');
  return issue;
}

export function pullOf(target: Target): Pull {
  const pull = target.repository.pulls.get(Number(target.key));
  if (pull === undefined) throw refusal('NOT_FOUND', 'Could not resolve to a PullRequest.');
  return pull;
}

export function labelNames(repository: Repository, ids: readonly string[]): readonly string[] {
  return ids.map((id) => {
    const label: Label | undefined = [...repository.labels.values()].find(
      (one) => one.id === Number(readNodeId(id)?.key),
    );
    if (label === undefined)
      throw refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
    return label.name;
  });
}
