import type { Benchmark, Finding, Size } from './benchmark.ts';
import { inSeconds, median, same, times } from './support/measure.ts';
import { surveyOnce, type Surveyed } from './support/survey-once.ts';
import { filesOf, withRepository, type RepositoryPlan } from './support/synthetic-repository.ts';

const HOT = 'src/hot.ts';
const LINES = 4000;
/** Between the lines that branches change: far enough that git merges them. */
const GAP = 4;
const BAR = 2.5;

type Where = 'own' | 'same';

/** One file that every branch changes: what it costs must grow with the branches, not with their pairs. */
export const hotFile: Benchmark = {
  name: 'hot-file',
  about:
    'One file that all branches change, each its own region, then all the same: cost over the number of branches.',
  run: async (size) => [...(await curve('own', size)), ...(await curve('same', size))],
};

async function curve(where: Where, size: Size): Promise<Finding[]> {
  const sizes = size === 'full' ? [125, 250, 500, 1000] : [10, 20, 40];
  const taken: number[] = [];
  for (const branches of sizes) taken.push(await measure(where, branches, size === 'full' ? 5 : 1));
  return sizes.map((branches, i) => {
    const before = i === 0 ? null : taken[i]! / taken[i - 1]!;
    const last = size === 'full' && branches === 1000;
    return {
      what: `${branches} branches, ${where === 'own' ? 'each its own region' : 'all the same region'}`,
      figure: inSeconds(taken[i]!),
      baseline: before === null ? '' : `${sizes[i - 1]} branches: ${inSeconds(taken[i - 1]!)}`,
      ratio: before === null ? '' : `${times(before)} slower`,
      bar: last ? `≤ ${BAR} times` : '',
      met: !last || before! <= BAR,
    };
  });
}

async function measure(where: Where, branches: number, rounds: number): Promise<number> {
  return withRepository(planOf(where, branches), async (directory) => {
    check(where, branches, await surveyOnce(directory));
    const taken: number[] = [];
    for (let round = 0; round < rounds; round++) taken.push((await surveyOnce(directory)).seconds);
    return median(taken);
  });
}

function check(where: Where, branches: number, { clusters, survey }: Surveyed): void {
  const lands = clusters.reduce((sum, cluster) => sum + cluster.lands.length, 0);
  const { edges } = survey.contention.graph;
  if (where === 'own') {
    same([clusters.length, lands, edges.length], [branches, branches, 0], 'all are independent and land');
  } else {
    same([clusters.length, lands, edges.length], [1, 1, 1], 'all are one cluster, tied by one edge');
    same(edges[0]!.among.length, branches, 'the edge names them all');
  }
}

function planOf(where: Where, branches: number): RepositoryPlan {
  const files = filesOf(100, 20).set(HOT, LINES);
  return {
    files,
    advances: [],
    branches: Array.from({ length: branches }, (_, i) => ({
      name: `claude/work-${i}`,
      behind: 0,
      edits: [{ path: HOT, line: where === 'own' ? i * GAP : LINES / 2 }],
    })),
  };
}
