import { notFound, ok } from '../http/answer.ts';
import { bodyOf, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { counted } from '../http/paging.ts';
import { nodeId } from '../state/node-id.ts';
import type { Environment } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';
import { instant } from './views/instant.ts';
import { pageUrl, repositoryUrl } from './views/repository-view.ts';

interface BranchPolicy {
  readonly protected_branches: boolean;
  readonly custom_branch_policies: boolean;
}

export const ENVIRONMENT_ROUTES = {
  'repos/get-all-environments': (call) =>
    counted(call, 'environments', [...repositoryOf(call).environments.values()], (one) => view(call, one)),
  'repos/get-environment': (call) => ok(view(call, environmentOf(call))),
  'repos/create-or-update-environment': (call) => {
    const environment = ensureEnvironment(
      call.world,
      repositoryOf(call),
      call.params['environment_name'] ?? '',
    );
    const policy = bodyOf<{ deployment_branch_policy: BranchPolicy | null }>(call).deployment_branch_policy;
    if (policy === null) environment.branches = 'any';
    else if (policy !== undefined) environment.branches = policy.protected_branches ? 'protected' : 'custom';
    return ok(view(call, environment));
  },
  'repos/list-deployment-branch-policies': (call) =>
    counted(call, 'branch_policies', environmentOf(call).patterns, (one) =>
      policyView(repositoryOf(call), one),
    ),
  'repos/create-deployment-branch-policy': (call) => {
    const environment = environmentOf(call);
    if (environment.branches !== 'custom') throw notFound();
    const { name = '', type = 'branch' } = bodyOf<{ name: string; type: 'branch' | 'tag' }>(call);
    const pattern = { id: call.world.nextId(), name, type };
    environment.patterns.push(pattern);
    return ok(policyView(repositoryOf(call), pattern));
  },
} satisfies Record<string, Handler>;

export function environmentOf(call: Call): Environment {
  const environment = repositoryOf(call).environments.get(call.params['environment_name'] ?? '');
  if (environment === undefined) throw notFound();
  return environment;
}

/** GitHub makes an environment when a job first names it. */
export function ensureEnvironment(world: World, repository: Repository, name: string): Environment {
  const known = repository.environments.get(name);
  if (known !== undefined) return known;
  const environment: Environment = {
    id: world.nextId(),
    name,
    createdAt: world.now(),
    branches: 'any',
    patterns: [],
    variables: new Map(),
    secrets: new Map(),
  };
  repository.environments.set(name, environment);
  return environment;
}

function view(call: Call, environment: Environment): unknown {
  const repository = repositoryOf(call);
  const since = instant(environment.createdAt);
  const isAny = environment.branches === 'any';
  return {
    id: environment.id,
    node_id: nodeId('Environment', repository.fullName, environment.id),
    name: environment.name,
    url: `${repositoryUrl(call.world, repository)}/environments/${encodeURIComponent(environment.name)}`,
    html_url: `${pageUrl(call.world, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
    created_at: since,
    updated_at: since,
    protection_rules: isAny
      ? []
      : [{ id: environment.id, node_id: `GA_${environment.id}`, type: 'branch_policy' }],
    deployment_branch_policy: isAny
      ? null
      : {
          protected_branches: environment.branches === 'protected',
          custom_branch_policies: environment.branches === 'custom',
        },
  };
}

function policyView(repository: Repository, pattern: Environment['patterns'][number]): unknown {
  return {
    id: pattern.id,
    node_id: `GBP_${repository.id}_${pattern.id}`,
    name: pattern.name,
    type: pattern.type,
  };
}
