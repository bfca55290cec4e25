import type { Running } from '@sluice/adapters/runner/run-main';
import { jobForge, jobGate } from '@sluice/jobs/forge';
import { fetchPolicy, policyOverrides } from '@sluice/jobs/policy';
import { inWorkplace } from '@sluice/jobs/workplace';
import { Fault, shortOid, type Oid } from '@sluice/model';
import { auditLanding, type Audited, type AuditFinding } from '@sluice/pipeline';
import type { Clock } from '@sluice/ports';

/** Holds what landed on the base against what was validated; a difference is an alarm, and the job fails. */
export async function audit(running: Running, clock: Clock): Promise<void> {
  const { job, context, signal } = running;
  const token = job.input('token');
  const forge = jobForge(running, { token });
  const gate = jobGate(job, forge, clock);
  const audited = await inWorkplace(context, signal, async ({ git, remote }) => {
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
  const urls = new Set(audited.flatMap(({ alarmUrl }) => alarmUrl ?? []));
  if (urls.size === 0) return;
  throw new Fault(
    'TREE_MISMATCH',
    'What landed is not what was validated, or nothing says so that can be believed.',
    `The alarm says what to compare; closed by a person, it counts as explained: ${[...urls].join(', ')}`,
  );
}

function auditSummary(audited: readonly Audited[]): string {
  if (audited.length === 0)
    return '## Sluice: audit\n\nNo checkpoint has landed: there is nothing to audit.\n';
  const shown = (oid: Oid | null): string => (oid === null ? '' : shortOid(oid));
  const rows = audited.map(
    ({ pull, finding, validated, tree, alarmUrl }) =>
      `| #${pull.number} | ${shown(pull.mergeCommit)} | ${shown(validated)} | ${shown(tree)} | ${VERDICTS[finding]}${finding !== 'same' && alarmUrl === null ? ', explained' : ''} |`,
  );
  const head = '| Pull request | Merge | Validated | Landed | |\n| --- | --- | --- | --- | --- |';
  return `## Sluice: audit\n\n${head}\n${rows.join('\n')}\n`;
}

const VERDICTS: Readonly<Record<AuditFinding, string>> = {
  same: 'the tree that was validated',
  'other-tree': '**another tree**',
  'base-rewritten': '**the base does not have it any more**',
  'no-record': '**no record of what was validated**',
  rewritten: '**the record was changed by somebody else**',
};
