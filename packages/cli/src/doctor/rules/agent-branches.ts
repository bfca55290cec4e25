// The policy says whose work is taken, the workflow files for whom a manifest is made: the two have to name the same.
import { readPolicy } from '@sluice/config';
import { pinOf } from '../../init/pins.ts';
import type { Facts, WorkflowFile } from '../facts.ts';
import { unreadable, wrong, type Look, type Rule } from '../finding.ts';
import { at, texts } from '../yaml-value.ts';

export const AGENT_BRANCH_RULES: readonly Rule[] = [
  {
    id: 'agent-branches',
    should: 'The workflow files run for every branch that the policy takes for an agent’s.',
    why: 'A branch for which no manifest is made is left out, however often it is pushed.',
    look,
  },
];

function look({ workflows, policy }: Facts): Look {
  if (workflows === null || policy === null) return unreadable('`contents: read`, or a clone with --repo');
  const reading = readPolicy(policy === '' ? null : Buffer.from(policy, 'utf8'), []);
  // That it can not be read is told elsewhere.
  if (!('effective' in reading)) return null;
  const wanted = reading.effective.policy.branches.filter((pattern) => !pattern.startsWith('!'));
  const lacking = workflows.flatMap((file) => {
    const missing = wanted.filter((pattern) => !runsFor(file, pattern));
    return missing.length === 0 ? [] : [{ path: file.path, missing }];
  });
  if (lacking.length === 0) return null;
  const found = lacking.map(({ path, missing }) => `${path} does not name ${missing.join(', ')}`);
  return wrong(`${found.join('; ')}.`, [
    'Add the patterns below `branches:` of its trigger, or take them out of `branches` of .sluice.yml.',
  ]);
}

/** Whether the trigger that starts a file of ours takes a pattern in; no filter takes all, another file is not asked. */
function runsFor({ text, content }: WorkflowFile, pattern: string): boolean {
  const workflow = pinOf(text)?.workflow;
  if (workflow === undefined) return true;
  const filter = texts(at(content, 'on', workflow === 'extract' ? 'push' : 'workflow_run', 'branches'));
  return filter.length === 0 || filter.includes(pattern) || filter.includes('**');
}
