// Runs code of agent branches, in a sandbox, on a machine that has no token and no secret. What counts is what this
// process saw of it; the verdict names the tree.
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import { prepareHostedSandbox, thisMachine } from '@sluice/adapters/runner/prepare-hosted-sandbox';
import type { Running } from '@sluice/adapters/runner/run-main';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { validationSummary } from '@sluice/deliver';
import { runWarnings } from '@sluice/jobs/admission-view';
import {
  previousOfAnswers,
  previousOfVerdict,
  readDigest,
  readDigestIfAny,
  readLegDigests,
  receiveAdmission,
  receiveAnswers,
  receiveCandidates,
  sendVerdict,
} from '@sluice/jobs/envelopes';
import { legsOf } from '@sluice/jobs/legs';
import { unpackObjects } from '@sluice/jobs/objects';
import { pipelineTools } from '@sluice/jobs/pipeline-tools';
import { policyAt, policyOverrides } from '@sluice/jobs/policy';
import { inWorkplace } from '@sluice/jobs/workplace';
import { recordedModel, validateCheckpoint } from '@sluice/pipeline';

const NOBODY_ASKED = 'no job of this run asked a model';

export async function main(running: Running): Promise<void> {
  const { job, context, signal } = running;
  const digest = readDigest('digest', job.input('digest'));
  const digests = readLegDigests('candidate-digests', job.input('candidate-digests'));
  const asked = readDigestIfAny('answers-digest', job.input('answers-digest'));
  const overrides = policyOverrides(job);
  const artifacts = actionsArtifacts(context.temp);
  const admission = await receiveAdmission(artifacts, digest);
  const legs = legsOf(job, 'checkpoint', admission.checkpoints.length);
  const candidates = await receiveCandidates(artifacts, admission, { admission: digest, digests });
  const previous = previousOfAnswers(digest, digests);
  const answers = await receiveAnswers(artifacts, { digest: asked, previous });
  for (const done of await prepareHostedSandbox(thisMachine(context.hosted))) job.info(done);
  await inWorkplace(context, signal, async (place) => {
    await unpackObjects({ artifacts, bundles: place.bundles }, admission);
    const policy = await policyAt(place.git, admission.base, overrides);
    const tools = {
      ...pipelineTools(running, place, () => findSandbox({ unsafe: false })),
      openModel: answers === null ? () => NOBODY_ASKED : recordedModel(answers),
    };
    for (const leg of legs) {
      const checkpoint = admission.checkpoints[leg - 1]!.id;
      const request = { admission, candidates, checkpoint, policy };
      const verdict = await validateCheckpoint(tools, request);
      const from = previousOfVerdict(digest, digests, asked);
      job.output(`digest_${leg}`, await sendVerdict(artifacts, { verdict, leg }, from));
      await job.summary(validationSummary(verdict, runWarnings({ trust: admission.trust, policy })));
    }
  });
}
