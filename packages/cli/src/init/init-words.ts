import {
  AGENT_APP_FIX,
  environmentFix,
  labelFix,
  OWNER_LINES,
  PR_TOKEN,
  secretFix,
  tokenFix,
  trustRootFix,
  type Target,
} from '../doctor/fixes.ts';
import { checkFix, ownBranchesFix, reviewFix } from '../doctor/rulesets.ts';
import { programName } from '../program-name.ts';
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

/** What is left to a person after the first writing, in the order of the guide: settings that no file of ours can hold. */
export function nextSteps(target: Target): string {
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [`Land the two files on ${target.base}: only there do they count.`, []],
    [
      `Make the environment ${target.environment}, which only ${target.base} may use.`,
      commands(environmentFix(target)),
    ],
    [
      `Put ${PR_TOKEN} into it: a token of a bot account with the role write, for this repository alone; contents and pull requests, read and write.`,
      commands(secretFix(target)),
    ],
    [
      `Protect ${target.base}, and the branches of Sluice.`,
      commands([...reviewFix(target), ...checkFix(target), ...ownBranchesFix(target)]),
    ],
    ['Say who owns what steers Sluice, in .github/CODEOWNERS:', OWNER_LINES],
    [
      'Let the default token only read, and demand actions that are pinned to a full commit id.',
      [...commands(tokenFix(target)), `https://github.com/${target.repository}/settings/actions`],
    ],
    ['Make the label that stops everything.', commands(labelFix(target))],
    ['Let agents push as a GitHub App, never with the token of a workflow.', [AGENT_APP_FIX]],
    [
      'In a private or internal repository only: get the roots of GitHub’s own signatures.',
      commands(trustRootFix(target)),
    ],
    [
      'Ask for what is missing.',
      commands([`GH_TOKEN=$(gh auth token) ${programName()} doctor --repository ${target.repository}`]),
    ],
  ];
  const told = steps.map(([what, lines], i) => [`${i + 1}. ${what}`, ...lines].join('\n     '));
  return `Next:\n${told.map((step) => `  ${step}`).join('\n')}`;
}

/** What is typed, told apart from what is done by hand. */
function commands(lines: readonly string[]): string[] {
  return lines.map((line) => (/^(?:gh|echo|GH_TOKEN=)/.test(line) ? `$ ${line}` : line));
}
