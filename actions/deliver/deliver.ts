import { BranchFile } from '@sluice/adapters/store/branch-file';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import type { Running } from '@sluice/adapters/runner/run-main';
import { deliverySummary } from '@sluice/deliver';
import { runWarnings } from '@sluice/jobs/admission-view';
import {
  previousOfAnswers,
  previousOfVerdict,
  readDigest,
  readDigestIfAny,
  readLegDigests,
  receiveAdmission,
  receiveAnswers,
  receiveVerdicts,
} from '@sluice/jobs/envelopes';
import { jobForge, jobGate } from '@sluice/jobs/forge';
import { forgeRun } from '@sluice/jobs/forge-run';
import { jobProgress } from '@sluice/jobs/job-progress';
import { loadEngine } from '@sluice/jobs/load-engine';
import { pipelineTools } from '@sluice/jobs/pipeline-tools';
import { fetchPolicy, policyOverrides } from '@sluice/jobs/policy';
import { openTrust, toolkitOf } from '@sluice/jobs/trust';
import { inWorkplace, type Workplace } from '@sluice/jobs/workplace';
import { Fault, type Admission, type ModelRecord, type Policy } from '@sluice/model';
import {
  deliverRun,
  MEMORY_BRANCH,
  reportRefused,
  type DeliveredRun,
  type JudgedCheckpoint,
  type Receipt,
} from '@sluice/pipeline';
import type { Clock, Job } from '@sluice/ports';

/** Publishes what was validated, if it still is what is there, and tells every branch what came of it. */
export async function deliver(running: Running, clock: Clock): Promise<void> {
  const { job, context, signal } = running;
  const token = job.input('token');
  const prToken = job.input('pr-token');
  const dryRun = job.input('dry-run') === 'true';
  if (prToken === '' && !dryRun) throw noToken();
  const overrides = policyOverrides(job);
  const forge = jobForge(running, { token, writeToken: prToken });
  const gate = jobGate(job, forge, clock);
  await gate.pass();
  const received = await receive(running);
  const delivered = await inWorkplace(context, signal, async (place) => {
    const { git, remote } = place;
    const repository = await forge.repository();
    const there = remote(prToken || token);
    const target = await fetchPolicy({ remote: there, git }, overrides, repository.defaultBranch);
    const { policy } = target;
    const { admission } = received;
    const trust = await openTrust({ job, context, clock }, repository, { git, ...target });
    const verdicts = received.verdicts ?? [await refusedOnly(running, place, { admission, policy })];
    const { commits, repository: toolkit } = toolkitOf(job, context.serverUrl);
    const warnings = runWarnings({ trust: admission.trust, policy, oneJob: job.input('one-job') === 'true' });
    const progress = jobProgress(job);
    const memoryFile = (): BranchFile => new BranchFile({ git, clock, remote: there }, MEMORY_BRANCH);
    const tools = {
      forge,
      remote: there,
      git,
      gate,
      clock,
      progress,
      loadMerger: loadEngine,
      openSymbols: loadEngine,
      memoryFile,
      signal,
    };
    return deliverRun(tools, {
      admission,
      verdicts,
      answers: received.answers,
      policy,
      trust,
      dryRun,
      repository,
      run: forgeRun(context),
      toolkit: { repository: toolkit, commit: commits[0]! },
      warnings,
    });
  });
  await tell(job, delivered);
  const { rest, graphql } = forge.spent();
  job.info(`${rest} REST and ${graphql} GraphQL requests.`);
}

interface Received {
  readonly admission: Admission;
  /** null: there was nothing to validate. */
  readonly verdicts: readonly JudgedCheckpoint[] | null;
  readonly answers: ModelRecord | null;
  readonly digest: string;
}

async function receive({ job, context }: Running): Promise<Received> {
  const digest = readDigest('digest', job.input('digest'));
  const artifacts = actionsArtifacts(context.temp);
  const admission = await receiveAdmission(artifacts, digest);
  if (admission.slots.length === 0) return { admission, verdicts: null, answers: null, digest };
  const candidates = readLegDigests('candidate-digests', job.input('candidate-digests'));
  const digests = readLegDigests('verdict-digests', job.input('verdict-digests'));
  const asked = readDigestIfAny('answers-digest', job.input('answers-digest'));
  const previous = previousOfVerdict(digest, candidates, asked);
  const verdicts = await receiveVerdicts(artifacts, admission, { digests, previous });
  const from = previousOfAnswers(digest, candidates);
  const answers = await receiveAnswers(artifacts, { digest: asked, previous: from });
  return { admission, verdicts, answers, digest };
}

async function refusedOnly(
  running: Running,
  place: Workplace,
  { admission, policy }: { admission: Admission; policy: Policy },
): Promise<JudgedCheckpoint> {
  const { admitted, base } = admission;
  const wanted = [
    { name: base.ref, oid: base.sha },
    ...admitted.map(({ ref, head }) => ({ name: ref, oid: head })),
  ];
  await place.remote(running.job.input('token')).fetch(wanted);
  const tools = pipelineTools(running, place, () => Promise.reject(new Error('Nothing is run in this job.')));
  return { verdict: await reportRefused(tools, { admission, policy }), digest: NO_VERDICT };
}

const NO_VERDICT = `sha256:${'0'.repeat(64)}`;

async function tell(job: Job, { receipts, checks }: DeliveredRun): Promise<void> {
  for (const receipt of receipts) {
    const { view, pull, alarmUrl } = receipt;
    const pullRequest = pull && {
      number: pull.number,
      url: pull.url,
      action: ACTIONS[receipt.plan] ?? 'unchanged',
    };
    await job.summary(deliverySummary(view, { pullRequest, checks, alarmUrl }));
  }
  const first = receipts.find(({ view }) => view.checkpoint !== null) ?? receipts[0];
  job.output('pull-request', String(first?.pull?.number ?? ''));
  job.output('pull-request-url', first?.pull?.url ?? '');
  job.output('checkpoint', first?.view.checkpoint?.commit ?? '');
  job.output('tree', first?.view.checkpoint?.tree ?? '');
  const alarm = receipts.find(({ alarmUrl }) => alarmUrl !== null);
  if (!alarm) return;
  throw new Fault(
    'FORGE_CONFLICT',
    'Somebody else wrote to the branch of a checkpoint, so it was left as it is.',
    `The alarm issue says what to do: ${alarm.alarmUrl}`,
  );
}

const ACTIONS: Partial<Record<Receipt['plan'], 'opened' | 'updated' | 'unchanged' | 'left-closed'>> = {
  create: 'opened',
  update: 'updated',
  refresh: 'unchanged',
  'closed-by-person': 'left-closed',
};

function noToken(): Fault {
  return new Fault(
    'FORGE_DENIED',
    'There is no PR_CREATE_TOKEN, which pushes the checkpoint and opens its pull request.',
    'Make a fine-grained token for this repository alone with contents and pull requests, read and write; store it as the secret PR_CREATE_TOKEN of the environment, and hand it over by name in the calling workflow.',
  );
}
