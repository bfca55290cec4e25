// A repository in which everything is as it should be; a test spoils one thing.
import type { BypassActor, Facts, WorkflowFile } from '../../../packages/cli/src/doctor/facts.ts';
import {
  ACTIONS_APP,
  checkRuleset,
  ownBranchesRuleset,
  reviewRuleset,
  ROLES,
} from '../../../packages/cli/src/doctor/rulesets.ts';
import { readWorkflow } from '../../../packages/cli/src/doctor/read-workflow.ts';
import { fillTemplate } from '../../../packages/cli/src/init/fill-template.ts';

export const COMMIT = '1'.repeat(40);
const CHOICES = { toolkit: 'acme/sluice', commit: COMMIT, base: 'main', branches: ['claude/**'], former: [] };

/** A file that `init` wrote, with a change to its text. */
export function written(
  name: 'sluice-manifest.yml' | 'sluice.yml',
  change = (text: string): string => text,
): WorkflowFile {
  return readWorkflow(`.github/workflows/${name}`, change(fillTemplate(name, CHOICES)));
}

export function other(text: string): WorkflowFile {
  return readWorkflow('.github/workflows/other.yml', text);
}

/** As the API of rules tells of a ruleset. */
function rulesOf(
  ruleset: number,
  { rules }: { readonly rules: readonly { readonly type: string; readonly parameters?: object }[] },
): NonNullable<Facts['rules']> {
  return rules.map(({ type, parameters = {} }) => ({ type, parameters: { ...parameters }, ruleset }));
}

export const GOOD: Facts = {
  repository: 'acme/shop',
  base: 'main',
  environment: 'sluice',
  workflows: [
    written('sluice-manifest.yml'),
    written('sluice.yml'),
    other(
      `on: pull_request\njobs:\n  test:\n    steps:\n      - uses: acme/tool@${COMMIT}\n      - uses: ./local\n`,
    ),
  ],
  allWorkflows: true,
  codeOwners: '* @acme/all\n/.github/ @acme/owners\n/.sluice.yml @acme/owners\n',
  // What doctor tells people to set has to satisfy doctor.
  rules: [...rulesOf(7, reviewRuleset('main')), ...rulesOf(8, checkRuleset('main'))],
  checkpointRules: rulesOf(9, ownBranchesRuleset()),
  stopRules: [],
  rulesets: [
    { id: 7, name: 'Sluice: review', enforcement: 'active', bypassActors: [] },
    {
      id: 8,
      name: 'Sluice: validated',
      enforcement: 'active',
      bypassActors: [{ type: 'RepositoryRole', id: ROLES.admin, mode: 'pull_request' }],
    },
  ],
  actions: { allowed: 'all', shaPinning: true },
  token: { default: 'read', canApprove: false },
  secrets: [],
  organizationSecrets: [],
  deployment: { exists: true, branches: ['main'], secrets: ['PR_CREATE_TOKEN'] },
  variables: [],
  hasStopLabel: true,
  visibility: 'public',
  policy: '',
  trustRoot: '',
};

/** The rules with the parameters of one type changed. */
export function rulesWith(type: string, change: Readonly<Record<string, unknown>>): Facts['rules'] {
  return GOOD.rules!.map((rule) =>
    rule.type === type ? { ...rule, parameters: { ...rule.parameters, ...change } } : rule,
  );
}

export const CHECK = { context: 'Sluice', integration_id: ACTIONS_APP };

/** The rulesets with others for whom one of them is open. */
export function bypassedBy(id: number, ...actors: readonly BypassActor[]): Facts['rulesets'] {
  return GOOD.rulesets!.map((ruleset) =>
    ruleset.id === id ? { ...ruleset, bypassActors: actors } : ruleset,
  );
}
