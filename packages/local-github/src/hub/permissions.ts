/**
 * Every operation that the hub serves, with the permission that it needs: the one table that the server enforces and
 * from which the subset of GitHub's description is generated.
 *
 * A need is written as GitHub writes it in `x-accepted-github-permissions`: `a=write,b=read` needs both, `a=write; b=write`
 * needs one of them, `''` nothing.
 * Source: https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
export const REST_PERMISSIONS = {
  'rate-limit/get': '',
  'users/get-authenticated': '',
  'apps/get-authenticated': '',
  'repos/get': 'metadata=read',

  'actions/get-github-actions-permissions-repository': 'administration=read',
  'actions/set-github-actions-permissions-repository': 'administration=write',
  'actions/get-github-actions-default-workflow-permissions-repository': 'administration=read',
  'actions/set-github-actions-default-workflow-permissions-repository': 'administration=write',
  'actions/get-allowed-actions-repository': 'administration=read',
  'actions/set-allowed-actions-repository': 'administration=write',
  'actions/get-workflow-access-to-repository': 'administration=read',
  'actions/set-workflow-access-to-repository': 'administration=write',

  'actions/list-repo-workflows': 'actions=read',
  'actions/get-workflow': 'actions=read',
  'actions/create-workflow-dispatch': 'actions=write',
  'actions/list-workflow-runs': 'actions=read',
  'actions/list-workflow-runs-for-repo': 'actions=read',
  'actions/get-workflow-run': 'actions=read',
  'actions/get-workflow-run-attempt': 'actions=read',
  'actions/list-jobs-for-workflow-run': 'actions=read',
  'actions/list-jobs-for-workflow-run-attempt': 'actions=read',
  'actions/get-job-for-workflow-run': 'actions=read',
  'actions/download-job-logs-for-workflow-run': 'actions=read',
  'actions/re-run-workflow': 'actions=write',
  'actions/re-run-workflow-failed-jobs': 'actions=write',

  'actions/list-artifacts-for-repo': 'actions=read',
  'actions/list-workflow-run-artifacts': 'actions=read',
  'actions/get-artifact': 'actions=read',
  'actions/download-artifact': 'actions=read',
  'actions/delete-artifact': 'actions=write',

  'actions/list-repo-variables': 'actions_variables=read',
  'actions/create-repo-variable': 'actions_variables=write',
  'actions/get-repo-variable': 'actions_variables=read',
  'actions/update-repo-variable': 'actions_variables=write',
  'actions/delete-repo-variable': 'actions_variables=write',
  'actions/list-environment-variables': 'environments=read',
  'actions/create-environment-variable': 'environments=write',
  'actions/get-environment-variable': 'environments=read',
  'actions/update-environment-variable': 'environments=write',
  'actions/delete-environment-variable': 'environments=write',
  'actions/list-repo-secrets': 'secrets=read',
  'actions/list-repo-organization-secrets': 'secrets=read',
  'actions/get-repo-secret': 'secrets=read',
  'actions/list-environment-secrets': 'environments=read',
  'repos/get-all-environments': 'actions=read',
  'repos/get-environment': 'actions=read',
  'repos/create-or-update-environment': 'administration=write',
  'repos/list-deployment-branch-policies': 'actions=read',
  'repos/create-deployment-branch-policy': 'administration=write',

  'repos/get-repo-rulesets': 'metadata=read',
  'repos/get-repo-ruleset': 'metadata=read',
  'repos/create-repo-ruleset': 'administration=write',
  'repos/get-branch-rules': 'metadata=read',
  'repos/get-branch-protection': 'administration=read',
  'repos/list-webhooks': 'repository_hooks=read',
  'repos/create-webhook': 'repository_hooks=write',

  'repos/list-branches': 'contents=read',
  'repos/get-branch': 'contents=read',
  'repos/get-content': 'contents=read',
  'repos/get-commit': 'contents=read',
  'repos/compare-commits-with-basehead': 'contents=read',
  'git/get-ref': 'contents=read',
  'git/list-matching-refs': 'contents=read',
  'git/create-ref': 'contents=write',
  'git/update-ref': 'contents=write',
  'git/delete-ref': 'contents=write',
  'git/get-commit': 'contents=read',

  'checks/create': 'checks=write',
  'checks/update': 'checks=write',
  'checks/get': 'checks=read',
  'checks/list-for-ref': 'checks=read',
  'repos/create-commit-status': 'statuses=write',
  'repos/get-combined-status-for-ref': 'statuses=read',

  'pulls/list': 'pull_requests=read',
  'pulls/get': 'pull_requests=read',
  'pulls/create': 'pull_requests=write',
  'pulls/update': 'pull_requests=write',
  'pulls/list-files': 'pull_requests=read',
  'pulls/list-commits': 'pull_requests=read',
  'pulls/merge': 'contents=write',
  'pulls/list-reviews': 'pull_requests=read',
  'pulls/create-review': 'pull_requests=write',

  'issues/list-for-repo': 'issues=read; pull_requests=read',
  'issues/get': 'issues=read; pull_requests=read',
  'issues/create': 'issues=write',
  'issues/update': 'issues=write; pull_requests=write',
  'issues/list-comments': 'issues=read; pull_requests=read',
  'issues/create-comment': 'issues=write; pull_requests=write',
  'issues/get-comment': 'issues=read; pull_requests=read',
  'issues/update-comment': 'issues=write; pull_requests=write',
  'issues/delete-comment': 'issues=write; pull_requests=write',
  'issues/list-labels-on-issue': 'issues=read; pull_requests=read',
  'issues/add-labels': 'issues=write; pull_requests=write',
  'issues/remove-label': 'issues=write; pull_requests=write',
  'issues/list-labels-for-repo': 'issues=read; pull_requests=read',
  'issues/create-label': 'issues=write; pull_requests=write',
  'issues/get-label': 'issues=read; pull_requests=read',
} as const satisfies Readonly<Record<string, string>>;

/** Fields of GraphQL that read or write more than the repository's name. */
export const GRAPHQL_PERMISSIONS = {
  'Repository.ref': 'contents=read',
  'Repository.refs': 'contents=read',
  'Repository.object': 'contents=read',
  'Repository.defaultBranchRef': 'contents=read',
  'Repository.issue': 'issues=read',
  'Repository.issues': 'issues=read',
  'Repository.pullRequest': 'pull_requests=read',
  'Repository.pullRequests': 'pull_requests=read',
  'Repository.issueOrPullRequest': 'issues=read; pull_requests=read',
  'Repository.label': 'issues=read; pull_requests=read',
  'Repository.labels': 'issues=read; pull_requests=read',
  'Commit.checkSuites': 'checks=read',
  'Commit.statusCheckRollup': 'checks=read',
  'Mutation.updateRefs': 'contents=write',
  'Mutation.createRef': 'contents=write',
  'Mutation.updateRef': 'contents=write',
  'Mutation.deleteRef': 'contents=write',
  'Mutation.createPullRequest': 'pull_requests=write',
  'Mutation.updatePullRequest': 'pull_requests=write',
  'Mutation.closePullRequest': 'pull_requests=write',
  'Mutation.reopenPullRequest': 'pull_requests=write',
  'Mutation.mergePullRequest': 'contents=write',
  'Mutation.addLabelsToLabelable': 'issues=write; pull_requests=write',
  'Mutation.removeLabelsFromLabelable': 'issues=write; pull_requests=write',
  'Mutation.addComment': 'issues=write; pull_requests=write',
  'Mutation.createIssue': 'issues=write',
  'Mutation.updateIssue': 'issues=write',
  'Mutation.closeIssue': 'issues=write',
} as const satisfies Readonly<Record<string, string>>;

