import { globMatcher } from '@sluice/config';
import type { BranchName, DependencyChange, Manifest, Oid, Policy } from '@sluice/model';
import type { Git } from '@sluice/ports';
import { compareBranches, type ComparedBranch, type Meeting } from './compare-branches.ts';
import type { AgentBranch, Base } from './discover.ts';
import type { Outcome } from './outcome.ts';
import { placeBranches, type Placement } from './place-branches.ts';
import { readDependencies } from './read-dependencies.ts';
import { taskOf } from './task.ts';

/** Facts about one branch at its own base, and what it comes to on the tip of the base. */
export interface DerivedBranch {
  readonly manifest: Manifest;
  readonly meeting: Meeting;
  /** What it does to package manifests on the tip. */
  readonly dependencies: readonly DependencyChange[];
}

export interface Derived {
  readonly derived: readonly DerivedBranch[];
  /** Branches of which no manifest can be made, and why. */
  readonly outcomes: readonly Outcome[];
}

/** A manifest for every branch, from git objects only; what stands in the way of one is that branch's own outcome. */
export async function deriveManifests(
  git: Git,
  base: Base,
  branches: readonly AgentBranch[],
  policy: Policy,
): Promise<Derived> {
  return manifestsOf(git, base, await placeBranches(git, base, branches), policy);
}

/** The same where it is known already where the branches begin. */
export async function manifestsOf(
  git: Git,
  base: Base,
  placement: Placement,
  policy: Policy,
): Promise<Derived> {
  const { compared, outcomes } = await compareBranches(git, base, placement.placed);
  const atTip = ({ meeting }: ComparedBranch) => (meeting.kind === 'clean' ? meeting.changes : []);
  const dependencies = await readDependencies(git, [
    ...compared.map(({ changes }) => changes),
    ...compared.map(atTip),
  ]);
  const owners = headOwners(compared);
  const risksOf = riskFinder(policy);
  const derived = compared.map((one, i) => ({
    manifest: {
      ...factsOf(one, owners),
      dependencies: dependencies[i]!,
      risk: risksOf(one),
    },
    meeting: one.meeting,
    dependencies: dependencies[compared.length + i]!,
  }));
  return { derived, outcomes: [...placement.outcomes, ...outcomes] };
}

type Owners = ReadonlyMap<Oid, readonly BranchName[]>;

function factsOf(one: ComparedBranch, owners: Owners): Omit<Manifest, 'dependencies' | 'risk'> {
  const { branch, newest, ancestry, bases, changes } = one;
  return {
    branch: branch.name,
    ref: branch.ref,
    head: branch.head,
    base: bases[0]!,
    singleBase: bases.length === 1,
    changes,
    task: taskOf(newest.message),
    author: newest.author,
    commits: ancestry.own.size,
    committedAt: newest.committedAt,
    stackedOn: [...ancestry.own]
      .flatMap((oid) => owners.get(oid) ?? [])
      .filter((name) => name !== branch.name),
    roots: ancestry.roots,
  };
}

function riskFinder({ risks }: Policy): (one: ComparedBranch) => Manifest['risk'] {
  const rules = risks.map(({ name, paths }) => ({ name, matches: globMatcher(paths) }));
  return ({ changes }) =>
    rules.flatMap(({ name, matches }) => {
      const hit = changes.find(({ path }) => matches(path));
      return hit ? [{ risk: name, path: hit.path }] : [];
    });
}

function headOwners(compared: readonly ComparedBranch[]): Owners {
  const owners = new Map<Oid, BranchName[]>();
  for (const { branch } of compared)
    owners.set(branch.head, [...(owners.get(branch.head) ?? []), branch.name]);
  return owners;
}
