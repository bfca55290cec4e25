import type { OpenSymbols } from '../symbols/symbol-files.ts';
import type { Alarm, CheckpointView, DeliveredCheckpoint } from '@sluice/deliver';
import {
  Fault,
  type Admission,
  type CheckpointVerdict,
  type ModelRecord,
  type Oid,
  type Policy,
} from '@sluice/model';
import type { Clock, Progress, PullRequestFacts } from '@sluice/ports';
import type { LoadFileMerger } from '../file-merger.ts';
import { rememberDelivery } from '../memory/remember-delivery.ts';
import type { MemoryTools } from '../memory/run-memory.ts';
import { outcome, type Outcome } from '../outcome.ts';
import { checkpointView, type ViewContext } from './checkpoint-view.ts';
import { checkpointBranch, knownPulls, planDelivery, type DeliveryPlan } from './plan-delivery.ts';
import { publishBranchChecks, type CheckCount } from './publish-checks.ts';
import { closePull, publishCheckpoint, raiseAlarm, type PublishTools } from './publish-delivery.ts';
import { publishOffers, withOffers } from './publish-offers.ts';
import { remakeCheckpoint, type Remade, type Remaking } from './remake-checkpoint.ts';
import { remakeOffers, type Offer } from './remake-offers.ts';
import type { TrustContext } from './verify-manifests.ts';

export interface DeliverTools extends PublishTools, Pick<MemoryTools, 'memoryFile'> {
  readonly clock: Clock;
  readonly progress: Progress;
  readonly loadMerger: LoadFileMerger;
  readonly openSymbols?: OpenSymbols;
  readonly signal: AbortSignal;
}

export interface DeliverRequest extends ViewContext {
  readonly admission: Admission;
  readonly verdicts: readonly JudgedCheckpoint[];
  /** What a language model answered; null: none was asked. */
  readonly answers: ModelRecord | null;
  readonly policy: Policy;
  readonly trust: TrustContext;
  /** Says what would be written, and writes nothing. */
  readonly dryRun: boolean;
}

export interface JudgedCheckpoint {
  readonly verdict: CheckpointVerdict;
  /** Of the envelope that it came in. */
  readonly digest: string;
}

/** What came of one checkpoint. */
export interface Receipt {
  readonly view: CheckpointView;
  readonly plan: DeliveryPlan['kind'];
  readonly pull: Pick<PullRequestFacts, 'number' | 'url'> | null;
  readonly alarmUrl: string | null;
  /** What was published; null: nothing. */
  readonly remade: Remade | null;
}

export interface DeliveredRun {
  readonly receipts: readonly Receipt[];
  readonly checks: CheckCount;
}

