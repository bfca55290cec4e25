import { FLOOR } from '@sluice/judge';
import type { Reason, TierResult } from '@sluice/model';
import type { Judgement } from './judge-union.ts';
import { outcome, type Outcome } from './outcome.ts';
import { SUPPLY_TIER } from './supply-gate.ts';
import type { Validator } from './validator.ts';

/** What is told of a branch that was tried and does not land. */
export function blame(
  { branch, kind, failingSet, tree }: Judgement['offenders'][number],
  validator: Validator,
): Outcome {
  const red = validator.firstRed(tree);
  const others = failingSet.filter((name) => name !== branch);
  if (kind === 'unmergeable')
    return outcome(branch, 'joint-conflict', `It does not merge together with ${others.join(', ')}.`);
  const evidence = { failing: failingSet, log: red?.log ?? '' };
  if (kind === 'interaction') {
    return {
      ...outcome(
        branch,
        'interaction',
        `${red?.tier ?? 'Validation'} fails with it and ${others.join(', ')} together.`,
      ),
      ...evidence,
    };
  }
  const how = red?.ended === 'exit' ? `exit status ${red.exit}` : `ended by ${red?.ended ?? 'a limit'}`;
  return {
    ...outcome(
      branch,
      reasonOf(red),
      red?.command === FLOOR
        ? `Tests of the base do not run with it (${red.tier}).`
        : `${red?.tier ?? 'Validation'} fails with it alone on the base (${how}).`,
    ),
    ...evidence,
  };
}

function reasonOf(red: TierResult | null): Reason {
  if (red?.tier === SUPPLY_TIER) return 'supply-chain';
  if (red?.command === FLOOR) return 'tests-missing';
  return red?.command === 'built-in' ? 'built-in-check' : 'tests-failed';
}
