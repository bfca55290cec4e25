// What to type or click to set up a repository on GitHub: one text for `init`, which says what comes next, and for
// `doctor`, which says what is missing. The commands are those of GitHub's own command line, `gh`.

import { TRUST_ROOT_FILE } from '@sluice/model';

/** Label that stops everything while an open issue or pull request carries it. */
export const STOP_LABEL = 'stop-claude';
/** Variable that stops everything while it is set. */
export const STOP_VARIABLE = 'SLUICE_STOP';
/** Secret of the environment: the token that opens the checkpoint pull request. */
export const PR_TOKEN = 'PR_CREATE_TOKEN';
export const MODEL_KEY = 'ANTHROPIC_API_KEY';

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
    ...ghApi('PUT', path, rule),
    `gh api -X POST ${path}/deployment-branch-policies -f name=${base} -f type=branch`,
  ];
}

/** Asks for the token, so that it is in no history of a shell. */
export function secretFix({ repository, environment }: Target): string[] {
  return [`gh secret set ${PR_TOKEN} --repo ${repository} --env ${environment}`];
}

export function modelKeyFix({ repository, environment }: Target): string[] {
  return [`gh secret set ${MODEL_KEY} --repo ${repository} --env ${environment}`];
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

/** Lines for `.github/CODEOWNERS`. */
export const OWNER_LINES: readonly string[] = ['/.github/ @OWNER/TEAM', '/.sluice.yml @OWNER/TEAM'];

/** For private and internal repositories alone: the roots of GitHub's own signatures. */
export function trustRootFix({ base }: Target): string[] {
  return [
    `gh attestation trusted-root > ${TRUST_ROOT_FILE}`,
    `Land that file on ${base}, reviewed as what it is: it says whom Sluice believes.`,
  ];
}

export const AGENT_APP_FIX =
  'Settings > GitHub Apps > the app > Permissions: contents write, workflows no access.';

export function pinningFix({ repository }: Target, allowed: string): string[] {
  return [
    `gh api -X PUT repos/${repository}/actions/permissions -F enabled=true -f allowed_actions=${allowed} -F sha_pinning_required=true`,
  ];
}

/** A call of the API with a body, on one line, so that it can be copied from an indented list. */
export function ghApi(method: string, path: string, body: unknown): string[] {
  return [`echo '${JSON.stringify(body)}' | gh api -X ${method} ${path} --input -`];
}
