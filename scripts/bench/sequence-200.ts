import { openRepository } from '@sluice/adapters/git/open-repository';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { DEFAULT_POLICY } from '@sluice/config';
import { surveyBranches, type Survey } from '@sluice/pipeline';
import type { LandingItem } from '../../packages/pipeline/src/landing-item.ts';
import { MergeSequence } from '../../packages/pipeline/src/merge-sequence.ts';
import type { Benchmark, Finding } from './benchmark.ts';
import { inScratch } from './support/bare-git.ts';
import { mergeAtOnce, mergeByDialogue, mergeByProcess, type BareSequence } from './support/bare-sequence.ts';
import { inPairs, inSeconds, medianOf, same, seconds, times } from './support/measure.ts';
import { filesOf, withRepository, type RepositoryPlan } from './support/synthetic-repository.ts';

const SLOWER = 1.3;
const SHARE = 0.3;
const FILES = 1000;
/** Between the lines of a shared file that branches change: far enough that git merges them. */
const GAP = 5;

/** Branches merged one onto another in memory, with the commits that would be delivered. */
export const sequence200: Benchmark = {
  name: 'sequence-200',
  about:
    'Sequential in-memory merge of 200 clean branches, commits included, against the same merges by git alone.',
  run: (size) => measure(size === 'full' ? { branches: 200, rounds: 21 } : { branches: 10, rounds: 1 }),
};

async function measure({
  branches,
  rounds,
}: {
  branches: number;
  rounds: number;
}): Promise<readonly Finding[]> {
  return withRepository(planOf(branches), async (directory) => {
    const { survey, items } = await surveyOf(directory);
    const base = survey.base.sha;
    const heads = items.map(({ manifest }) => manifest.head);
    const trees = await treesOf(directory, survey, items);
    const checked = ({ seconds: taken, trees: made }: BareSequence): number => {
      same(made, trees, 'git makes the same trees');
      return taken;
    };
    const ours = () => sequenceOnce(directory, survey, items);
    const dialogue = await inPairs(rounds, ours, () =>
      inScratch(directory, async (gitDir) => checked(await mergeByDialogue(gitDir, base, heads))),
    );
    const processes = await inPairs(Math.min(rounds, 7), ours, () =>
      inScratch(directory, async (gitDir) => checked(await mergeByProcess(gitDir, base, heads))),
    );
    const atOnce = await medianOf(rounds, () =>
      inScratch(directory, async (gitDir) => checked(await mergeAtOnce(gitDir, base, { heads, trees }))),
    );
    const what = `${branches} merges, one onto another`;
    return [
      {
        what,
        figure: inSeconds(dialogue.ours),
        baseline: `a dialogue with one merge-tree: ${inSeconds(dialogue.theirs)}`,
        ratio: `${times(1 / dialogue.ratio)} its time`,
        bar: `≤ ${SLOWER} times`,
        met: 1 / dialogue.ratio <= SLOWER,
      },
      {
        what,
        figure: inSeconds(processes.ours),
        baseline: `merge-tree and commit-tree processes: ${inSeconds(processes.theirs)}`,
        ratio: `${times(1 / processes.ratio)} their time`,
        bar: `≤ ${SHARE} times`,
        met: 1 / processes.ratio <= SHARE,
      },
      {
        what: `${what} (not the same job)`,
        figure: inSeconds(dialogue.ours),
        baseline: `merge-tree fed at once, commits made before: ${inSeconds(atOnce)}`,
        ratio: `${times(dialogue.ours / atOnce)} its time`,
        bar: '',
        met: true,
      },
    ];
  });
}

async function surveyOf(directory: string): Promise<{ survey: Survey; items: readonly LandingItem[] }> {
  const git = await openRepository(directory);
  try {
    const tools = { git, policy: DEFAULT_POLICY, clock: systemClock, progress: () => undefined };
    const survey = await surveyBranches(tools, {});
    const items = survey.branches.map(({ name }): LandingItem => {
      return { ...survey.facts.get(name)!, cluster: 'c1', strategy: 'independent-set', whole: false };
    });
    return { survey, items };
  } finally {
    await git.close();
  }
}

/** From an open repository to the last commit. */
async function sequenceOnce(
  directory: string,
  survey: Survey,
  items: readonly LandingItem[],
): Promise<number> {
  const git = await openRepository(directory);
  try {
    return await seconds(async () => {
      const sequence = await MergeSequence.open(git, survey.base.sha, 1_700_000_000);
      const merged = await sequence.merge(items);
      await sequence.close();
      same(merged.kind, 'merged', 'all merge');
    });
  } finally {
    await git.close();
  }
}

async function treesOf(directory: string, survey: Survey, items: readonly LandingItem[]): Promise<string[]> {
  const git = await openRepository(directory);
  try {
    const sequence = await MergeSequence.open(git, survey.base.sha, 1_700_000_000);
    const merged = await sequence.merge(items);
    await sequence.close();
    return merged.kind === 'merged' ? merged.items.map(({ tip }) => tip.tree) : [];
  } finally {
    await git.close();
  }
}

/** Three files a branch, one of them shared by a quarter of all; each branch has its own lines there. */
function planOf(branches: number): RepositoryPlan {
  const files = filesOf(FILES, 120);
  const paths = [...files.keys()];
  const [shared, own] = [paths.slice(0, 4), paths.slice(4)];
  for (const path of shared) files.set(path, branches * GAP);
  return {
    files,
    advances: [],
    branches: Array.from({ length: branches }, (_, i) => ({
      name: `claude/work-${i}`,
      behind: 0,
      edits: [
        { path: shared[i % shared.length]!, line: i * GAP },
        { path: own[i]!, line: 7 },
        { path: own[branches + i]!, line: 12 },
      ],
    })),
  };
}
