import { shortOid, type Oid } from '@sluice/model';
import type { Git, HistoryCommit } from '@sluice/ports';
import { ancestryOf, type Ancestry } from './ancestry.ts';
import type { AgentBranch, Base } from './discover.ts';
import { isolate } from './isolate.ts';
import { outcome, type Outcome } from './outcome.ts';

/** A branch and where in the history of the base it begins. */
export interface PlacedBranch {
  readonly branch: AgentBranch;
  readonly newest: HistoryCommit;
  readonly ancestry: Ancestry;
  /** Best common ancestors with the base: one, but in a criss-cross history. */
  readonly bases: readonly Oid[];
  readonly baseTree: Oid;
}

export interface Placement {
  readonly placed: readonly PlacedBranch[];
  /** Branches that have no place, and why. */
  readonly outcomes: readonly Outcome[];
}

/** Reads the history between the base and all branches at once. */
export async function placeBranches(
  git: Git,
  base: Base,
  branches: readonly AgentBranch[],
): Promise<Placement> {
  const { commits, readable, outcomes } = await readHistory(git, base, branches);
  const placed: PlacedBranch[] = [];
  for (const branch of readable) {
    const ancestry = ancestryOf(branch.head, commits);
    const refused = refuseByAncestry(branch, ancestry, { base, git });
    if (refused) {
      outcomes.push(refused);
      continue;
    }
    const bases = await mergeBasesOf(git, base, branch, ancestry);
    const baseTree = commits.get(bases[0]!)?.tree ?? (await git.treeOf(bases[0]!));
    placed.push({ branch, newest: commits.get(branch.head)!, ancestry, bases, baseTree });
  }
  return { placed, outcomes };
}

async function readHistory(git: Git, base: Base, branches: readonly AgentBranch[]) {
  const commits = new Map<Oid, HistoryCommit>();
  const { done, broken } = await isolate(branches, async (some) => {
    for (const commit of await git.history(
      base.sha,
      some.map(({ head }) => head),
    ))
      commits.set(commit.oid, commit);
    return some;
  });
  const outcomes = broken.map(([branch, fault]) => outcome(branch.name, 'corrupt-object', fault.message));
  return { commits, readable: done.map(([branch]) => branch), outcomes };
}

function refuseByAncestry(
  branch: AgentBranch,
  { own, forks }: Ancestry,
  at: { base: Base; git: Git },
): Outcome | null {
  if (own.size === 0)
    return outcome(branch.name, 'up-to-date', 'It has no commit that the base does not have.');
  if (forks.length > 0) return null;
  if ([...own].some((oid) => at.git.shallow.has(oid))) {
    return outcome(
      branch.name,
      'shallow',
      'The history of this clone was cut before the branch left the base: run `git fetch --unshallow`.',
    );
  }
  return outcome(
    branch.name,
    'unrelated-history',
    `It has no commit in common with the base (${shortOid(at.base.sha)}).`,
  );
}

/** One fork is the merge base. Of several, the tip of the base beats all others; else git is asked. */
async function mergeBasesOf(
  git: Git,
  base: Base,
  branch: AgentBranch,
  { forks }: Ancestry,
): Promise<readonly Oid[]> {
  if (forks.length === 1) return forks;
  if (forks.includes(base.sha)) return [base.sha];
  return git.mergeBases(base.sha, branch.head);
}
