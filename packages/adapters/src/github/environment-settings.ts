import { Fault } from '@sluice/model';
import type { ForgeSettings } from '@sluice/ports';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';
import { unlessHidden } from './unless-hidden.ts';

type Environment = Awaited<ReturnType<ForgeSettings['environment']>>;

const ROUTE = 'GET /repos/{owner}/{repo}/environments/{environment_name}';

/**
 * Which branches may use an environment, and the names of its secrets. Every branch: `['*']`; the protected ones:
 * `['<protected>']`. Source: https://docs.github.com/en/rest/deployments/environments
 */
export async function readEnvironment(api: Api, name: string): Promise<Environment> {
  const parameters = { environment_name: name };
  let answer: Answer;
  try {
    answer = await api.read({ route: ROUTE, needs: 'actions: read', with: parameters });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'FORGE_MISSING') return { exists: false, branches: null, secrets: null };
    if (error.code === 'FORGE_DENIED') return null;
    throw error;
  }
  const secrets = await unlessHidden(
    async () =>
      await api.readAll(
        { route: `${ROUTE}/secrets`, needs: 'environments: read', with: parameters },
        'secrets',
      ),
  );
  return {
    exists: true,
    branches: await branchesOf(api, answer, parameters),
    secrets: secrets?.map((secret) => secret.text('name')) ?? null,
  };
}

async function branchesOf(
  api: Api,
  environment: Answer,
  parameters: { readonly environment_name: string },
): Promise<readonly string[] | null> {
  const rule = environment.maybe('deployment_branch_policy');
  if (rule === null) return ['*'];
  if (rule.flag('protected_branches')) return ['<protected>'];
  const policies = await unlessHidden(
    async () =>
      await api.readAll(
        { route: `${ROUTE}/deployment-branch-policies`, needs: 'actions: read', with: parameters },
        'branch_policies',
      ),
  );
  return policies?.map((policy) => policy.text('name')) ?? null;
}
