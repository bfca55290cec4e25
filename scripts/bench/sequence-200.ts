import { openRepository } from '@sluice/adapters/git/open-repository';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { DEFAULT_POLICY } from '@sluice/config';
import { openEngine } from '@sluice/engine';
import { surveyBranches, type Survey } from '@sluice/pipeline';
import type { LandingItem } from '../../packages/pipeline/src/landing-item.ts';
import { MergeSequence } from '../../packages/pipeline/src/merge-sequence.ts';
import { note, type Benchmark, type Finding } from './benchmark.ts';
import { inScratch } from './support/bare-git.ts';
import { mergeAtOnce, mergeByDialogue, mergeByProcess, type BareSequence } from './support/bare-sequence.ts';
import { inPairs, inSeconds, medianOf, same, times, type Pairs } from './support/measure.ts';
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

interface Scale {
  readonly branches: number;
  readonly rounds: number;
}

async function measure({ branches, rounds }: Scale): Promise<readonly Finding[]> {
  return withRepository(planOf(branches), async (directory) => {
    const { survey, items } = await surveyOf(directory);
    const base = survey.base.sha;
    const heads = items.map(({ manifest }) => manifest.head);
    const { trees } = await sequenceOnce(directory, survey, items);
    const ours = async () => (await sequenceOnce(directory, survey, items)).seconds;
    const bare = (merge: (gitDir: string) => Promise<BareSequence>) => () =>
      inScratch(directory, async (gitDir) => {
        const made = await merge(gitDir);
        same(made.trees, trees, 'git makes the same trees');
        return made.seconds;
      });
    const byDialogue = bare((gitDir) => mergeByDialogue(gitDir, base, heads));
    const byProcess = bare((gitDir) => mergeByProcess(gitDir, base, heads));
    const atOnce = bare((gitDir) => mergeAtOnce(gitDir, base, { heads, trees }));
    const dialogue = await inPairs(rounds, ours, byDialogue);
    const what = `${branches} merges, one onto another`;
    const fed = await medianOf(rounds, atOnce);
    return [
      heldAgainst('a dialogue with one merge-tree', dialogue, { what, most: SLOWER }),
      heldAgainst(
        'merge-tree and commit-tree processes',
        await inPairs(Math.min(rounds, 7), ours, byProcess),
        { what, most: SHARE },
      ),
      note(`${what} (not the same job)`, inSeconds(dialogue.ours), {
        baseline: `merge-tree fed at once, commits made before: ${inSeconds(fed)}`,
        ratio: `${times(dialogue.ours / fed)} its time`,
      }),
    ];
  });
}

function heldAgainst(
  baseline: string,
  { ours, theirs, ratio }: Pairs,
  { what, most }: { what: string; most: number },
): Finding {
  return {
    what,
    figure: inSeconds(ours),
    baseline: `${baseline}: ${inSeconds(theirs)}`,
    ratio: `${times(1 / ratio)} its time`,
    bar: `≤ ${most} times`,
    met: 1 / ratio <= most,
  };
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

/** Everything between an open repository and the last commit counts. */
async function sequenceOnce(
  directory: string,
  survey: Survey,
  items: readonly LandingItem[],
): Promise<BareSequence> {
  const git = await openRepository(directory);
  try {
    const start = performance.now();
    const tools = { git, policy: DEFAULT_POLICY, loadMerger: openEngine };
    const sequence = await MergeSequence.open(tools, survey.base.sha, 1_700_000_000);
    const merged = await sequence.merge(items);
    await sequence.close();
    const seconds = (performance.now() - start) / 1000;
    if (merged.kind === 'conflict') throw new Error('All of these branches merge.');
    return { seconds, trees: merged.items.map(({ tip }) => tip.tree) };
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
