// Asks a language model about what nothing else could resolve. It has the key and no token, runs nothing of a branch, and
// hands on what was answered: the job that validates checks it again, as the word of a stranger.
import { modelOpener } from '@sluice/adapters/anthropic/model-opener';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import type { Running } from '@sluice/adapters/runner/run-main';
import { answersSummary } from '@sluice/deliver';
import {
  previousOfAnswers,
  readDigest,
  readLegDigests,
  receiveAdmission,
  receiveCandidates,
  sendAnswers,
} from '@sluice/jobs/envelopes';
import { jobProgress } from '@sluice/jobs/job-progress';
import { loadEngine } from '@sluice/jobs/load-engine';
import { unpackObjects } from '@sluice/jobs/objects';
import { policyAt, policyOverrides } from '@sluice/jobs/policy';
import { inWorkplace } from '@sluice/jobs/workplace';
import { askModel } from '@sluice/pipeline';

export async function main({ job, context, signal }: Running): Promise<void> {
  const key = job.input('api-key').trim();
  if (key !== '') job.secret(key);
  const digest = readDigest('digest', job.input('digest'));
  const digests = readLegDigests('candidate-digests', job.input('candidate-digests'));
  const overrides = policyOverrides(job);
  const openModel = modelOpener({
    key,
    missing: 'the secret ANTHROPIC_API_KEY is not set',
    url: job.input('model-url'),
    option: 'The input model-url',
  });
  const artifacts = actionsArtifacts(context.temp);
  const admission = await receiveAdmission(artifacts, digest);
  const candidates = await receiveCandidates(artifacts, admission, { admission: digest, digests });
  await inWorkplace(context, signal, async ({ git, bundles }) => {
    await unpackObjects({ artifacts, bundles }, admission);
    const policy = await policyAt(git, admission.base, overrides);
    const tools = {
      git,
      policy,
      signal,
      openModel,
      clock: systemClock,
      progress: jobProgress(job),
      loadMerger: loadEngine,
      openSymbols: loadEngine,
    };
    const record = await askModel(tools, { admission, candidates });
    job.output('digest', await sendAnswers(artifacts, record, previousOfAnswers(digest, digests)));
    await job.summary(answersSummary(record));
  });
}
