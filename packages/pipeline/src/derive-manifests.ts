import { globMatcher } from '@sluice/config';
import {
  shortOid,
  showPath,
  type BranchName,
  type Manifest,
  type Oid,
  type PathChange,
  type Policy,
} from '@sluice/model';
import type { Git, HistoryCommit } from '@sluice/ports';
import { ancestryOf, type Ancestry } from './ancestry.ts';
import type { AgentBranch, Base } from './discover.ts';
import { isolate } from './isolate.ts';
import { outcome, type Outcome } from './outcome.ts';
import { readDependencies } from './read-dependencies.ts';
import { taskOf } from './task.ts';

export interface Derived {
  readonly manifests: readonly Manifest[];
  /** Branches of which no manifest can be made, and why. */
  readonly outcomes: readonly Outcome[];
}

interface Placed {
  readonly branch: AgentBranch;
  readonly ancestry: Ancestry;
  readonly bases: readonly Oid[];
  readonly baseTree: Oid;
}

/** A manifest for every branch, from git objects only; what stands in the way of one is that branch's own outcome. */
export async function deriveManifests(
  git: Git,
  base: Base,
  branches: readonly AgentBranch[],
  policy: Policy,
): Promise<Derived> {
  const outcomes: Outcome[] = [];
  const read = await readHistory(git, base, branches);
  outcomes.push(...read.outcomes);
  const placed: Placed[] = [];
  for (const branch of read.readable) {
    const ancestry = ancestryOf(branch.head, read.commits);
    const refused = refuseByAncestry(branch, ancestry, { base, git });
    if (refused) outcomes.push(refused);
    else {
      const bases = await mergeBasesOf(git, base, branch, ancestry);
      const baseTree = read.commits.get(bases[0]!)?.tree ?? (await git.treeOf(bases[0]!));
      placed.push({ branch, ancestry, bases, baseTree });
    }
  }
  const compared = await isolate(placed, (some) =>
    git.diffs(
      some.map(({ branch, baseTree }) => ({ before: baseTree, after: read.commits.get(branch.head)!.tree })),
    ),
  );
  outcomes.push(
    ...compared.broken.map(([{ branch }, fault]) => outcome(branch.name, 'corrupt-object', fault.message)),
  );
  const damage = await findDamage(git, compared.done);
  outcomes.push(...damage.outcomes);
  const dependencies = await readDependencies(
    git,
    damage.whole.map(([, changes]) => changes),
  );
  const owners = headOwners(damage.whole.map(([{ branch }]) => branch));
  const risks = policy.risks.map(({ name, paths }) => ({ name, matches: globMatcher(paths) }));
  const manifests = damage.whole.map(([{ branch, ancestry, bases }, changes], i): Manifest => {
    const newest = read.commits.get(branch.head)!;
    return {
      branch: branch.name,
      ref: branch.ref,
      head: branch.head,
      base: bases[0]!,
      singleBase: bases.length === 1,
      changes,
      dependencies: dependencies[i]!,
      task: taskOf(newest.message),
      risk: risks.flatMap(({ name, matches }) => {
        const hit = changes.find(({ path }) => matches(path));
        return hit ? [{ risk: name, path: hit.path }] : [];
      }),
      author: newest.author,
      commits: ancestry.own.size,
      committedAt: newest.committedAt,
      stackedOn: [...ancestry.own]
        .flatMap((oid) => owners.get(oid) ?? [])
        .filter((name) => name !== branch.name),
      roots: ancestry.roots,
    };
  });
  return { manifests, outcomes };
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

type Compared = readonly [Placed, readonly PathChange[]];

/** Comparing reads what it can compare by lines; the rest must be there too. */
async function findDamage(git: Git, compared: readonly Compared[]) {
  const isUnread = ({ after, regions }: PathChange): boolean =>
    after !== null && after.mode !== '160000' && regions === null;
  const unread = compared.flatMap(([, changes]) => changes.filter(isUnread).map(({ after }) => after!.oid));
  const bad = await git.unreadable(unread);
  const outcomes = compared.flatMap(([{ branch }, changes]) => {
    const hit = changes.find((change) => isUnread(change) && bad.has(change.after!.oid));
    const words = `The content of ${hit ? showPath(hit.path) : ''} is missing or damaged.`;
    return hit ? [outcome(branch.name, 'corrupt-object', words)] : [];
  });
  const broken = new Set(outcomes.map(({ branch }) => branch));
  return { outcomes, whole: compared.filter(([{ branch }]) => !broken.has(branch.name)) };
}

function headOwners(branches: readonly AgentBranch[]): Map<Oid, BranchName[]> {
  const owners = new Map<Oid, BranchName[]>();
  for (const { head, name } of branches) owners.set(head, [...(owners.get(head) ?? []), name]);
  return owners;
}
