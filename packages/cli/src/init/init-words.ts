import {
  environmentFix,
  labelFix,
  PR_TOKEN,
  rulesetFix,
  secretFix,
  tokenFix,
  type Target,
} from '../doctor/fixes.ts';
import { MOST_FORMER } from './pins.ts';
import type { InitPlan } from './plan-files.ts';

/** What was done, or would be. */
export function initSummary(plan: InitPlan, dryRun: boolean): string {
  const verbs = dryRun
    ? { new: 'would write', changed: 'would change', unchanged: 'unchanged  ' }
    : { new: 'wrote', changed: 'changed', unchanged: 'unchanged' };
  const lines = plan.files.map(({ path, change }) => `${verbs[change]} ${path}`);
  lines.push(`pinned to ${plan.pin.toolkit} at ${plan.pin.commit}`);
  if (plan.kept.length > 0) {
    lines.push(`still believed, for branches pushed before: ${plan.kept.join(' ')}`);
  }
  if (plan.dropped.length > 0) {
    lines.push(
      `no longer believed, since at most ${MOST_FORMER} are kept: ${plan.dropped.join(' ')}`,
      'Branches that were last pushed with one of these have to be pushed again.',
    );
  }
  const shown = dryRun
    ? plan.files.flatMap(({ path, text, change }) =>
        change === 'unchanged' ? [] : [`\n--- ${path}\n${text}`],
      )
    : [];
  return [...lines, ...shown].join('\n');
}

/** What is left to a person after the first writing: settings that no file can hold. */
export function nextSteps(target: Target): string {
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [`Land the two files on ${target.base}: only there do they count.`, []],
    [
      `Make the environment ${target.environment}, which only ${target.base} may use.`,
      environmentFix(target),
    ],
    [
      `Put ${PR_TOKEN} into it: a token of a bot for this repository alone, contents and pull requests, read and write.`,
      secretFix(target),
    ],
    [`Protect ${target.base}.`, rulesetFix(target)],
    ['Let the default token only read.', tokenFix(target)],
    ['Make the label that stops everything.', labelFix(target)],
    [
      'Ask for what is missing.',
      [`GH_TOKEN=$(gh auth token) sluice doctor --repository ${target.repository}`],
    ],
  ];
  const told = steps.map(([what, commands], i) =>
    [`${i + 1}. ${what}`, ...commands.map((command) => `$ ${command}`)].join('\n     '),
  );
  return `Next:\n${told.map((step) => `  ${step}`).join('\n')}`;
}
