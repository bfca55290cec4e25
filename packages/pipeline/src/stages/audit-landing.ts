import { decodeMarker, type Alarm, type CheckpointFacts } from '@sluice/deliver';
import type { Oid } from '@sluice/model';
import type { Forge, ForgeRepository, Git, PullRequestFacts, Remote } from '@sluice/ports';
import type { Base } from '../discover.ts';
import type { Gate } from './gate.ts';
import { checkpointBranch } from './plan-delivery.ts';
import { raiseAlarm } from './publish-delivery.ts';

export interface AuditTools {
  readonly forge: Forge;
  readonly remote: Remote;
  readonly git: Git;
  readonly gate: Gate;
}

/** What one merged checkpoint turned out to be on the base branch. */
export interface Audited {
  readonly pull: PullRequestFacts;
  readonly facts: CheckpointFacts;
  readonly landed: Oid;
  /** Tree of the commit that merged it; null: the base does not have that commit any more. */
  readonly tree: Oid | null;
  readonly same: boolean;
}

export interface Audit {
  readonly audited: readonly Audited[];
  readonly alarmUrl: string | null;
}

/**
 * Holds what landed against the verdicts: the tree of each commit that merged a checkpoint has to be the tree that was
 * tested. It looks at all of the newest ones each time, so that no push is left out if its own audit was.
 */
export async function auditLanding(
  tools: AuditTools,
  { base, repository, runUrl }: { base: Base; repository: ForgeRepository; runUrl: string },
): Promise<Audit> {
  const { forge, remote, git } = tools;
  const name = base.ref.replace(/^refs\/heads\//, '');
  const merged = (await forge.pullRequests(name, 'sluice/checkpoint')).filter(
    ({ state }) => state === 'merged',
  );
  if (merged.length === 0) return { audited: [], alarmUrl: null };
  await remote.fetch([{ name: base.ref, oid: base.sha }]);
  const audited: Audited[] = [];
  for (const pull of merged) {
    const facts = decodeMarker(pull.body);
    const landed = pull.mergeCommit;
    if (facts === null || facts === 'ambiguous' || landed === null) continue;
    if (pull.head !== checkpointBranch(facts.group)) continue;
    // A base that was rewritten since may not have it any more.
    const tree = (await git.resolve(landed)) === null ? null : await git.treeOf(landed);
    audited.push({ pull, facts, landed, tree, same: tree === facts.tree });
  }
  const wrong = audited.find(({ same }) => !same);
  const alarmUrl = wrong ? await raiseAlarm(tools, alarmOf(wrong, runUrl), repository) : null;
  return { audited, alarmUrl };
}

function alarmOf({ pull, facts, landed, tree }: Audited, runUrl: string): Alarm {
  return {
    kind: tree === null ? 'audit-incomplete' : 'landed-tree-mismatch',
    commit: landed,
    expected: facts.tree,
    actual: tree,
    runUrl,
    detail: `Pull request #${pull.number} was validated as one tree and landed as another.`,
  };
}
