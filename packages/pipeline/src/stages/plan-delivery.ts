import { decodeMarker, digestHeads, ONE_GROUP, type CheckpointFacts } from '@sluice/deliver';
import type { BranchName, Oid } from '@sluice/model';
import type { PullRequestFacts } from '@sluice/ports';
import type { Remade } from './remake-checkpoint.ts';

/** Name of the branch that a checkpoint is delivered as. */
export function checkpointBranch(group: string): BranchName {
  return group === ONE_GROUP ? 'sluice/checkpoint' : `sluice/checkpoint-${group}`;
}

/** A pull request of ours, found by its marked block alone. */
export interface KnownPull {
  readonly pull: PullRequestFacts;
  readonly facts: CheckpointFacts;
}

/** What is to be done on the forge for one checkpoint. */
export type DeliveryPlan =
  /** `from`: where its branch is now. */
  | { readonly kind: 'create'; readonly from: Oid | null }
  | { readonly kind: 'update'; readonly pull: PullRequestFacts; readonly from: Oid | null }
  /** The same commit is delivered already: only the text may differ. */
  | { readonly kind: 'refresh'; readonly pull: PullRequestFacts }
  /** Nothing of what it holds is fit to land any more. */
  | { readonly kind: 'close'; readonly pull: PullRequestFacts }
  | { readonly kind: 'nothing' }
  /** A person closed the pull request that had exactly this in it. */
  | { readonly kind: 'closed-by-person'; readonly pull: PullRequestFacts }
  /** The branch of the checkpoint is not where Sluice left it: somebody else pushed. */
  | { readonly kind: 'taken'; readonly found: Oid; readonly left: Oid | null }
  /** Several pull requests claim to be this checkpoint. */
  | { readonly kind: 'ambiguous'; readonly pulls: readonly PullRequestFacts[] };

/** Ours among all: by the block, and on the branch that the block's group has. */
export function knownPulls(pulls: readonly PullRequestFacts[], group: string): KnownPull[] {
  return pulls.flatMap((pull) => {
    const facts = decodeMarker(pull.body);
    if (facts === null || facts === 'ambiguous') return [];
    return facts.group === group && pull.head === checkpointBranch(group) ? [{ pull, facts }] : [];
  });
}

/** One decision from facts: what the forge has, and what was made. */
export function planDelivery(
  remade: Remade | null,
  { group, pulls, tip }: { group: string; pulls: readonly PullRequestFacts[]; tip: Oid | null },
): DeliveryPlan {
  const known = knownPulls(pulls, group);
  const open = known.filter(({ pull }) => pull.state === 'open');
  if (open.length > 1) return { kind: 'ambiguous', pulls: open.map(({ pull }) => pull) };
  const [current] = open;
  if (current && tip !== null && tip !== current.facts.commit) {
    // The run before this one may have ended between its push and its new text: then the branch holds what we made.
    if (tip !== remade?.tip.commit) return { kind: 'taken', found: tip, left: current.facts.commit };
  }
  if (!remade) return current ? { kind: 'close', pull: current.pull } : { kind: 'nothing' };
  if (current) {
    return tip === remade.tip.commit && current.facts.commit === tip
      ? { kind: 'refresh', pull: current.pull }
      : { kind: 'update', pull: current.pull, from: tip };
  }
  const newest = [...known].sort((a, b) => b.pull.number - a.pull.number)[0];
  const same = newest?.facts.headsDigest === digestHeads(headsOf(remade));
  if (newest?.pull.state === 'closed' && same) {
    return { kind: 'closed-by-person', pull: newest.pull };
  }
  const unmarked =
    tip !== null && tip !== remade.tip.commit && !known.some(({ facts }) => facts.commit === tip);
  if (unmarked) return { kind: 'taken', found: tip, left: newest?.facts.commit ?? null };
  return { kind: 'create', from: tip };
}

export function headsOf({ items }: Remade): ReadonlyMap<BranchName, Oid> {
  return new Map(items.map(({ item: { manifest } }) => [manifest.branch, manifest.head]));
}
