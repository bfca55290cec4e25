import { created, notFound, ok, Refusal } from '../http/answer.ts';
import { bodyOf, entryOf, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { listed } from '../http/paging.ts';
import { satisfies } from '../permissions.ts';
import { ENFORCED_RULES, rulesOn } from '../rules/matching.ts';
import type { BypassActor, Rule, Ruleset } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';
import { instant } from './views/instant.ts';
import { repositoryUrl } from './views/repository-view.ts';
import { branchRuleView, rulesetView, shortRulesetView } from './views/ruleset-view.ts';

/** A ruleset as the API is told of it. */
export interface RulesetRequest {
  readonly name: string;
  readonly enforcement: Ruleset['enforcement'];
  readonly target?: string;
  readonly bypass_actors?: readonly BypassActor[];
  readonly conditions?: {
    readonly ref_name?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  };
  readonly rules?: readonly Rule[];
}

export const RULESET_ROUTES = {
  'repos/get-repo-rulesets': (call) =>
    listed(call, [...repositoryOf(call).rulesets.values()], (one) =>
      shortRulesetView(call.world, repositoryOf(call), one),
    ),
  'repos/get-repo-ruleset': (call) => {
    const ruleset = entryOf(call, repositoryOf(call).rulesets, 'ruleset_id');
    const maySeeBypass = satisfies('administration=write', call.token?.grants ?? {}, false);
    return ok(rulesetView(call.world, repositoryOf(call), ruleset, maySeeBypass));
  },
  'repos/create-repo-ruleset': (call) => {
    const request = bodyOf<RulesetRequest>(call) as RulesetRequest;
    return created(
      rulesetView(call.world, repositoryOf(call), addRuleset(call.world, repositoryOf(call), request), true),
    );
  },
  'repos/get-branch-rules': (call) =>
    listed(call, rulesOn(repositoryOf(call), `refs/heads/${call.params['branch'] ?? ''}`), (one) =>
      branchRuleView(repositoryOf(call), one),
    ),
  'repos/get-branch-protection': () => {
    throw new Refusal(404, 'Branch not protected');
  },
  'repos/list-webhooks': (call) =>
    listed(call, [...repositoryOf(call).hooks.values()], (hook) => hookView(call, hook.id)),
  'repos/create-webhook': (call) => {
    const body = bodyOf<{ config: { url?: string; secret?: string }; events: readonly string[] }>(call);
    if (body.config?.url === undefined) throw new Refusal(422, 'Validation Failed');
    const id = call.world.nextId();
    const hook = {
      id,
      url: body.config.url,
      secret: body.config.secret ?? null,
      events: body.events ?? ['push'],
      createdAt: call.world.now(),
    };
    repositoryOf(call).hooks.set(id, hook);
    return created(hookView(call, id));
  },
} satisfies Record<string, Handler>;

export function addRuleset(world: World, repository: Repository, request: RulesetRequest): Ruleset {
  const unknown = (request.rules ?? []).filter(
    (rule) => !(ENFORCED_RULES as readonly string[]).includes(rule.type),
  );
  if (unknown.length > 0) {
    throw new Refusal(
      422,
      `The local GitHub does not enforce rules of type ${unknown.map((rule) => rule.type).join(', ')}`,
    );
  }
  const ruleset: Ruleset = {
    id: world.nextId(),
    name: request.name,
    target: request.target ?? 'branch',
    enforcement: request.enforcement,
    bypassActors: request.bypass_actors ?? [],
    include: request.conditions?.ref_name?.include ?? [],
    exclude: request.conditions?.ref_name?.exclude ?? [],
    rules: (request.rules ?? []).map(withDefaults),
    createdAt: world.now(),
  };
  repository.rulesets.set(ruleset.id, ruleset);
  return ruleset;
}

/** What GitHub's pages fill in for parameters that nobody chose. */
const DEFAULT_PARAMETERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  pull_request: {
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 0,
    required_review_thread_resolution: false,
  },
  required_status_checks: { required_status_checks: [], strict_required_status_checks_policy: false },
  update: { update_allows_fetch_and_merge: false },
};

function withDefaults(rule: Rule): Rule {
  const defaults = DEFAULT_PARAMETERS[rule.type];
  return defaults === undefined ? rule : { ...rule, parameters: { ...defaults, ...rule.parameters } };
}

function hookView(call: Call, id: number): unknown {
  const hook = repositoryOf(call).hooks.get(id);
  if (hook === undefined) throw notFound();
  const url = `${repositoryUrl(call.world, repositoryOf(call))}/hooks/${id}`;
  const since = instant(hook.createdAt);
  return {
    type: 'Repository',
    id,
    name: 'web',
    active: true,
    events: hook.events,
    config: {
      url: hook.url,
      content_type: 'json',
      insecure_ssl: '0',
      ...(hook.secret === null ? {} : { secret: '********' }),
    },
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    created_at: since,
    updated_at: since,
    last_response: { code: null, status: 'unused', message: null },
  };
}
