// Makes the candidates of one slot from the artifacts of the run alone: this job has no token.
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import type { Running } from '@sluice/adapters/runner/run-main';
import { candidatesSummary } from '@sluice/deliver';
import { readDigest, receiveAdmission, sendCandidates } from '@sluice/jobs/envelopes';
import { legsOf } from '@sluice/jobs/legs';
import { jobProgress } from '@sluice/jobs/job-progress';
import { loadEngine } from '@sluice/jobs/load-engine';
import { unpackObjects } from '@sluice/jobs/objects';
import { policyAt, policyOverrides } from '@sluice/jobs/policy';
import { inWorkplace } from '@sluice/jobs/workplace';
import { makeCandidates } from '@sluice/pipeline';

export async function main({ job, context, signal }: Running): Promise<void> {
  const digest = readDigest('digest', job.input('digest'));
  const overrides = policyOverrides(job);
  const artifacts = actionsArtifacts(context.temp);
  const admission = await receiveAdmission(artifacts, digest);
  const slots = legsOf(job, 'slot', admission.slots.length);
  await inWorkplace(context, signal, async ({ git, bundles }) => {
    await unpackObjects({ artifacts, bundles }, admission);
    const policy = await policyAt(git, admission.base, overrides);
    const tools = {
      git,
      policy,
      clock: systemClock,
      progress: jobProgress(job),
      loadMerger: loadEngine,
      openSymbols: loadEngine,
    };
    for (const slot of slots) {
      const candidates = await makeCandidates(tools, admission, slot);
      job.output(`digest_${slot}`, await sendCandidates(artifacts, candidates, digest));
      await job.summary(candidatesSummary(candidates));
    }
  });
}
