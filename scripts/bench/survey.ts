import { ok } from 'node:assert/strict';
import { note, type Benchmark, type Finding } from './benchmark.ts';
import { inPairs, inSeconds, medianOf, same, times } from './support/measure.ts';
import { Pairwise } from './support/pairwise.ts';
import { surveyOnce, type Surveyed } from './support/survey-once.ts';
import { planOf, type WorkScale } from './support/survey-plan.ts';
import { withRepository } from './support/synthetic-repository.ts';

interface Scale extends Omit<WorkScale, 'late'> {
  /** Most pairs that the baseline merges. */
  readonly sampled: number;
  readonly rounds: number;
}

interface Bars {
  readonly seconds: number;
  readonly processes: number;
  readonly faster: number;
}

/** Discovery, manifests and clustering in a warm process, against one `git merge-tree` process for each pair of branches. */
export const survey50: Benchmark = {
  name: 'survey-50',
  about:
    'Discovery, manifests and clusters of 50 branches in process, against pairwise git merge-tree by process.',
  run: (size) =>
    measure(
      size === 'full'
        ? { branches: 50, files: 1000, filesPerBranch: 4, shared: 10, sampled: 1225, rounds: 7 }
        : { branches: 12, files: 60, filesPerBranch: 3, shared: 2, sampled: 66, rounds: 1 },
      { seconds: 0.1, processes: 8, faster: 100 },
    ),
};

export const survey1000: Benchmark = {
  name: 'survey-1000',
  about:
    'The same for 1,000 branches of 10 files each; the baseline is 2,000 sampled pairs, scaled to all 499,500.',
  run: (size) =>
    measure(
      size === 'full'
        ? { branches: 1000, files: 1000, filesPerBranch: 10, shared: 10, sampled: 2000, rounds: 5 }
        : { branches: 40, files: 80, filesPerBranch: 10, shared: 4, sampled: 100, rounds: 1 },
      { seconds: 1.5, processes: 8, faster: 100 },
    ),
};

async function measure(scale: Scale, bars: Bars): Promise<readonly Finding[]> {
  return [...(await measureOnTip(scale, bars)), await measureLate(scale)];
}

async function measureOnTip(scale: Scale, bars: Bars): Promise<readonly Finding[]> {
  return withRepository(planOf({ ...scale, late: false }), async (directory) => {
    const cold = await surveyOnce(directory);
    const pairwise = new Pairwise(directory, cold, scale);
    const pairs = await inPairs(
      scale.rounds,
      async () => (await surveyOnce(directory)).seconds,
      (round) => pairwise.byProcess(round),
    );
    pairwise.check(cold);
    const shell = await medianOf(scale.rounds, (round) => pairwise.byShell(round));
    checkClusters(cold.clusters, scale.branches);
    const sample = pairwise.sampled === pairwise.all ? 'all' : `${pairwise.sampled} of`;
    return [
      {
        what: `${scale.branches} branches, ${scale.files} files, ${scale.filesPerBranch} a branch`,
        figure: inSeconds(pairs.ours),
        baseline: `a merge-tree process a pair, ${sample} ${pairwise.all}: ${inSeconds(pairs.theirs)}`,
        ratio: `${times(pairs.ratio)} faster`,
        bar: `≤ ${bars.seconds} s, ≥ ${bars.faster} times`,
        met: pairs.ours <= bars.seconds && pairs.ratio >= bars.faster,
      },
      note('the same', inSeconds(pairs.ours), {
        baseline: `the processes started by a shell loop: ${inSeconds(shell)}`,
        ratio: `${times(shell / pairs.ours)} faster`,
      }),
      ...countsOf(cold, bars),
    ];
  });
}

function countsOf({ seconds, processes, clusters }: Surveyed, bars: Bars): readonly Finding[] {
  ok(processes <= bars.processes, `${processes} git processes`);
  const lands = clusters.reduce((sum, cluster) => sum + cluster.lands.length, 0);
  return [
    note('the first in this process', inSeconds(seconds)),
    { ...note('git processes', String(processes)), bar: `≤ ${bars.processes}` },
    note(
      'clusters, the largest, branches in landing sets',
      [clusters.length, clusters[0]!.branches.length, lands].join(', '),
    ),
  ];
}

/** Branches that are behind are merged with the base first, which costs processes of its own. */
async function measureLate(scale: Scale): Promise<Finding> {
  return withRepository(planOf({ ...scale, late: true }), async (directory) => {
    const { processes, clusters } = await surveyOnce(directory);
    checkClusters(clusters, scale.branches);
    const taken = await medianOf(scale.rounds, async () => (await surveyOnce(directory)).seconds);
    return note('with every fifth branch behind the base', `${inSeconds(taken)}, ${processes} processes`);
  });
}

function checkClusters(clusters: Awaited<ReturnType<typeof surveyOnce>>['clusters'], branches: number): void {
  const members = clusters.flatMap((cluster) => cluster.branches);
  same([members.length, new Set(members).size], [branches, branches], 'every branch is in one cluster');
  const loose = clusters.filter((cluster) => cluster.branches.length > 1 && cluster.edges.length === 0);
  same(loose, [], 'no cluster of several without an edge');
}