/** What git over HTTP needs. `git/push-workflows` is demanded on top when a push brings a workflow file that is new. */
export const GIT_PERMISSIONS = {
  'git/fetch': 'contents=read',
  'git/push': 'contents=write',
  'git/push-workflows': 'workflows=write',
} as const satisfies Readonly<Record<string, string>>;

export type RestOperation = keyof typeof REST_PERMISSIONS;
export type GraphqlOperation = keyof typeof GRAPHQL_PERMISSIONS;
export type GitOperation = keyof typeof GIT_PERMISSIONS;

export type Level = 'read' | 'write' | 'none';
export type Grants = Readonly<Record<string, Level>>;

/** Scopes that anybody may read in a public repository. */
const PUBLIC = new Set([
  'metadata',
  'contents',
  'issues',
  'pull_requests',
  'checks',
  'statuses',
  'actions',
  'deployments',
]);

/** Whether grants satisfy a need. `'all'` is a person with every right. */
export function satisfies(need: string, grants: Grants | 'all', isPublic: boolean): boolean {
  if (need === '' || grants === 'all') return true;
  return need.split('; ').some((set) => set.split(',').every((one) => holds(one, grants, isPublic)));
}

function holds(one: string, grants: Grants, isPublic: boolean): boolean {
  const [scope = '', level = ''] = one.split('=');
  if (level === 'read' && (scope === 'metadata' || (isPublic && PUBLIC.has(scope)))) return true;
  const granted = grants[scope];
  return granted === 'write' || (granted === 'read' && level === 'read');
}

/** Grants by GitHub's API names: the `pull-requests` of a workflow file is `pull_requests` here. */
export function normaliseGrants(grants: Grants): Grants {
  return Object.fromEntries(
    Object.entries(grants).map(([scope, level]) => [scope.replaceAll('-', '_'), level]),
  );
}
