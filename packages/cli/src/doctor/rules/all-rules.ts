import type { Rule } from '../finding.ts';
import { ACTIONS_RULES } from './actions-settings.ts';
import { AGENT_BRANCH_RULES } from './agent-branches.ts';
import { BASE_BRANCH_RULES } from './base-branch.ts';
import { LANGUAGE_MODEL_RULES } from './language-model.ts';
import { OTHER_WORKFLOW_RULES } from './other-workflows.ts';
import { OWN_BRANCH_RULES } from './own-branches.ts';
import { PEOPLE_RULES } from './people.ts';
import { SIGNING_RULES } from './signing.ts';
import { SLUICE_WORKFLOW_RULES } from './sluice-workflows.ts';

/** Everything that `doctor` looks at, in the order in which it is told. */
export const RULES: readonly Rule[] = [
  ...SLUICE_WORKFLOW_RULES,
  ...AGENT_BRANCH_RULES,
  ...SIGNING_RULES,
  ...BASE_BRANCH_RULES,
  ...OWN_BRANCH_RULES,
  ...ACTIONS_RULES,
  ...LANGUAGE_MODEL_RULES,
  ...OTHER_WORKFLOW_RULES,
  ...PEOPLE_RULES,
];
