// A repository in which everything is as it should be; a test spoils one thing.
import type { Facts, WorkflowFile } from '../../../packages/cli/src/doctor/facts.ts';
import { ACTIONS_APP, rulesetOf } from '../../../packages/cli/src/doctor/fixes.ts';
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
  rules: rulesetOf('main').rules.map(({ type, ...rest }) => ({
    type,
    parameters: 'parameters' in rest ? (rest.parameters as Readonly<Record<string, unknown>>) : {},
  })),
  rulesets: [{ id: 7, name: 'Sluice', enforcement: 'active', bypassActors: [] }],
  actions: { allowed: 'all', shaPinning: true },
  token: { default: 'read', canApprove: false },
  secrets: [],
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
