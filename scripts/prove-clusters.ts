// Holds the clusters of any repository against git itself: every pair of its agent branches is merged for real, and
// the clusters must be complete, tight, and land at least the maximum independent set of the true conflict graph.
// Usage: node scripts/prove-clusters.ts REPOSITORY... (with `main` and `claude/**`)
import { openRepository } from '@sluice/adapters/git/open-repository';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { DEFAULT_POLICY } from '@sluice/config';
import { openEngine } from '@sluice/engine';
import type { Cluster } from '@sluice/model';
import { proposeLanding, surveyBranches, MergeSequence, type Survey } from '@sluice/pipeline';
import type { Git } from '@sluice/ports';

interface Proof {
  readonly branches: number;
  readonly conflicts: number;
  /** Conflicting pairs that are in different clusters. */
  readonly split: number;
  /** Branches of a contended cluster that conflict with no other branch. */
  readonly loose: number;
  readonly lands: number;
  readonly most: number;
  readonly seconds: number;
  readonly processes: number;
}

// Protected paths are a matter of policy, not of merging.
const policy = { ...DEFAULT_POLICY, protectedPaths: [], maxPaths: 1_000_000 };

async function prove(directory: string): Promise<Proof> {
  const git = await openRepository(directory);
  try {
    const start = systemClock.elapsed();
    const survey = await surveyBranches({ git, policy, clock: systemClock, progress: () => undefined }, {});
    const seconds = systemClock.elapsed() - start;
    const processes = git.processes();
    const conflicts = await trueConflicts(git, survey);
    const sequence = await MergeSequence.open({ git, policy, loadMerger: openEngine }, survey.base.sha, 0);
    const { lanes, union } = await proposeLanding(survey, {
      sequence,
      policy,
      out: new Set(),
      progress: () => undefined,
    });
    await sequence.close();
    const clusters = lanes.map(({ cluster }) => cluster);
    const lands = union.items.filter(({ strategy }) => strategy === 'independent-set').length;
    const names = clusters.flatMap(({ branches }) => branches);
    return {
      branches: names.length,
      conflicts: conflicts.size,
      ...held(clusters, conflicts),
      lands,
      most: mostIndependent(names, conflicts),
      seconds,
      processes,
    };
  } finally {
    await git.close();
  }
}

async function trueConflicts(git: Git, { contention: { contenders } }: Survey): Promise<Set<string>> {
  const pairs = contenders.flatMap((a, i) => contenders.slice(i + 1).map((b) => [a, b] as const));
  const answers = await git.mergePairs(pairs.map(([a, b]) => [a.commit, b.commit] as const));
  return new Set(pairs.filter((_, i) => !answers[i]!.clean).map(([a, b]) => `${a.name}\0${b.name}`));
}

function held(
  clusters: readonly Cluster[],
  conflicts: ReadonlySet<string>,
): { split: number; loose: number } {
  const home = new Map(clusters.flatMap(({ id, branches }) => branches.map((name) => [name, id] as const)));
  const pairs = [...conflicts].map((pair) => pair.split('\0') as [string, string]);
  const conflicting = new Set(pairs.flat());
  const crowded = clusters.filter(({ branches }) => branches.length > 1).flatMap(({ branches }) => branches);
  return {
    split: pairs.filter(([a, b]) => home.get(a) !== home.get(b)).length,
    loose: crowded.filter((name) => !conflicting.has(name)).length,
  };
}

/** Size of the maximum independent set, by trying both fates of the most conflicted branch. */
function mostIndependent(names: readonly string[], conflicts: ReadonlySet<string>): number {
  const near = new Map(names.map((name) => [name, new Set<string>()]));
  for (const pair of conflicts) {
    const [a, b] = pair.split('\0') as [string, string];
    near.get(a)!.add(b);
    near.get(b)!.add(a);
  }
  const search = (left: ReadonlySet<string>): number => {
    const degree = (name: string): number => [...near.get(name)!].filter((other) => left.has(other)).length;
    const worst = [...left].reduce((a, b) => (degree(b) > degree(a) ? b : a), [...left][0] ?? '');
    if (left.size === 0 || degree(worst) === 0) return left.size;
    const without = new Set([...left].filter((name) => name !== worst));
    const within = new Set([...without].filter((name) => !near.get(worst)!.has(name)));
    return Math.max(search(without), 1 + search(within));
  };
  return search(new Set(names));
}

let wrong = 0;
for (const directory of process.argv.slice(2)) {
  const proof = await prove(directory);
  const right = proof.split === 0 && proof.loose === 0 && proof.lands >= proof.most;
  if (!right) wrong += 1;
  const { branches, conflicts, split, loose, lands, most, seconds, processes } = proof;
  console.log(
    `${right ? 'holds' : 'FAILS'}  ${directory}: ${branches} branches, ${conflicts} conflicting pairs, ${split} split, ${loose} loose, lands ${lands} of at most ${most} (${seconds.toFixed(3)} s, ${processes} git processes)`,
  );
}
process.exitCode = wrong > 0 ? 1 : 0;
