// Two branches that git merges without a word, and what the survey says of their symbols.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Edge, Hint } from '@sluice/model';
import { surveyed } from './surveyed.ts';
import { temporaryDirectory, writeBranches, type Edits } from './written-history.ts';

export interface Meeting {
  readonly base: Edits;
  readonly a: Edits;
  readonly b: Edits;
  /** A command that fails in the merged tree, and passes on the base and on each branch. */
  readonly check?: readonly string[];
}

export interface Met {
  readonly edges: readonly Edge[];
  readonly hints: readonly Hint[];
  /** Branches that land together. */
  readonly lands: number;
}

/** @throws when git does not merge them cleanly, or `check` does not say what it should. */
export async function meetAtSymbols({ base, a, b, check }: Meeting): Promise<Met> {
  const history = writeBranches({ base, branches: { a, b } });
  const merged = history.git('merge-tree', '--write-tree', 'a', 'b');
  if (check) {
    const passes = (tree: string): boolean => passesIn(history.directory, tree, check);
    for (const side of ['main', 'a', 'b']) if (!passes(side)) throw new Error(`${side} fails by itself.`);
    if (passes(merged)) throw new Error('The merge is not broken.');
  }
  const { survey, clusters } = await surveyed(history);
  if (survey.outcomes.length > 0) throw new Error(JSON.stringify(survey.outcomes));
  return {
    edges: clusters.flatMap(({ edges }) => edges),
    hints: survey.contention.hints,
    lands: clusters.reduce((sum, cluster) => sum + cluster.lands.length, 0),
  };
}

/** Two branches that must not land together. */
export interface Tied extends Meeting {
  readonly kind?: Edge['kind'];
  /** The symbol and both places, as the edge has it. */
  readonly says: string;
}

/** One edge ties them and says so, nothing else is told, and one of them lands. */
export async function expectTied({ kind = 'definition', says, ...meeting }: Tied): Promise<void> {
  const { edges, hints, lands } = await meetAtSymbols(meeting);
  const path = / at (.+?):\d/.exec(says)![1]!;
  expect(edges).toEqual([{ among: ['a', 'b'], kind, path, detail: says }]);
  expect(hints).toEqual([]);
  expect(lands).toBe(1);
}

/** Nothing ties them, and both land. */
export async function expectFree(meeting: Meeting): Promise<void> {
  const { edges, lands } = await meetAtSymbols(meeting);
  expect(edges).toEqual([]);
  expect(lands).toBe(2);
}

function passesIn(gitDir: string, tree: string, [program, ...words]: readonly string[]): boolean {
  const directory = temporaryDirectory();
  mkdirSync(`${directory}/tree`);
  const archive = execFileSync('git', ['--git-dir', gitDir, 'archive', tree]);
  execFileSync('tar', ['-x', '-C', `${directory}/tree`], { input: archive });
  try {
    execFileSync(program!, words, { cwd: `${directory}/tree`, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;
