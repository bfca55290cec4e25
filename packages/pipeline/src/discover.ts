import { globMatcher } from '@sluice/config';
import { Fault, type BranchName, type Oid, type Policy } from '@sluice/model';
import type { Git, Ref } from '@sluice/ports';
import type { Outcome } from './outcome.ts';

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
}

/** Who takes part in a run, where that was decided before it: by an admission with signed manifests. */
export interface Entrants {
  readonly base: Base;
  readonly branches: readonly AgentBranch[];
  /** Branches that do not enter, for the report. */
  readonly refused: readonly { readonly branch: AgentBranch; readonly outcome: Outcome }[];
}

const HEADS = 'refs/heads/';
const OWN = 'sluice/';

/** The branches that match the policy: local ones, then those of `origin`, then those of other remotes by name. */
export async function discover(git: Git, policy: Policy, target?: Base): Promise<Discovery> {
  const refs = new Map((await git.refs()).map((ref) => [ref.name, ref.oid]));
  const base = target ?? (await findBase(git, policy.base, refs));
  const wanted = globMatcher(policy.branches);
  // The base under either of its names: local, or as a remote has it.
  const baseName = agentBranch({ name: base.ref, oid: base.sha })?.name;
  const byName = new Map<BranchName, AgentBranch>();
  const found = [...refs].flatMap(([name, oid]) => agentBranch({ name, oid }) ?? []);
  for (const branch of found.sort((x, y) => nearness(x) - nearness(y))) {
    if (branch.name === baseName || branch.name.startsWith(OWN) || !wanted(branch.name)) continue;
    if (!byName.has(branch.name)) byName.set(branch.name, branch);
  }
  const branches = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (branches.length === 0) throw noBranches(policy, refs);
  return { base, branches };
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

function nearness({ ref }: AgentBranch): number {
  if (ref.startsWith(HEADS)) return 0;
  return ref.startsWith('refs/remotes/origin/') ? 1 : 2;
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
