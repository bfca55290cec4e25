// What the rulesets demand of a change of the base branch. Several rulesets add up, and the strictest counts.
// Classic branch protection is not looked at: the rules API does not tell of it.
import type { BypassActor, Facts } from '../facts.ts';
import { hint, unreadable, wrong, type Look, type Rule } from '../finding.ts';
import { ACTIONS_APP, checkFix, REQUIRED_CHECK, reviewFix, ROLES } from '../rulesets.ts';
import { at, isMapping } from '../yaml-value.ts';

const NEEDS = '`metadata: read`';

/** Whether any rule of that type fulfils the condition. */
function demands(
  type: 'pull_request' | 'required_status_checks',
  condition: (parameters: unknown) => boolean,
  found: string,
): Rule['look'] {
  return (facts) => {
    if (facts.rules === null) return unreadable(NEEDS);
    const rules = facts.rules.filter((rule) => rule.type === type);
    if (rules.some(({ parameters }) => condition(parameters))) return null;
    return wrong(
      rules.length === 0 ? `No active ruleset for ${facts.base} has the rule \`${type}\`.` : found,
      type === 'pull_request' ? reviewFix(facts) : checkFix(facts),
    );
  };
}

const isOn = (key: string) => (parameters: unknown) => at(parameters, key) === true;

export const BASE_BRANCH_RULES: readonly Rule[] = [
  {
    id: 'pull-request-required',
    should: 'The base branch changes by pull request alone, with an approval.',
    why: 'Otherwise anybody who may push lands what nobody validated.',
    look: demands(
      'pull_request',
      (parameters) => Number(at(parameters, 'required_approving_review_count') ?? 0) >= 1,
      'A pull request needs no approval.',
    ),
  },
  {
    id: 'check-required',
    should: `The check \`${REQUIRED_CHECK}\` of GitHub Actions is required.`,
    why: 'It says that the very tree of this head was validated; without it a checkpoint could be changed and merged.',
    look: (facts) => {
      if (facts.rules === null) return unreadable(NEEDS);
      const checks = requiredChecks(facts).filter(({ check }) => at(check, 'context') === REQUIRED_CHECK);
      if (checks.some(({ check }) => at(check, 'integration_id') === ACTIONS_APP)) return null;
      return wrong(
        checks.length > 0 ? 'It is required, but any app may report it.' : 'It is not required.',
        checkFix(facts),
      );
    },
  },
  {
    id: 'strict-checks',
    should: 'A branch has to be up to date before it is merged.',
    why: 'What was validated is the merge with the base as it was; on another base it is another tree.',
    look: demands(
      'required_status_checks',
      isOn('strict_required_status_checks_policy'),
      'Branches may be merged when the base has moved on.',
    ),
  },
  {
    id: 'last-push-approval',
    should: 'The last push needs an approval by somebody else.',
    why: 'Whoever can push to the checkpoint branch could add to it after the review.',
    look: demands('pull_request', isOn('require_last_push_approval'), 'Who pushed last may approve.'),
  },
  {
    id: 'stale-approvals',
    should: 'An approval ends with the next push.',
    why: 'An approval is for the commit that was looked at.',
    look: demands('pull_request', isOn('dismiss_stale_reviews_on_push'), 'Approvals stay.'),
  },
  {
    id: 'code-owner-review',
    should: 'Code owners have to approve what is theirs.',
    why: 'A change of the workflows or of the policy changes what is trusted.',
    look: demands('pull_request', isOn('require_code_owner_review'), 'Their review is not required.'),
  },
  {
    id: 'no-rewriting',
    should: 'The base branch can neither be deleted nor force-pushed.',
    why: 'What landed and was audited could be taken back unseen.',
    look: (facts) => {
      if (facts.rules === null) return unreadable(NEEDS);
      const types = new Set(facts.rules.map(({ type }) => type));
      const missing = ['deletion', 'non_fast_forward'].filter((type) => !types.has(type));
      return missing.length === 0
        ? null
        : wrong(
            `No active ruleset has the rule ${missing.map((type) => `\`${type}\``).join(' or ')}.`,
            reviewFix(facts),
          );
    },
  },
  {
    id: 'no-bot-bypass',
    should: 'No app, no deploy key and not everybody who may write can bypass a ruleset of the base.',
    why: 'A bot that may bypass lands what nobody looked at, and its token is the one that an attacker wants.',
    look: botBypass,
  },
  {
    id: 'people-land',
    should: 'Administrators can land a pull request of people without the check.',
    why: 'Only checkpoints have it: without a way around, not even an upgrade of the workflow files can land.',
    look: peopleLand,
  },
];

function requiredChecks({ rules }: Facts): { readonly check: unknown; readonly ruleset: number | null }[] {
  return (rules ?? []).flatMap(({ type, parameters, ruleset }) => {
    const checks = type === 'required_status_checks' ? at(parameters, 'required_status_checks') : null;
    return Array.isArray(checks) ? checks.filter(isMapping).map((check) => ({ check, ruleset })) : [];
  });
}

/** The rulesets that the rules of the base are from; null: not all of them could be read. */
function rulesetsOfBase({ rules, rulesets }: Facts): NonNullable<Facts['rulesets']> | null {
  if (rules === null || rulesets === null) return null;
  const ids = new Set(rules.map(({ ruleset }) => ruleset));
  return rulesets.filter(({ id }) => ids.has(id));
}

function botBypass(facts: Facts): Look {
  const rulesets = rulesetsOfBase(facts);
  if (rulesets === null) return unreadable('`administration: read`');
  const open = rulesets.filter(({ bypassActors }) => bypassActors?.some(isBots));
  if (open.length > 0) {
    return wrong(
      `One of them may bypass ${open.map(({ name }) => JSON.stringify(name)).join(', ')}.`,
      open.map(
        ({ id }) => `Take it out of the bypass list: https://github.com/${facts.repository}/rules/${id}`,
      ),
    );
  }
  return rulesets.some(({ bypassActors }) => bypassActors === null)
    ? unreadable('`administration: write`')
    : null;
}

/** The account of the bot may write, too. */
function isBots({ type, id }: BypassActor): boolean {
  return type === 'Integration' || type === 'DeployKey' || (type === 'RepositoryRole' && id === ROLES.write);
}

function peopleLand(facts: Facts): Look {
  const rulesets = rulesetsOfBase(facts);
  if (rulesets === null) return unreadable('`administration: read`');
  const requiring = new Set(
    requiredChecks(facts).flatMap(({ check, ruleset }) =>
      at(check, 'context') === REQUIRED_CHECK ? [ruleset] : [],
    ),
  );
  const lists = rulesets.flatMap(({ id, bypassActors }) => (requiring.has(id) ? [bypassActors] : []));
  if (lists.some((actors) => actors === null)) return unreadable('`administration: write`');
  const shut = lists.some((actors) => !actors!.some((actor) => !isBots(actor)));
  return shut
    ? hint('Nobody can: all that ever lands is a checkpoint.', [
        'Put the role admin, for pull requests only, into the bypass list of the ruleset that requires the check:',
        `https://github.com/${facts.repository}/settings/rules`,
      ])
    : null;
}
