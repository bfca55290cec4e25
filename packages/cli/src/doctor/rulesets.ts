// The rulesets that make landed = validated, as the API takes them; https://docs.github.com/rest/repos/rules. Rulesets add
// up: these can stand beside others. They are several because who may bypass one may bypass all of it.
import { ghApi, type Target } from './fixes.ts';

/** The check run that is required on the checkpoint pull request. */
export const REQUIRED_CHECK = 'Sluice';
/** The app that writes check runs for a workflow's own token; https://api.github.com/apps/github-actions. */
export const ACTIONS_APP = 15368;
/** Of GitHub's roles in a repository, in bypass lists; apps and workflow tokens have none. */
export const ROLES = { maintain: 2, write: 4, admin: 5 } as const;

/** Nobody may bypass this one: every change of the base is looked at. */
export function reviewRuleset(base: string) {
  return {
    ...onBranches('Sluice: review', [`refs/heads/${base}`]),
    bypass_actors: [],
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        parameters: {
          required_approving_review_count: 1,
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: true,
          require_last_push_approval: true,
          required_review_thread_resolution: false,
          allowed_merge_methods: ['merge'],
        },
      },
    ],
  };
}

/**
 * Only a checkpoint ever has the check. What people write themselves, an upgrade of these workflow files say, an
 * administrator lands over this ruleset, by a pull request that is approved as the other one demands.
 */
export function checkRuleset(base: string) {
  return {
    ...onBranches('Sluice: validated', [`refs/heads/${base}`]),
    bypass_actors: [{ actor_id: ROLES.admin, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' }],
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          strict_required_status_checks_policy: true,
          required_status_checks: [{ context: REQUIRED_CHECK, integration_id: ACTIONS_APP }],
        },
      },
    ],
  };
}

/**
 * Checkpoints and what is remembered are the bot's: it has a role in the repository, which the app that agents push as and
 * the token of a workflow do not have. Everybody who may push can stop.
 */
export function ownBranchesRuleset() {
  return {
    ...onBranches('Sluice: own branches', [`${OWN_BRANCHES}**/*`], [STOP_REF]),
    bypass_actors: Object.values(ROLES).map((role) => ({
      actor_id: role,
      actor_type: 'RepositoryRole',
      bypass_mode: 'always',
    })),
    rules: [{ type: 'creation' }, { type: 'update' }, { type: 'deletion' }],
  };
}

const OWN_BRANCHES = 'refs/heads/sluice/';
const STOP_REF = 'refs/heads/sluice/stop';

export const reviewFix = (target: Target): string[] => post(target, reviewRuleset(target.base));
export const checkFix = (target: Target): string[] => post(target, checkRuleset(target.base));
export const ownBranchesFix = (target: Target): string[] => post(target, ownBranchesRuleset());

function onBranches(name: string, include: readonly string[], exclude: readonly string[] = []) {
  return { name, target: 'branch', enforcement: 'active', conditions: { ref_name: { include, exclude } } };
}

function post({ repository }: Target, ruleset: object): string[] {
  return ghApi('POST', `repos/${repository}/rulesets`, ruleset);
}
