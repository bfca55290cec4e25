import { decodeAlarm, decodeMarker, isSeen, type Alarm, type AlarmFacts } from '@sluice/deliver';
import type { Oid } from '@sluice/model';
import type { Forge, ForgeRepository, Git, PullRequestFacts, Remote } from '@sluice/ports';
import type { Base } from '../discover.ts';
import type { Gate } from './gate.ts';
import { checkpointBranch } from './plan-delivery.ts';
import { ALARM_LABEL, raiseAlarm } from './publish-delivery.ts';

export interface AuditTools {
  readonly forge: Forge;
  readonly remote: Remote;
  readonly git: Git;
  readonly gate: Gate;
}

/** What one merged checkpoint turned out to be on the base branch. */
export interface Audited {
  readonly pull: PullRequestFacts;
  readonly finding: AuditFinding;
  /** Tree that was validated, by the record in the pull request; null: there is none that can be read. */
  readonly validated: Oid | null;
  /** Tree of the commit that merged it; null: the base does not have that commit any more. */
  readonly tree: Oid | null;
  /** Page of the alarm about it; null: there is nothing wrong, or a person has explained it. */
  readonly alarmUrl: string | null;
}

type Judged = Omit<Audited, 'alarmUrl'>;

/** `rewritten`: the trees are the same, but somebody else than who opened the pull request wrote what says so. */
export type AuditFinding = 'same' | 'other-tree' | 'base-rewritten' | 'no-record' | 'rewritten';

interface Occasion {
  readonly base: Base;
  readonly repository: ForgeRepository;
  readonly runUrl: string;
}

/** Delivered by a local run, which leaves no record on a forge: pushed by a person, like any other branch. */
const LOCAL_CHECKPOINT = /^sluice\/checkpoint-\d+$/;

/**
 * Holds what landed against the verdicts: the tree of each commit that merged a checkpoint has to be the tree that was
 * tested, by a record that nobody else wrote. It looks at all of the newest ones each time, so that no push is left out
 * if its own audit was. A record that is gone is no excuse: whoever may edit a pull request could take it out. What is wrong
 * is an alarm until a person closes its issue.
 */
export async function auditLanding(
  tools: AuditTools,
  { base, repository, runUrl }: Occasion,
): Promise<readonly Audited[]> {
  const { forge, remote, git } = tools;
  const name = base.ref.replace(/^refs\/heads\//, '');
  const merged = (await forge.pullRequests(name, 'sluice/checkpoint')).filter(
    ({ state, head }) => state === 'merged' && !LOCAL_CHECKPOINT.test(head),
  );
  if (merged.length === 0) return [];
  await remote.fetch([{ name: base.ref, oid: base.sha }]);
  const judged: Judged[] = [];
  for (const pull of merged) {
    const landed = pull.mergeCommit;
    // A base that was rewritten since may not have it any more.
    const isThere = landed !== null && (await git.resolve(landed)) !== null;
    judged.push(judge(pull, isThere ? await git.treeOf(landed) : null));
  }
  if (judged.every(({ finding }) => finding === 'same'))
    return judged.map((each) => ({ ...each, alarmUrl: null }));
  const explained = await explainedAlarms(forge);
  const audited: Audited[] = [];
  for (const each of judged) {
    const alarm = each.finding === 'same' ? null : alarmOf(each, runUrl);
    const isOpen =
      alarm !== null &&
      !explained.some((facts) => facts.kind === alarm.kind && isSeen(facts.sightings, alarm));
    audited.push({ ...each, alarmUrl: isOpen ? await raiseAlarm(tools, alarm, repository) : null });
  }
  return audited;
}

async function explainedAlarms(forge: Forge): Promise<AlarmFacts[]> {
  const closed = await forge.explainedIssues(ALARM_LABEL);
  return closed.flatMap(({ body }) => {
    const facts = decodeAlarm(body);
    return facts === null || facts === 'ambiguous' ? [] : [facts];
  });
}

function judge(pull: PullRequestFacts, tree: Oid | null): Judged {
  const facts = decodeMarker(pull.body);
  if (facts === null || facts === 'ambiguous' || pull.head !== checkpointBranch(facts.group))
    return { pull, finding: 'no-record', validated: null, tree };
  const { tree: validated } = facts;
  const told = (finding: AuditFinding): Judged => ({ pull, finding, validated, tree });
  if (tree === null) return told('base-rewritten');
  if (tree !== validated) return told('other-tree');
  return told(pull.writer === null || pull.writer !== pull.author ? 'rewritten' : 'same');
}

function alarmOf({ pull, finding, validated, tree }: Judged, runUrl: string): Alarm {
  return {
    kind: finding === 'other-tree' ? 'landed-tree-mismatch' : 'audit-incomplete',
    commit: pull.mergeCommit ?? pull.headSha,
    // What somebody else wrote is not what was expected.
    expected: finding === 'rewritten' ? null : validated,
    actual: tree,
    runUrl,
    detail: `Pull request #${pull.number}: ${DETAILS[finding](pull)}`,
  };
}

const DETAILS: Readonly<Record<AuditFinding, (pull: PullRequestFacts) => string>> = {
  same: () => 'the tree that was validated landed.',
  'other-tree': () => 'one tree was validated, and another one landed.',
  'base-rewritten': () => 'the base does not have the commit any more that merged it.',
  'no-record': () => 'its text has no record of what was validated, or several, or that of another branch.',
  rewritten: ({ author, writer }) =>
    `its text, with the record of what was validated, was last changed by ${writer ?? 'somebody whose account is gone'}, not by ${author ?? 'who opened it'}.`,
};
