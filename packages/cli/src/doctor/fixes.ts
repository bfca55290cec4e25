// What to type or click to set up a repository on GitHub: one text for `init`, which says what comes next, and for
// `doctor`, which says what is missing. The commands are those of GitHub's own command line, `gh`.

/** Label that stops everything while an open issue or pull request carries it. */
export const STOP_LABEL = 'stop-claude';
/** Variable that stops everything while it is set. */
export const STOP_VARIABLE = 'SLUICE_STOP';
/** Secret of the environment: the token that opens the checkpoint pull request. */
export const PR_TOKEN = 'PR_CREATE_TOKEN';
/** The check run that the ruleset requires on the checkpoint pull request. */
export const REQUIRED_CHECK = 'Sluice';
/** The app that writes check runs for a workflow's own token; https://api.github.com/apps/github-actions. */
export const ACTIONS_APP = 15368;

/** Whose settings: `owner/name` with the branch that is landed on and the environment of the job that delivers. */
export interface Target {
  readonly repository: string;
  readonly base: string;
  readonly environment: string;
}

/** Makes the environment, and lets only the base branch use it. */
export function environmentFix({ repository, base, environment }: Target): string[] {
  const path = `repos/${repository}/environments/${environment}`;
  const rule = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };
  return [
    ...json('PUT', path, rule),
    `gh api -X POST ${path}/deployment-branch-policies -f name=${base} -f type=branch`,
  ];
}

/** Asks for the token, so that it is in no history of a shell. */
export function secretFix({ repository, environment }: Target): string[] {
  return [`gh secret set ${PR_TOKEN} --repo ${repository} --env ${environment}`];
}

export function labelFix({ repository }: Target): string[] {
  return [
    `gh label create ${STOP_LABEL} --repo ${repository} --color B60205 --description 'Stops Sluice while open'`,
  ];
}

/** The default token may only read, and workflows approve nothing. */
export function tokenFix({ repository }: Target): string[] {
  return [
    `gh api -X PUT repos/${repository}/actions/permissions/workflow -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false`,
  ];
}

export function pinningFix({ repository }: Target, allowed: string): string[] {
  return [
    `gh api -X PUT repos/${repository}/actions/permissions -F enabled=true -f allowed_actions=${allowed} -F sha_pinning_required=true`,
  ];
}

/** One ruleset with everything that makes landed = validated. Rulesets add up: it can stand beside others. */
export function rulesetFix({ repository, base }: Target): string[] {
  return json('POST', `repos/${repository}/rulesets`, rulesetOf(base));
}

/** The ruleset as the API takes it; https://docs.github.com/rest/repos/rules. */
export function rulesetOf(base: string) {
  return {
    name: 'Sluice',
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: [`refs/heads/${base}`], exclude: [] } },
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

/** On one line, so that it can be copied from an indented list. */
function json(method: string, path: string, body: unknown): string[] {
  return [`echo '${JSON.stringify(body)}' | gh api -X ${method} ${path} --input -`];
}
