import { shortOid, type BranchResult, type RunResult } from '@sluice/model';
import { countByStatus, shortRef } from './facts.ts';
import { shellQuote } from './shell-quote.ts';
import { sluiceCommand } from './sluice-command.ts';

/** A command to copy and what it is for, in one or two words. */
export interface NextStep {
  readonly purpose: string;
  readonly command: string;
}

/** What can be done with the result now, most likely first. */
export function nextSteps(result: RunResult): NextStep[] {
  return [...checkpointSteps(result), ...explainSteps(result)];
}

function checkpointSteps(result: RunResult): NextStep[] {
  const { checkpoint } = result;
  if (checkpoint === null) {
    const fit = countByStatus(result).planned;
    return fit > 0
      ? [
          {
            purpose: 'Write the checkpoint',
            command: sluiceCommand(result.invocation, 'run', result.invocation),
          },
        ]
      : [];
  }
  const base = shortRef(result.base.ref);
  const range = checkpointRange(result);
  const look = [
    { purpose: 'Inspect', command: `git log --first-parent --oneline ${range}` },
    { purpose: 'Inspect', command: `git diff ${range}` },
  ];
  const merge = [
    {
      purpose: 'Land',
      command: sluiceCommand(result.invocation, 'run', { ...result.invocation, words: ['--land'] }),
    },
    {
      purpose: 'Merge by hand',
      command: `git switch ${shellQuote(base)} && git merge --ff-only ${shellQuote(shortRef(checkpoint.ref))}`,
    },
  ];
  const example = result.branches.find(
    (branch) => branch.status === 'landed' && branch.reason !== 'contained',
  );
  const revert =
    example === undefined ? [] : [{ purpose: 'Revert one', command: revertCommand(result, example)! }];
  return checkpoint.landed ? [...look, ...revert] : [...look, ...merge, ...revert];
}

function explainSteps(result: RunResult): NextStep[] {
  const unclear =
    result.branches.find((branch) => branch.status === 'held') ??
    result.branches.find((branch) => branch.status === 'rejected');
  return unclear === undefined ? [] : [{ purpose: 'Explain', command: explainCommand(result, unclear.name) }];
}

export function explainCommand({ invocation }: RunResult, name: string): string {
  const start = sluiceCommand(invocation, 'explain', invocation);
  return `${start} ${name.startsWith('-') ? '-- ' : ''}${shellQuote(name)}`;
}

/**
 * Takes one branch out of the checkpoint or of the base after landing. The commit is found by its trailer, on a line of
 * its own and on the first-parent line only, where no agent's commit is. Null when the branch has no commit there.
 */
export function revertCommand(result: RunResult, branch: BranchResult): string | null {
  if (result.checkpoint === null || branch.reason === 'contained') return null;
  const partial = branch.reason === 'partial';
  if (branch.status !== 'landed' && !partial) return null;
  const find = `git log -1 --first-parent --format=%H --grep='^Sluice-Agent-Head: ${branch.head}$' ${checkpointRange(result)}`;
  return `git revert ${partial ? '' : '-m 1 '}"$(${find})"`;
}

function checkpointRange(result: RunResult): string {
  return `${shortOid(result.base.sha)}..${shellQuote(shortRef(result.checkpoint!.ref))}`;
}
