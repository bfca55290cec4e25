import { Fault, type BranchName, type Oid } from '@sluice/model';
import type { Git, RefChange } from '@sluice/ports';
import type { Base } from './discover.ts';
import type { LandingItem, MergedItem, Tip } from './landing-item.ts';
import { nameOf } from './landing-item.ts';
import type { Lane, MadeCandidate } from './generate-candidates.ts';
import type { Survey } from './survey-branches.ts';

export interface Delivery {
  readonly base: Base;
  readonly tip: Tip;
  /** The tree of the green verdict. */
  readonly validatedTree: Oid;
  readonly items: readonly MergedItem[];
}

export type Delivered =
  /** `fresh`: an earlier run had not come to the same commit. */
  | { readonly kind: 'delivered'; readonly ref: string; readonly fresh: boolean }
  /** Branches that are not where they were; nothing was written. */
  | { readonly kind: 'moved'; readonly branches: ReadonlyMap<BranchName, 'moved' | 'gone'> };

const CHECKPOINT = 'refs/heads/sluice/checkpoint-';
/** Where candidates are offered: their ids follow. */
export const CANDIDATE = 'refs/sluice/candidates/';

/** Writes the checkpoint branch in one transaction that also demands that every branch in it is where it was. */
export async function deliverCheckpoint(git: Git, delivery: Delivery): Promise<Delivered> {
  const { tip, validatedTree, items, base } = delivery;
  if ((await git.treeOf(tip.commit)) !== validatedTree) throw treeMismatch();
  for (let attempt = 1; ; attempt++) {
    const refs = new Map((await git.refs()).map(({ name, oid }) => [name, oid]));
    const branches = whatMoved(
      items.map(({ item }) => item),
      refs,
    );
    if (branches.size > 0) return { kind: 'moved', branches };
    const ref = checkpointRef(refs, tip.commit);
    const known = [base.sha, ...items.map(({ item }) => item.manifest.head)];
    await git.publish([tip.commit], known);
    const changes: RefChange[] = [
      ...items.map(({ item: { manifest } }) => ({
        ref: manifest.ref,
        from: manifest.head,
        to: manifest.head,
      })),
      { ref, from: refs.get(ref) === tip.commit ? tip.commit : null, to: tip.commit },
    ];
    if (await git.updateRefs(changes)) {
      if ((await git.resolve(ref)) !== tip.commit) throw treeMismatch();
      return { kind: 'delivered', ref, fresh: !refs.has(ref) };
    }
    if (attempt === 3)
      throw new Fault(
        'REF_EXISTS',
        'Branches kept moving while the checkpoint was written.',
        'Nothing was changed. Run again.',
      );
  }
}

/** Writes a ref for every candidate that only a person may land, and says which; those of the last run go. */
export async function offerCandidates(
  git: Git,
  { base, branches }: Survey,
  lanes: readonly Lane[],
): Promise<readonly MadeCandidate[]> {
  const offered = lanes.flatMap(({ candidates }) =>
    candidates.filter(({ candidate }) => !candidate.complete),
  );
  const refs = new Map((await git.refs()).map(({ name, oid }) => [name, oid]));
  const changes = candidateChanges(offered, refs);
  if (offered.length > 0)
    await git.publish(offered.map(tipOf), [base.sha, ...branches.map(({ head }) => head)]);
  // Another run at the same moment may have written its own: those are as good.
  if (changes.length > 0) await git.updateRefs(changes);
  return offered;
}

function tipOf({ items }: MadeCandidate): Oid {
  return items.at(-1)!.tip.commit;
}

/** Which of the branches were pushed to or deleted. */
export function whatMoved(
  items: readonly LandingItem[],
  refs: ReadonlyMap<string, Oid>,
): Map<BranchName, 'moved' | 'gone'> {
  const moved = new Map<BranchName, 'moved' | 'gone'>();
  for (const item of items) {
    const now = refs.get(item.manifest.ref);
    if (now !== item.manifest.head) moved.set(nameOf(item), now === undefined ? 'gone' : 'moved');
  }
  return moved;
}

/** The next number; or the same ref again where an earlier run came to the same commit. */
function checkpointRef(refs: ReadonlyMap<string, Oid>, commit: Oid): string {
  const checkpoints = [...refs].filter(
    ([name]) => name.startsWith(CHECKPOINT) && /^\d{1,15}$/.test(name.slice(CHECKPOINT.length)),
  );
  const same = checkpoints.find(([, oid]) => oid === commit);
  const last = Math.max(0, ...checkpoints.map(([name]) => Number(name.slice(CHECKPOINT.length))));
  return same?.[0] ?? `${CHECKPOINT}${last + 1}`;
}

/** The refs of this run's candidates replace those of the last. */
function candidateChanges(offered: readonly MadeCandidate[], refs: ReadonlyMap<string, Oid>): RefChange[] {
  const wanted = new Map(offered.map((made) => [`${CANDIDATE}${made.candidate.id}`, tipOf(made)]));
  const names = new Set([...wanted.keys(), ...[...refs.keys()].filter((name) => name.startsWith(CANDIDATE))]);
  return [...names].map((ref) => ({ ref, from: refs.get(ref) ?? null, to: wanted.get(ref) ?? null }));
}

function treeMismatch(): Fault {
  return new Fault(
    'TREE_MISMATCH',
    'The commit to deliver does not have the tree that was validated.',
    'Nothing was delivered. Run `git fsck`, and report this.',
  );
}
