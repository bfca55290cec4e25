// Runs code of agent branches, in a sandbox, on a machine that has no token and no secret. What counts is what this
// process saw of it; the verdict names the tree.
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import { prepareHostedSandbox, thisMachine } from '@sluice/adapters/runner/prepare-hosted-sandbox';
import type { Running } from '@sluice/adapters/runner/run-main';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { validationSummary } from '@sluice/deliver';
import { runWarnings } from '@sluice/jobs/admission-view';
import {
  previousOfVerdict,
  readDigest,
  readLegDigests,
  receiveAdmission,
  receiveCandidates,
  sendVerdict,
} from '@sluice/jobs/envelopes';
import { legsOf } from '@sluice/jobs/legs';
import { unpackObjects } from '@sluice/jobs/objects';
import { pipelineTools } from '@sluice/jobs/pipeline-tools';
import { policyAt, policyOverrides } from '@sluice/jobs/policy';
import { inWorkplace } from '@sluice/jobs/workplace';
import { validateCheckpoint } from '@sluice/pipeline';

export async function main(running: Running): Promise<void> {
  const { job, context, signal } = running;
  const digest = readDigest('digest', job.input('digest'));
  const digests = readLegDigests('candidate-digests', job.input('candidate-digests'));
  const overrides = policyOverrides(job);
  const artifacts = actionsArtifacts(context.temp);
  const admission = await receiveAdmission(artifacts, digest);
  const legs = legsOf(job, 'checkpoint', admission.checkpoints.length);
  const candidates = await receiveCandidates(artifacts, admission, { admission: digest, digests });
  for (const done of await prepareHostedSandbox(thisMachine(context.hosted))) job.info(done);
  await inWorkplace(context, signal, async (place) => {
    await unpackObjects({ artifacts, bundles: place.bundles }, admission);
    const policy = await policyAt(place.git, admission.base, overrides);
    const tools = pipelineTools(running, place, () => findSandbox({ unsafe: false }));
    for (const leg of legs) {
      const checkpoint = admission.checkpoints[leg - 1]!.id;
      const request = { admission, candidates, checkpoint, policy };
      const verdict = await validateCheckpoint(tools, request);
      const previous = previousOfVerdict(digest, digests);
      job.output(`digest_${leg}`, await sendVerdict(artifacts, { verdict, leg }, previous));
      await job.summary(validationSummary(verdict, runWarnings({ trust: admission.trust, policy })));
    }
  });
}
