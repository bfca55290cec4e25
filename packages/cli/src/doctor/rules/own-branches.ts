// Checkpoints and the memory are written by the bot alone; the branch that stops everything by everybody.
import type { Facts } from '../facts.ts';
import { unreadable, wrong, type Rule } from '../finding.ts';
import { ownBranchesFix } from '../rulesets.ts';

export const OWN_BRANCH_RULES: readonly Rule[] = [
  {
    id: 'own-branches',
    should: 'Branches below sluice/ are written by people and the bot alone, but for sluice/stop.',
    why: 'An agent that can push there replaces what was validated, and what is remembered of decisions.',
    look: (facts) => {
      const { checkpointRules, stopRules } = facts;
      if (checkpointRules === null || stopRules === null) return unreadable('`metadata: read`');
      if (restricts(stopRules))
        return wrong('Not everybody who may push can make sluice/stop.', [
          `Exclude refs/heads/sluice/stop in the ruleset: https://github.com/${facts.repository}/settings/rules`,
        ]);
      return restricts(checkpointRules)
        ? null
        : wrong('No active ruleset restricts who creates and updates them.', ownBranchesFix(facts));
    },
  },
];

function restricts(rules: NonNullable<Facts['rules']>): boolean {
  const types = new Set(rules.map(({ type }) => type));
  return types.has('creation') && types.has('update');
}
