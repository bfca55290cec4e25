import {
  Fault,
  isOid,
  type BranchName,
  type BranchSupplyFinding,
  type Manifest,
  type Policy,
} from '@sluice/model';
import type { Clock, Git, Machine, Progress, Store, TreeEntry } from '@sluice/ports';
import { NO_SYMBOLS } from '@sluice/cluster';
import { holdForBase } from './symbols/hold-for-base.ts';
import { Symbols } from './symbols/find-symbols.ts';
import type { OpenSymbols } from './symbols/symbol-files.ts';
import { admitBranches } from './admit-branches.ts';
import { contend, type Contention } from './contend.ts';
import { manifestsOf } from './derive-manifests.ts';
import { discover, type AgentBranch, type Base, type Entrants } from './discover.ts';
import type { BranchFacts } from './generate-candidates.ts';
import type { Outcome } from './outcome.ts';
import { placeBranches } from './place-branches.ts';
import { checkSupplyChain } from './supply-chain.ts';
import { SupplyGate } from './supply-gate.ts';
import { timed, type Timings } from './timings.ts';

/** Everything that is known about the branches before anything of them is merged for landing. */
export interface Survey {
  readonly base: Base;
  readonly branches: readonly AgentBranch[];
  readonly manifests: readonly Manifest[];
  readonly facts: ReadonlyMap<BranchName, BranchFacts>;
  readonly contention: Contention;
  readonly baseFiles: readonly TreeEntry[];
  /** Branches that only a person may land. */
  readonly held: ReadonlySet<BranchName>;
  /** What they do to manifests and lockfiles, and the gate that says so of trees. */
  readonly supply: readonly BranchSupplyFinding[];
  readonly supplyGate: SupplyGate;
  /** What is decided already. A later step may still land a branch that conflicts with the base. */
  readonly outcomes: readonly Outcome[];
}

interface SurveyTools {
  readonly git: Git;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Whose registry counts as known to all repositories; without it only what the base uses is known. */
  readonly machine?: Machine;
  /** Reads programs; without it symbols say nothing. */
  readonly openSymbols?: OpenSymbols | undefined;
  /** Where the symbols of files are remembered. */
  readonly store?: Store;
}

/**
 * Discovery, manifests, admission and the change graph: about eight git processes for any number of branches. `entry`
 * says who takes part, or only the base; without it branches are found by name.
 */
export async function surveyBranches(
  { git, policy, clock, progress, machine, openSymbols, store }: SurveyTools,
  timings: Timings,
  entry?: Entrants | Base,
): Promise<Survey> {
  const found = await timed(timings, 'discover', clock, () => enter(git, policy, entry));
  const { base, branches, refused } = found;
  // Jobs on different machines have to come to the same: there only the base and the policy name hosts.
  const ownHosts = entry && 'branches' in entry ? undefined : machine;
  progress({
    stage: 'discover',
    message: `${branches.length} ${branches.length === 1 ? 'branch' : 'branches'} against ${showRef(base)}`,
  });
  return timed(timings, 'cluster', clock, async () => {
    const [placement, baseFiles] = await Promise.all([
      placeBranches(git, base, branches),
      adoptBase(git, base),
    ]);
    const derived = await manifestsOf(git, base, placement, policy);
    const manifests = derived.derived.map(({ manifest }) => manifest);
    const admission = await admitBranches(git, manifests, baseFiles, policy);
    const graphed = new Set(admission.graphed);
    const entering = derived.derived.filter(({ manifest }) => graphed.has(manifest));
    const supplyGate = new SupplyGate(
      { git, policy: policy.supplyChain, registryHosts: async () => ownHosts?.registryHosts('npm') ?? [] },
      baseFiles,
    );
    const supply = await checkSupplyChain(supplyGate, entering);
    const distrusted = supply.outcomes.filter(({ branch }) => !admission.held.has(branch));
    const held = new Set([...admission.held, ...distrusted.map(({ branch }) => branch)]);
    const symbols =
      openSymbols &&
      (await Symbols.open(
        { git, store, openSymbols, mode: policy.symbols },
        baseFiles,
        entering.map(({ manifest, meeting }) =>
          meeting.kind === 'clean' ? meeting.changes : manifest.changes,
        ),
      ));
    const outdated = symbols ? await holdForBase(git, base, { derived: entering, symbols }) : [];
    const broken = outdated.filter(({ branch }) => !held.has(branch));
    for (const { branch } of broken) held.add(branch);
    const contention = await contend(git, base, entering, {
      held,
      baseFiles,
      symbolsOf: async (contenders) => symbols?.between(contenders) ?? NO_SYMBOLS,
      sameWork: policy.sameWork,
    });
    const outcomes = [
      ...refused.map(({ outcome }) => outcome),
      ...derived.outcomes,
      ...admission.outcomes,
      ...distrusted,
      ...broken,
      ...contention.outcomes,
    ];
    // Where no branch is there at all, as on a forge between two bursts of work, nothing lacks its history.
    const cut = outcomes.filter(({ reason }) => reason === 'shallow').length;
    if (manifests.length === 0 && cut > 0 && cut === outcomes.length) throw tooShallow();
    return {
      base,
      branches: [...branches, ...refused.map(({ branch }) => branch)].sort(byName),
      manifests,
      facts: factsOf(manifests, contention),
      contention,
      baseFiles,
      held,
      supply: supply.findings,
      supplyGate,
      outcomes,
    };
  });
}

/** The files of the base, by whose attributes everything is compared and merged from here on: no branch has a say in that. */
async function adoptBase(git: Git, base: Base): Promise<readonly TreeEntry[]> {
  const files = await git.files(base.sha);
  await git.adoptAttributes(files);
  return files;
}

async function enter(git: Git, policy: Policy, entry: Entrants | Base | undefined): Promise<Entrants> {
  if (entry && 'branches' in entry) return entry;
  return { ...(await discover(git, policy, entry)), refused: [] };
}

function byName(a: AgentBranch, b: AgentBranch): number {
  return a.name < b.name ? -1 : 1;
}

function factsOf(
  manifests: readonly Manifest[],
  { contenders, outcomes }: Contention,
): Map<BranchName, BranchFacts> {
  const stuck = new Set(
    outcomes.filter(({ reason }) => reason === 'base-conflict').map(({ branch }) => branch),
  );
  const here = new Map(
    contenders.filter(({ name }) => !stuck.has(name)).map(({ name, changes }) => [name, changes]),
  );
  return new Map(
    manifests.map((manifest) => [
      manifest.branch,
      { manifest, changes: here.get(manifest.branch) ?? manifest.changes },
    ]),
  );
}

function showRef({ ref, sha }: Base): string {
  return isOid(ref)
    ? sha.slice(0, 10)
    : `${ref.replace(/^refs\/(?:heads|remotes)\//, '')} (${sha.slice(0, 10)})`;
}

function tooShallow(): Fault {
  return new Fault(
    'SHALLOW',
    'This clone is shallow and lacks the commits where the branches left the base.',
    'Run `git fetch --unshallow` and run again.',
  );
}
