import type { Running } from '@sluice/adapters/runner/run-main';
import { markdownText } from '@sluice/deliver';
import { jobForge, jobGate } from '@sluice/jobs/forge';
import { fetchPolicy, policyOverrides } from '@sluice/jobs/policy';
import { inWorkplace } from '@sluice/jobs/workplace';
import { Fault, shortOid } from '@sluice/model';
import { auditLanding, type Audited } from '@sluice/pipeline';
import type { Clock } from '@sluice/ports';

/** Holds what landed on the base against what was validated; a difference is an alarm, and the job fails. */
export async function audit(running: Running, clock: Clock): Promise<void> {
  const { job, context, signal } = running;
  const token = job.input('token');
  const forge = jobForge(running, { token });
  const gate = jobGate(job, forge, clock);
  const { audited, alarmUrl } = await inWorkplace(context, signal, async ({ git, remote }) => {
    const there = remote(token);
    const repository = await forge.repository();
    const { base } = await fetchPolicy(
      { remote: there, git },
      policyOverrides(job),
      repository.defaultBranch,
    );
    return auditLanding({ forge, remote: there, git, gate }, { base, repository, runUrl: context.runUrl });
  });
  await job.summary(auditSummary(audited));
  if (alarmUrl === null) return;
  throw new Fault(
    'TREE_MISMATCH',
    'What landed is not what was validated.',
    `The alarm issue says what to compare: ${alarmUrl}`,
  );
}

function auditSummary(audited: readonly Audited[]): string {
  if (audited.length === 0)
    return '## Sluice: audit\n\nNo checkpoint has landed: there is nothing to audit.\n';
  const rows = audited.map(({ pull, landed, facts, tree, same }) => {
    const verdict = same ? 'the tree that was validated' : '**another tree**';
    return `| #${pull.number} | ${shortOid(landed)} | ${shortOid(facts.tree)} | ${tree === null ? markdownText('gone') : shortOid(tree)} | ${verdict} |`;
  });
  const head = '| Pull request | Merge | Validated | Landed | |\n| --- | --- | --- | --- | --- |';
  return `## Sluice: audit\n\n${head}\n${rows.join('\n')}\n`;
}
