import { Fault, showPath, type GitPath, type Oid, type PathChange } from '@sluice/model';
import type { Git, MergeAnswer } from '@sluice/ports';
import type { Base } from './discover.ts';
import { isolate } from './isolate.ts';
import { outcome, type Outcome } from './outcome.ts';
import type { PlacedBranch } from './place-branches.ts';

/** How a branch meets the tip of the base. */
export type Meeting =
  /** It merges with it; `tree` is the merge, null where the branch began at the tip and is its own merge. */
  | { readonly kind: 'clean'; readonly tree: Oid | null; readonly changes: readonly PathChange[] }
  | { readonly kind: 'conflict'; readonly paths: readonly GitPath[] };

export interface ComparedBranch extends PlacedBranch {
  /** Against its merge base. */
  readonly changes: readonly PathChange[];
  readonly meeting: Meeting;
}

interface Merged {
  readonly placed: PlacedBranch;
  /** null: it began at the tip. */
  readonly merge: MergeAnswer | null;
}

/** What each branch changes: against its merge base, and, merged with it where it began earlier, against the tip. */
export async function compareBranches(
  git: Git,
  base: Base,
  placed: readonly PlacedBranch[],
): Promise<{ compared: readonly ComparedBranch[]; outcomes: readonly Outcome[] }> {
  const met = await mergeWithTip(git, base, placed);
  const isClean = ({ merge }: Merged): boolean => merge?.clean === true;
  const tip = met.merged.some(isClean) ? await git.treeOf(base.sha) : null;
  const pairsOf = ({ placed: one, merge }: Merged) => [
    { before: one.baseTree, after: one.newest.tree },
    ...(merge?.clean ? [{ before: tip!, after: merge.tree }] : []),
  ];
  // One question for both kinds of pairs: that is half the processes.
  const diffed = await isolate(met.merged, async (some) => {
    const answers = [...(await git.diffs(some.flatMap(pairsOf)))];
    return some.map((one) => answers.splice(0, pairsOf(one).length));
  });
  const compared = diffed.done.map(([one, [changes, landing]]) => ({
    ...one.placed,
    changes: changes!,
    meeting: meetingOf(one.merge, landing ?? changes!),
  }));
  const broken = [...met.broken, ...diffed.broken.map(([{ placed: one }, fault]) => [one, fault] as const)];
  const damage = await findDamage(git, compared);
  const forged = await findForged(git, damage.whole);
  return {
    compared: damage.whole.filter((one) => !forged.has(one)),
    outcomes: [...broken.map(corrupt), ...damage.outcomes, ...[...forged].map(corrupt)],
  };
}

async function mergeWithTip(git: Git, base: Base, placed: readonly PlacedBranch[]) {
  const isLate = ({ bases }: PlacedBranch): boolean => bases.length > 1 || bases[0] !== base.sha;
  const { done, broken } = await isolate(placed.filter(isLate), (some) =>
    git.mergePairs(some.map(({ branch }) => [base.sha, branch.head] as const)),
  );
  const merges = new Map(done);
  const lost = new Set(broken.map(([one]) => one));
  const merged = placed
    .filter((one) => !lost.has(one))
    .map((one) => ({ placed: one, merge: merges.get(one) ?? null }));
  return { merged, broken };
}

function meetingOf(merge: MergeAnswer | null, changes: readonly PathChange[]): Meeting {
  if (merge?.clean === false) return { kind: 'conflict', paths: merge.conflicts.map(({ path }) => path) };
  return { kind: 'clean', tree: merge?.tree ?? null, changes };
}

function corrupt([{ branch }, fault]: readonly [PlacedBranch, Fault]): Outcome {
  return outcome(branch.name, 'corrupt-object', fault.message);
}

/** Comparing reads what it can compare by lines; the rest must be there too. */
async function findDamage(git: Git, compared: readonly ComparedBranch[]) {
  const isUnread = ({ after, regions }: PathChange): boolean =>
    after !== null && after.mode !== '160000' && regions === null;
  const bad = await git.unreadable(
    compared.flatMap(({ changes }) => changes.filter(isUnread).map(({ after }) => after!.oid)),
  );
  const outcomes = compared.flatMap(({ branch, changes }) => {
    const hit = changes.find((change) => isUnread(change) && bad.has(change.after!.oid));
    const words = `The content of ${hit ? showPath(hit.path) : ''} is missing or damaged.`;
    return hit ? [outcome(branch.name, 'corrupt-object', words)] : [];
  });
  const broken = new Set(outcomes.map(({ branch }) => branch));
  return { outcomes, whole: compared.filter(({ branch }) => !broken.has(branch.name)) };
}

/**
 * Trees that git reads in one way here and in another there: a name twice, a name with a slash. Comparing shows each of
 * them as a path that is added, so that only the directories with such a path have to be looked at.
 */
async function findForged(
  git: Git,
  compared: readonly ComparedBranch[],
): Promise<ReadonlyMap<ComparedBranch, Fault>> {
  const looked = await Promise.all(
    compared.map(async (one): Promise<readonly [ComparedBranch, Fault | null]> => {
      const added = one.changes.filter(({ before }) => before === null).map(({ path }) => path);
      const oneOfEach = new Map(added.map((path) => [path.slice(0, path.lastIndexOf('/') + 1), path]));
      try {
        await git.entries(one.newest.tree, [...oneOfEach.values()]);
        return [one, null];
      } catch (error) {
        if (error instanceof Fault && error.code === 'CORRUPT_OBJECT') return [one, error];
        throw error;
      }
    }),
  );
  return new Map(looked.flatMap(([one, fault]) => (fault ? [[one, fault] as const] : [])));
}
