import {
  ALARMS,
  alarmIssue,
  CHECK_NAMES,
  checkpointCheckText,
  encodeMarker,
  findAlarm,
  isDelivered,
  isSaid,
  isSeen,
  pullRequestText,
  type Alarm,
  type CheckpointView,
  type PullRequestWords,
} from '@sluice/deliver';
import { Fault, type Oid } from '@sluice/model';
import type { Forge, Git, PullRequestFacts, Remote } from '@sluice/ports';
import type { Gate } from './gate.ts';
import type { DeliveryPlan, KnownPull } from './plan-delivery.ts';
import { checkText, publishCheck } from './publish-checks.ts';
import type { Remade } from './remake-checkpoint.ts';

/** The hands of delivery. Nothing is written that the gate has not let through within the last seconds. */
export interface PublishTools {
  readonly forge: Forge;
  readonly remote: Remote;
  readonly git: Git;
  readonly gate: Gate;
}

export interface Published {
  readonly pull: PullRequestFacts | null;
  /** `taken`: the branch was not where it was expected, and was left alone. */
  readonly branch: 'pushed' | 'unchanged' | 'taken';
}

/**
 * Branch, then pull request, then the required check. Each step finds what an earlier attempt has done already, so that a
 * job that was killed anywhere goes on from there.
 */
export async function publishCheckpoint(
  tools: PublishTools,
  { plan, remade, view, digest }: { plan: WritingPlan; remade: Remade; view: CheckpointView; digest: string },
): Promise<Published> {
  if (!isDelivered(view)) throw new Error('A checkpoint that is published has a commit.');
  const { forge, gate } = tools;
  const { branch, commit } = view.checkpoint;
  const pushed =
    plan.kind === 'refresh' ? 'unchanged' : await pushBranch(tools, { branch, remade, from: plan.from });
  if (pushed === 'taken') return { pull: null, branch: pushed };
  const text = pullRequestText(view, digest);
  const pull = await writePull(tools, { plan, text, branch, base: shortName(view.checkpoint.base.ref) });
  const state = { tree: view.checkpoint.tree, base: view.checkpoint.base.sha };
  const at = { name: CHECK_NAMES.checkpoint, headSha: commit, runUrl: view.run.url, state };
  const known = await forge.checkRuns([commit], CHECK_NAMES.checkpoint);
  await publishCheck(forge, gate, { check: checkText(checkpointCheckText(view), at), known });
  return { pull, branch: pushed };
}

type WritingPlan = Extract<DeliveryPlan, { kind: 'create' | 'update' | 'refresh' }>;

async function pushBranch(
  { git, remote, gate }: PublishTools,
  { branch, remade, from }: { branch: string; remade: Remade; from: Oid | null },
): Promise<Published['branch']> {
  const { commit } = remade.tip;
  if (from === commit) return 'unchanged';
  const known = remade.items.map(({ item }) => item.manifest.head);
  await git.publish([commit], known);
  await gate.pass();
  const done = await remote.push({ ref: `refs/heads/${branch}`, from, to: commit });
  return done === 'done' ? 'pushed' : 'taken';
}

async function writePull(
  { forge, gate }: PublishTools,
  { plan, text, branch, base }: { plan: WritingPlan; text: PullRequestWords; branch: string; base: string },
): Promise<PullRequestFacts> {
  if (plan.kind === 'create') {
    await gate.pass();
    return forge.createPullRequest({ ...text, head: branch, base });
  }
  const { pull } = plan;
  // The run that came to the same checkpoint first stays named.
  if (plan.kind === 'refresh' && isSaid(pull, text)) return pull;
  await gate.pass();
  await forge.updatePullRequest(pull.number, text);
  return pull;
}

/** Says why before it closes; the block stays, with no heads, so that what it held may come again. */
export async function closePull({ forge, gate }: PublishTools, { pull, facts }: KnownPull): Promise<void> {
  const { headsDigest: _digest, ...rest } = facts;
  const body = [
    'Nothing that this checkpoint held is fit to land any more; each branch says why in its own check.',
    '',
    'The next run opens a new pull request when there is something to land.',
    '',
    encodeMarker({ ...rest, heads: new Map() }),
    '',
  ].join('\n');
  await gate.pass();
  await forge.updatePullRequest(pull.number, { title: pull.title, body });
  await gate.pass();
  await forge.closePullRequest(pull.number);
}

/** One open issue for each kind of alarm, and its page; the same sighting again writes nothing. */
export async function raiseAlarm(
  { forge, gate }: Pick<PublishTools, 'forge' | 'gate'>,
  alarm: Alarm,
  repository: CheckpointView['repository'],
): Promise<string> {
  const open = await forge.issues(ALARM_LABEL);
  const found = findAlarm(
    open.map(({ body }) => body),
    alarm.kind,
  );
  const issue = found ? open[found.index]! : null;
  if (issue && isSeen(found!.facts.sightings, alarm)) return issue.url;
  const text = alarmIssue(alarm, { repository, previous: found?.facts ?? null });
  await gate.pass();
  if (!issue) return (await forge.createIssue({ ...text, labels: [ALARM_LABEL] })).url;
  await forge.updateIssue(issue.number, text);
  return issue.url;
}

export const ALARM_LABEL = 'sluice-alarm';

/** The fault that ends the job once an alarm is told: a person has to look. */
export function alarmFault({ kind, detail }: Alarm): Fault {
  return new Fault('FORGE_CONFLICT', `${ALARMS[kind].title}. ${detail}`, ALARMS[kind].act);
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
