import { nodeId } from '../../state/node-id.ts';
import type { Ruleset } from '../../state/records.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../world.ts';
import type { ApplyingRule } from '../../rules/matching.ts';
import { instant } from './instant.ts';

/** `repository-ruleset`, short as in lists. */
export function shortRulesetView(
  _: World,
  repository: Repository,
  ruleset: Ruleset,
): Record<string, unknown> {
  const since = instant(ruleset.createdAt);
  return {
    id: ruleset.id,
    node_id: nodeId('Ruleset', repository.fullName, ruleset.id),
    name: ruleset.name,
    target: ruleset.target,
    source_type: 'Repository',
    source: repository.fullName,
    enforcement: ruleset.enforcement,
    created_at: since,
    updated_at: since,
  };
}

/** With conditions and rules; who may bypass is told only to those who may edit it. */
export function rulesetView(
  world: World,
  repository: Repository,
  ruleset: Ruleset,
  maySeeBypass: boolean,
): Record<string, unknown> {
  return {
    ...shortRulesetView(world, repository, ruleset),
    conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
    rules: ruleset.rules,
    ...(maySeeBypass ? { bypass_actors: ruleset.bypassActors } : {}),
  };
}

/** `repository-rule-detailed`. */
export function branchRuleView(
  repository: Repository,
  { rule, ruleset }: ApplyingRule,
): Record<string, unknown> {
  return {
    ...rule,
    ruleset_source_type: 'Repository',
    ruleset_source: repository.fullName,
    ruleset_id: ruleset.id,
  };
}
