import type { RunResult } from '@sluice/model';
import { isGreenRun, runCost } from '../../facts.ts';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { markdownCode, markdownCommand } from '../../markdown-text.ts';
import { revertCommand } from '../../next-steps.ts';
import { count, duration } from '../../words.ts';
import { evidenceFor, type CheckpointView, type DeliveredView } from '../checkpoint-view.ts';
import { CHECK_NAMES } from '../check-run/check-states.ts';
import { commitLink, linkTo } from '../links.ts';

/** What the folded tier ladder has in it, in one line. */
export function tiersTitle(result: RunResult, tree: string): string {
  const runs = result.validations.filter((run) => run.tree === tree);
  const green = runs.filter(isGreenRun).length;
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const trees = new Set(result.validations.map((run) => run.tree)).size;
  return `Tiers: ${green} of ${runs.length} passed on this tree in ${duration(seconds)}; ${count(trees, 'tree', 'trees')} tested in all`;
}

/** A command for each agent, by commit: it holds before the merge and after it, unless the commits were squashed. */
export function revertCommands({ checkpoint }: DeliveredView, result: RunResult): MarkdownSection {
  const fixed: RunResult = {
    ...result,
    checkpoint: { ref: checkpoint.commit, commit: checkpoint.commit, tree: checkpoint.tree, landed: false },
  };
  const items = result.branches.flatMap((branch) => {
    const command = revertCommand(fixed, branch);
    return command === null ? [] : [`- ${markdownCode(branch.name)}: ${markdownCommand(command)}`];
  });
  return { head: '### Revert one agent', items, separator: '\n', noun: 'commands', tail: '' };
}

/** What the run cost against testing one branch at a time; empty when no tests ran. */
export function costLine({ testRuns }: CheckpointView, result: RunResult): string {
  const cost = runCost(result);
  const spent = testRuns?.spent ?? cost?.trees ?? 0;
  const alone = testRuns?.oneByOne ?? cost?.alone ?? 0;
  if (cost === null || alone === 0) return '';
  const time = cost.seconds > 0 ? ` in ${duration(cost.seconds)}` : '';
  const aloneTime = cost.aloneSeconds > 0 ? ` and about ${duration(cost.aloneSeconds)}` : '';
  const cached =
    cost.cached > 0 ? `; ${count(cost.cached, 'tier result', 'tier results')} known from before` : '';
  return `**Cost.** ${count(spent, 'test run', 'test runs')}${time}${cached}. One branch at a time: ${count(alone, 'test run', 'test runs')}${aloneTime}.`;
}

/** What to do now, in one line. */
export function nextLine(view: DeliveredView, result: RunResult): string {
  const evidence = evidenceFor(result, view.checkpoint.tree);
  const out = result.branches.some((branch) => branch.status === 'held' || branch.status === 'rejected');
  const others = out
    ? ` Each branch that is not in it has the check ‘${CHECK_NAMES.branch}’ with its next step.`
    : '';
  if (evidence === 'unproven') return `**Next:** close this pull request and look at the run.${others}`;
  return `**Next:** merge it with ‘Create a merge commit’, since squashing loses the commit of each agent, or close it, and the same work is not offered again.${others}`;
}

/** Which program wrote this: a reader who doubts a word can look it up. */
export function toolkitLine({ toolkit, repository }: CheckpointView): string {
  const server = /^https?:\/\/[^/]+/.exec(repository.uri)?.[0] ?? '';
  const uri = `${server}/${toolkit.repository}`;
  const name = linkTo(markdownCode(toolkit.repository), uri);
  return `<sub>Written by ${name} at ${commitLink({ uri, owner: '', name: '' }, toolkit.commit)}. Edits are overwritten by the next run.</sub>`;
}
