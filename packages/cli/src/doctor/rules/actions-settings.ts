// What workflows may do by default, and where secrets are.
import { unreadable, wrong, type Rule } from '../finding.ts';
import { environmentFix, pinningFix, PR_TOKEN, secretFix, tokenFix } from '../fixes.ts';

const ADMIN = '`administration: read`';

export const ACTIONS_RULES: readonly Rule[] = [
  {
    id: 'token-read-only',
    should: 'The default token of workflows may only read.',
    why: 'A push runs the workflow files of the pushed branch; what they do not ask for, they should not get.',
    look: (facts) => {
      if (facts.token === null) return unreadable(ADMIN);
      return facts.token.default === 'read' ? null : wrong('It may write.', tokenFix(facts));
    },
  },
  {
    id: 'actions-approve-nothing',
    should: 'Workflows can not approve pull requests.',
    why: 'An agent could approve its own work through a workflow.',
    look: (facts) => {
      if (facts.token === null) return unreadable(ADMIN);
      return facts.token.canApprove ? wrong('They can.', tokenFix(facts)) : null;
    },
  },
  {
    id: 'sha-pinning',
    should: 'Actions have to be pinned to a full commit id.',
    why: 'A workflow that names a tag runs whatever the tag names next.',
    look: (facts) => {
      if (facts.actions === null) return unreadable(ADMIN);
      if (facts.actions.allowed === 'none') {
        return wrong('GitHub Actions is off.', [
          `Settings > Actions > General > Actions permissions of ${facts.repository}.`,
        ]);
      }
      if (facts.actions.shaPinning === null)
        return unreadable('a plan and a version of GitHub that have this setting');
      return facts.actions.shaPinning
        ? null
        : wrong('They need not.', pinningFix(facts, facts.actions.allowed));
    },
  },
  {
    id: 'no-repository-secrets',
    should: 'No secret is at the level of the repository.',
    why: 'A workflow file on any branch can read those.',
    look: (facts) => {
      if (facts.secrets === null) return unreadable('`secrets: read`');
      if (facts.secrets.length === 0) return null;
      return wrong(`There are: ${facts.secrets.join(', ')}.`, [
        'Set each anew in an environment that only the base branch may use, then:',
        ...facts.secrets.map((name) => `gh secret delete ${name} --repo ${facts.repository}`),
      ]);
    },
  },
  {
    id: 'no-organization-secrets',
    should: 'No secret of the organisation is shared with the repository.',
    why: 'A workflow file on any branch can read those, too.',
    look: ({ organizationSecrets, repository }) => {
      if (organizationSecrets === null) return unreadable('`secrets: read`');
      if (organizationSecrets.length === 0) return null;
      const [owner] = repository.split('/');
      return wrong(`There are: ${organizationSecrets.join(', ')}.`, [
        'Set what is needed anew in an environment that only the base branch may use, and take the repository out of the access of each:',
        `https://github.com/organizations/${owner}/settings/secrets/actions`,
      ]);
    },
  },
  {
    id: 'environment-restricted',
    should: 'Only the base branch may use the environment of the delivering job.',
    why: 'A workflow of any branch that names the environment would get its token.',
    look: (facts) => {
      const { deployment, environment, base } = facts;
      if (deployment === null) return unreadable('`actions: read`');
      if (!deployment.exists) return wrong(`There is no environment ${environment}.`, environmentFix(facts));
      const { branches } = deployment;
      if (branches === null) return unreadable('`actions: read`');
      if (branches.length === 1 && branches[0] === base) return null;
      return wrong(told(branches), environmentFix(facts));
    },
  },
  {
    id: 'environment-secret',
    should: `The environment holds ${PR_TOKEN}.`,
    why: 'Pull requests that the workflow’s own token opens start no checks, so none is opened with it.',
    look: (facts) => {
      if (facts.deployment === null) return unreadable('`environments: read`');
      if (!facts.deployment.exists)
        return wrong('There is no environment.', [...environmentFix(facts), ...secretFix(facts)]);
      if (facts.deployment.secrets === null) return unreadable('`environments: read`');
      return facts.deployment.secrets.includes(PR_TOKEN) ? null : wrong('It does not.', secretFix(facts));
    },
  },
];

/** `*` is any branch, `<protected>` each that has a rule; the rest are names and patterns. */
function told(branches: readonly string[]): string {
  if (branches.includes('*')) return 'Every branch may.';
  if (branches.includes('<protected>')) return 'Every protected branch may.';
  return branches.length === 0
    ? 'No branch may, so nothing is ever delivered.'
    : `These may: ${branches.join(', ')}.`;
}
