import { distinct, seededRandom } from './random.ts';
import { filesOf, type BranchPlan, type RepositoryPlan } from './synthetic-repository.ts';

export interface WorkScale {
  readonly branches: number;
  readonly files: number;
  readonly filesPerBranch: number;
  /** How many files are common property: each branch changes one of them. */
  readonly shared: number;
  /** Whether every fifth branch left the base before its last commits. */
  readonly late: boolean;
}

const LINES = 120;
/** Commits of the base after the first. */
const ADVANCES = 4;

/** Each branch changes one line in each of its files; one of them is common property of all. */
export function planOf({ branches, files, filesPerBranch, shared, late }: WorkScale): RepositoryPlan {
  const random = seededRandom(branches);
  const lines = filesOf(files, LINES);
  const paths = [...lines.keys()];
  const plans = Array.from({ length: branches }, (_, i): BranchPlan => {
    const own = distinct(random, filesPerBranch - 1, files - shared).map((n) => n + shared);
    const touched = [random(shared), ...own];
    return {
      name: `claude/work-${i}`,
      behind: late && i % 5 === 0 ? 1 + (i % ADVANCES) : 0,
      edits: touched.map((n) => ({ path: paths[n]!, line: random(LINES) })),
    };
  });
  const advances = paths.slice(-ADVANCES).map((path, i) => ({ path, line: i }));
  return { files: lines, advances: late ? advances : [], branches: plans };
}
