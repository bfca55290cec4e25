import { Fault } from '@sluice/model';
import type { ForgeSettings } from '@sluice/ports';
import type { Answer } from './answer.ts';
import type { Api, Call } from './api.ts';
import { readEnvironment } from './environment-settings.ts';
import { unlessHidden } from './unless-hidden.ts';

const VISIBILITIES = ['public', 'private', 'internal'] as const;
const ADMIN = 'administration: read';

/** What `doctor` looks at, by REST. What the token may not read is null: nothing is taken for well because it is hidden. */
export function forgeSettings(api: Api): ForgeSettings {
  const one = async (route: string, needs: string, more: Call['with'] = {}): Promise<Answer | null> =>
    await unlessHidden(
      async () => await api.read({ route: `GET /repos/{owner}/{repo}${route}`, needs, with: more }),
    );
  const all = async (route: string, key: string | null, needs: string, more: Call['with'] = {}) =>
    await unlessHidden(
      async () => await api.readAll({ route: `GET /repos/{owner}/{repo}${route}`, needs, with: more }, key),
    );
  const names = async (route: string, key: string | null, needs: string): Promise<readonly string[] | null> =>
    (await all(route, key, needs))?.map((entry) => entry.text('name')) ?? null;

  /** The entries of a folder; null: not there, not to be seen, or no folder. */
  const contents = async (path: string, ref: string): Promise<readonly Answer[] | null> => {
    const answer = await (path === ''
      ? one('/contents', 'contents: read', { ref })
      : one('/contents/{path}', 'contents: read', { path, ref }));
    return answer !== null && Array.isArray(answer.value) ? answer.items() : null;
  };

  return {
    async rulesOf(branch) {
      const rules = await all('/rules/branches/{branch}', null, 'metadata: read', { branch });
      return (
        rules?.map((rule) => ({
          type: rule.text('type'),
          parameters: (rule.maybe('parameters')?.value ?? {}) as Readonly<Record<string, unknown>>,
          ruleset: rule.integerOrNull('ruleset_id'),
        })) ?? null
      );
    },
    async rulesets() {
      const list = await all('/rulesets', null, 'metadata: read', { includes_parents: true });
      if (list === null) return null;
      const whole = list.map(async (entry) => {
        // Who may bypass is told with the ruleset alone, and only to those who may change it.
        const ruleset = await one('/rulesets/{ruleset_id}', ADMIN, { ruleset_id: entry.integer('id') });
        return {
          id: entry.integer('id'),
          name: entry.text('name'),
          enforcement: entry.text('enforcement'),
          bypassActors:
            ruleset
              ?.maybe('bypass_actors')
              ?.items()
              .map((actor) => ({
                type: actor.text('actor_type'),
                id: actor.integerOrNull('actor_id'),
                mode: actor.text('bypass_mode'),
              })) ?? null,
        };
      });
      return await Promise.all(whole);
    },
    async actionsPermissions() {
      const answer = await one('/actions/permissions', ADMIN);
      if (answer === null) return null;
      if (!answer.flag('enabled')) return { allowed: 'none', shaPinning: null };
      const pinning = (answer.value as Readonly<Record<string, unknown>>)['sha_pinning_required'];
      return {
        allowed: answer.textOrNull('allowed_actions') ?? 'all',
        shaPinning: typeof pinning === 'boolean' ? pinning : null,
      };
    },
    async workflowPermissions() {
      const answer = await one('/actions/permissions/workflow', ADMIN);
      return answer === null
        ? null
        : {
            default: answer.word('default_workflow_permissions', ['read', 'write']),
            canApprove: answer.flag('can_approve_pull_request_reviews'),
          };
    },
    repositorySecrets: async () => await names('/actions/secrets', 'secrets', 'secrets: read'),
    organizationSecrets: async () => {
      const route = 'GET /repos/{owner}/{repo}/actions/organization-secrets';
      try {
        const secrets = await api.readAll({ route, needs: 'secrets: read', with: {} }, 'secrets');
        return secrets.map((secret) => secret.text('name'));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        // No organisation, no such page.
        if (error.code === 'FORGE_MISSING') return [];
        if (error.code === 'FORGE_DENIED') return null;
        throw error;
      }
    },
    environment: async (name) => await readEnvironment(api, name),
    variables: async () => await names('/actions/variables', 'variables', 'variables: read'),
    async file(path, ref) {
      const answer = await one('/contents/{path}', 'contents: read', { path, ref });
      // A directory is a list; a file of more than 1 MB has the encoding `none`, and is not one that doctor reads.
      if (answer === null || Array.isArray(answer.value)) return null;
      if (answer.text('type') !== 'file' || answer.text('encoding') !== 'base64') return null;
      return Buffer.from(answer.text('content'), 'base64').toString('utf8');
    },
    async files(folder, ref) {
      const entries = await contents(folder, ref);
      // 404 says both that it is not there and that it is hidden: whoever may see the root may see all.
      if (entries === null) return (await contents('', ref)) === null ? null : [];
      return entries.filter((entry) => entry.text('type') === 'file').map((entry) => entry.text('path'));
    },
    async hasLabel(name) {
      const labels = await names('/labels', null, 'issues: read');
      return labels?.some((label) => label.toLowerCase() === name.toLowerCase()) ?? null;
    },
    async visibility() {
      const answer = await one('', 'metadata: read');
      return answer?.word('visibility', VISIBILITIES) ?? null;
    },
  };
}