/** The last stage: every checkpoint is made again from git, compared with its verdict, and only then published. */
export async function deliverRun(tools: DeliverTools, request: DeliverRequest): Promise<DeliveredRun> {
  const { forge, remote, gate } = tools;
  const { admission, verdicts, dryRun } = request;
  await gate.pass();
  const refs = new Map((await remote.branches()).map(({ name, oid }) => [name, oid]));
  await fetchObjects(tools, admission, refs);
  const base = admission.base.ref.replace(/^refs\/heads\//, '');
  const pulls = await forge.pullRequests(base, 'sluice/checkpoint');
  const receipts: Receipt[] = [];
  for (const { verdict, digest } of verdicts) {
    const offers = await offer(tools, request, { verdict, refs });
    const judged = { verdict: withOffers(verdict, offers), digest };
    receipts.push(await deliverOne(tools, request, { judged, refs, pulls }));
  }
  const views = receipts.map(({ view }) => view);
  const checks = dryRun ? { written: 0, unchanged: 0 } : await publishBranchChecks(forge, gate, views);
  const published = receipts.flatMap(({ remade }, i) => {
    return remade ? [{ remade, tested: verdicts[i]!.verdict.result.tests.ran }] : [];
  });
  if (!dryRun) await rememberDelivery({ ...tools, policy: request.policy }, admission.base, published);
  return { receipts, checks };
}

/** What a model wrote and the tests let through, as branches for people. */
async function offer(
  tools: DeliverTools,
  { admission, trust, policy, answers, dryRun }: DeliverRequest,
  { verdict, refs }: { verdict: CheckpointVerdict; refs: ReadonlyMap<string, Oid> },
): Promise<readonly Offer[]> {
  const offers = await remakeOffers({ ...tools, policy }, { admission, verdict, trust, refs }, answers);
  return dryRun ? offers : publishOffers(tools, offers, refs);
}

/** Those that moved are not asked for: what they were is outdated anyhow. */
async function fetchObjects(
  { remote }: DeliverTools,
  { admitted, base }: Admission,
  refs: ReadonlyMap<string, Oid>,
): Promise<void> {
  const there = admitted.filter(({ ref, head }) => refs.get(ref) === head);
  if (refs.get(base.ref) !== base.sha || there.length === 0) return;
  await remote.fetch([
    { name: base.ref, oid: base.sha },
    ...there.map(({ ref, head }) => ({ name: ref, oid: head })),
  ]);
}

interface Occasion {
  readonly judged: JudgedCheckpoint;
  readonly refs: ReadonlyMap<string, Oid>;
  readonly pulls: readonly PullRequestFacts[];
}

async function deliverOne(
  tools: DeliverTools,
  request: DeliverRequest,
  occasion: Occasion,
): Promise<Receipt> {
  const { admission, policy, trust } = request;
  const { verdict } = occasion.judged;
  const { git, clock, progress, loadMerger, openSymbols } = tools;
  const asked = { admission, verdict, trust, refs: occasion.refs };
  const remaking = await remakeCheckpoint({ git, clock, progress, loadMerger, openSymbols, policy }, asked);
  if (remaking.kind === 'unfit') {
    progress({ stage: 'deliver', message: `${verdict.checkpoint}: ${remaking.outcomes[0]!.detail}` });
    return receipt(request, occasion, { plan: { kind: 'nothing' }, remaking, extra: remaking.outcomes });
  }
  const remade = remaking.kind === 'remade' ? remaking.remade : null;
  const group = verdict.checkpoint;
  const tip = occasion.refs.get(`refs/heads/${checkpointBranch(group)}`) ?? null;
  const plan = planDelivery(remade, { group, pulls: occasion.pulls, tip });
  progress({ stage: 'deliver', message: `${group}: ${plan.kind}` });
  return act(tools, request, { ...occasion, plan, remade, remaking });
}

interface Action extends Occasion {
  readonly plan: DeliveryPlan;
  readonly remade: Remade | null;
  readonly remaking: Remaking;
}

async function act(tools: DeliverTools, request: DeliverRequest, action: Action): Promise<Receipt> {
  const { plan, remade, judged, remaking } = action;
  const told = (more: Partial<Told> = {}): Receipt => receipt(request, action, { plan, remaking, ...more });
  switch (plan.kind) {
    case 'nothing':
      return told();
    case 'close': {
      const known = knownPulls(action.pulls, judged.verdict.checkpoint).find(
        ({ pull }) => pull === plan.pull,
      );
      if (!request.dryRun) await closePull(tools, known!);
      return told();
    }
    case 'closed-by-person':
      return told({ pull: plan.pull, extra: leftClosed(judged.verdict, plan.pull) });
    case 'ambiguous':
      throw ambiguous(plan.pulls);
    case 'taken':
      return told(await alarmed(tools, request, { judged, found: plan.found, left: plan.left }));
    case 'create':
    case 'update':
    case 'refresh': {
      const ready = told({ checkpoint: checkpointOf(judged.verdict, request.admission, remade!) });
      if (request.dryRun) return ready;
      const { pull, branch } = await publishCheckpoint(tools, {
        plan,
        remade: remade!,
        view: ready.view,
        digest: judged.digest,
      });
      if (branch !== 'taken') return { ...ready, pull, remade };
      return told(
        await alarmed(tools, request, { judged, found: null, left: 'from' in plan ? plan.from : null }),
      );
    }
  }
}

interface Told {
  readonly plan: DeliveryPlan;
  readonly remaking: Remaking;
  readonly checkpoint: DeliveredCheckpoint | null;
  readonly extra: readonly Outcome[];
  readonly pull: PullRequestFacts | null;
  readonly alarmUrl: string | null;
}

function receipt(
  request: DeliverRequest,
  { judged }: Occasion,
  { plan, checkpoint = null, extra = [], pull = null, alarmUrl = null }: Partial<Told> & Pick<Told, 'plan'>,
): Receipt {
  const { admission } = request;
  const view = checkpointView(
    request,
    { admission, verdict: judged.verdict },
    { checkpoint, outcomes: extra },
  );
  return { view, plan: plan.kind, pull, alarmUrl, remade: null };
}

function checkpointOf(
  { checkpoint: group }: CheckpointVerdict,
  { base }: Admission,
  { tip }: Remade,
): DeliveredCheckpoint {
  return { group, branch: checkpointBranch(group), commit: tip.commit, tree: tip.tree, base };
}

function leftClosed({ accepted }: CheckpointVerdict, { number }: PullRequestFacts): Outcome[] {
  return accepted.map(({ branch }) =>
    outcome(branch, 'closed-by-person', `Pull request #${number} had exactly this in it, and was closed.`),
  );
}

/** Somebody else wrote to the branch of a checkpoint: it is left as it is, and a person is told. */
async function alarmed(
  tools: DeliverTools,
  { repository, run, dryRun }: DeliverRequest,
  { judged, found, left }: { judged: JudgedCheckpoint; found: Oid | null; left: Oid | null },
): Promise<Pick<Told, 'extra' | 'alarmUrl'>> {
  const branch = checkpointBranch(judged.verdict.checkpoint);
  const detail = `The branch ${branch} is not where Sluice left it.`;
  const commit = found ?? left ?? judged.verdict.result.base.sha;
  const alarm: Alarm = {
    kind: 'checkpoint-overwritten',
    commit: commit as Oid,
    expected: left,
    actual: found,
    runUrl: run.url,
    detail,
  };
  const extra = judged.verdict.accepted.map((each) => outcome(each.branch, 'outdated', detail));
  return { extra, alarmUrl: dryRun ? null : await raiseAlarm(tools, alarm, repository) };
}

function ambiguous(pulls: readonly PullRequestFacts[]): Fault {
  return new Fault(
    'FORGE_CONFLICT',
    `Several open pull requests claim to be one checkpoint: ${pulls.map(({ number }) => `#${number}`).join(', ')}.`,
    'Close all but the one that you want to keep, and re-run.',
  );
}
