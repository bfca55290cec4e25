import { globMatcher } from '@sluice/config';
import { Fault, type BranchName, type Oid, type Policy } from '@sluice/model';
import type { Git, Ref } from '@sluice/ports';

/** The branch that everything lands on. */
export interface Base {
  /** Full ref name, or the revision itself where it names no branch. */
  readonly ref: string;
  readonly sha: Oid;
}

export interface AgentBranch {
  readonly name: BranchName;
  readonly ref: string;
  readonly head: Oid;
}

export interface Discovery {
  readonly base: Base;
  readonly branches: readonly AgentBranch[];
  /** Every ref when the run began: what a later look is compared with. */
  readonly refs: ReadonlyMap<string, Oid>;
}

const HEADS = 'refs/heads/';
const OWN = 'sluice/';

/** Resolves the base and the branches that match the policy, local ones first, then remote-tracking ones. */
export async function discover(git: Git, policy: Policy): Promise<Discovery> {
  const refs = new Map((await git.refs()).map((ref) => [ref.name, ref.oid]));
  const base = await findBase(git, policy.base, refs);
  const wanted = globMatcher(policy.branches);
  const byName = new Map<BranchName, AgentBranch>();
  for (const branch of [...refs].map(([name, oid]) => agentBranch({ name, oid }))) {
    if (!branch || branch.ref === base.ref || branch.name.startsWith(OWN) || !wanted(branch.name)) continue;
    const known = byName.get(branch.name);
    if (!known || !known.ref.startsWith(HEADS)) byName.set(branch.name, branch);
  }
  const branches = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (branches.length === 0) throw noBranches(policy, refs);
  return { base, branches, refs };
}

/** The branch or commit that `wanted` names: a local branch before a remote-tracking one. */
export async function findBase(git: Git, wanted: string, refs: ReadonlyMap<string, Oid>): Promise<Base> {
  const names = [wanted, `${HEADS}${wanted}`, `refs/remotes/${wanted}`, `refs/remotes/origin/${wanted}`];
  const ref = names.find((name) => refs.has(name));
  if (ref !== undefined) return { ref, sha: refs.get(ref)! };
  const sha = await git.resolve(wanted);
  if (sha !== null) return { ref: wanted, sha };
  if (![...refs.keys()].some((name) => name.startsWith(HEADS))) {
    throw new Fault(
      'UNBORN_BASE',
      'The repository has no commits yet.',
      `Commit something to ${wanted} and run again.`,
    );
  }
  const local = [...refs.keys()]
    .filter((name) => name.startsWith(HEADS))
    .map((name) => name.slice(HEADS.length));
  const known = local.filter((name) => !name.includes('/')).slice(0, 5);
  throw new Fault(
    'BASE_MISSING',
    `There is no branch or commit ${JSON.stringify(wanted)}.`,
    `Name the branch to land on with --base${known.length ? `, for example ${known.join(', ')}` : ''}.`,
  );
}

function agentBranch({ name, oid }: Ref): AgentBranch | null {
  if (name.startsWith(HEADS)) return { name: name.slice(HEADS.length), ref: name, head: oid };
  const remote = /^refs\/remotes\/[^/]+\/(.+)$/s.exec(name)?.[1];
  return remote === undefined || remote === 'HEAD' ? null : { name: remote, ref: name, head: oid };
}

function noBranches(policy: Policy, refs: ReadonlyMap<string, Oid>): Fault {
  const names = [...refs.keys()].map((name) => agentBranch({ name, oid: refs.get(name)! })?.name ?? '');
  const prefixes = [
    ...new Set(names.filter((name) => name.includes('/')).map((name) => `${name.split('/')[0]}/**`)),
  ].slice(0, 5);
  const hint = prefixes.length > 0 ? ` There are branches under ${prefixes.join(', ')}.` : '';
  return new Fault(
    'NO_BRANCHES',
    `No branch matches ${policy.branches.join(', ')}.${hint}`,
    'Name the branches with --branches, or fetch them first.',
  );
}
