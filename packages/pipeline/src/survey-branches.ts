import { Fault, isOid, type BranchName, type Manifest, type Policy } from '@sluice/model';
import type { Clock, Git, Progress, TreeEntry } from '@sluice/ports';
import { admitBranches } from './admit-branches.ts';
import { contend, type Contention } from './contend.ts';
import { deriveManifests } from './derive-manifests.ts';
import { discover, type AgentBranch, type Base } from './discover.ts';
import type { BranchFacts } from './generate-candidates.ts';
import type { Outcome } from './outcome.ts';
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
  /** What is decided already. A later step may still land a branch that conflicts with the base. */
  readonly outcomes: readonly Outcome[];
}

interface SurveyTools {
  readonly git: Git;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly progress: Progress;
}

/** Discovery, manifests, admission and the change graph: about eight git processes for any number of branches. */
export async function surveyBranches(
  { git, policy, clock, progress }: SurveyTools,
  timings: Timings,
  target?: Base,
): Promise<Survey> {
  const { base, branches } = await timed(timings, 'discover', clock, () => discover(git, policy, target));
  progress({
    stage: 'discover',
    message: `${branches.length} ${branches.length === 1 ? 'branch' : 'branches'} against ${showRef(base)}`,
  });
  return timed(timings, 'cluster', clock, async () => {
    const [derived, baseFiles] = await Promise.all([
      deriveManifests(git, base, branches, policy),
      git.files(base.sha),
    ]);
    const manifests = derived.derived.map(({ manifest }) => manifest);
    const admission = await admitBranches(git, manifests, baseFiles, policy);
    const graphed = new Set(admission.graphed);
    const entering = derived.derived.filter(({ manifest }) => graphed.has(manifest));
    const contention = await contend(git, base, entering, { held: admission.held, baseFiles });
    const outcomes = [...derived.outcomes, ...admission.outcomes, ...contention.outcomes];
    if (manifests.length === 0 && outcomes.every(({ reason }) => reason === 'shallow')) throw tooShallow();
    return {
      base,
      branches,
      manifests,
      facts: factsOf(manifests, contention),
      contention,
      baseFiles,
      held: admission.held,
      outcomes,
    };
  });
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
