// What the same work costs with git alone: the baselines.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { PLACE } from './place.ts';
import { join } from 'node:path';
import { seconds } from './measure.ts';

/** No configuration but git's own; `gitDir` is the repository to work in. */
export function bareGitEnvironment(gitDir?: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    HOME: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...(gitDir === undefined ? {} : { GIT_DIR: gitDir }),
  };
}

/** For commands that make commits. */
export const IDENTITY = {
  GIT_AUTHOR_NAME: 'Bench',
  GIT_AUTHOR_EMAIL: 'bench@example.invalid',
  GIT_COMMITTER_NAME: 'Bench',
  GIT_COMMITTER_EMAIL: 'bench@example.invalid',
};

/** Objects uncompressed, as in our own scratch repository: the fastest that git alone can do. */
const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tlooseCompression = 0\n';

/** An empty bare repository that borrows the objects of `directory`, for one measurement. */
export async function inScratch<T>(directory: string, use: (gitDir: string) => Promise<T>): Promise<T> {
  const gitDir = mkdtempSync(join(PLACE, 'sluice-bench-scratch-'));
  try {
    for (const made of ['objects/info', 'refs/heads']) mkdirSync(join(gitDir, made), { recursive: true });
    writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(join(gitDir, 'config'), CONFIG);
    writeFileSync(join(gitDir, 'objects/info/alternates'), `${join(directory, 'objects')}\n`);
    return await use(gitDir);
  } finally {
    rmSync(gitDir, { recursive: true, force: true });
  }
}

/** Runs a shell script; what it printed, line by line. A shell starts git faster than Node does. */
export function shell(
  script: string,
  { env, input = '' }: { env: NodeJS.ProcessEnv; input?: string },
): string[] {
  const ran = spawnSync('sh', ['-c', script], { env, input, maxBuffer: 2 ** 28, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${script}\nended with ${ran.status}: ${ran.stderr}`);
  return ran.stdout.split('\n').filter(Boolean);
}

export type Pair = readonly [string, string];

const MERGE_PAIRS = `while read a b; do
  git merge-tree --write-tree $a $b >/dev/null || { [ $? -eq 1 ] || exit 3; echo $a $b; }
done`;

interface MergedPairs {
  readonly seconds: number;
  /** The pairs that conflict. */
  readonly conflicts: readonly Pair[];
}

/** One `git merge-tree` process a pair, started by a shell loop: the cheapest way to start them. */
export async function mergePairsByShell(directory: string, pairs: readonly Pair[]): Promise<MergedPairs> {
  return inScratch(directory, async (gitDir) => {
    let conflicts: readonly string[] = [];
    const input = pairs.map(([a, b]) => `${a} ${b}\n`).join('');
    const taken = await seconds(
      () => (conflicts = shell(MERGE_PAIRS, { env: bareGitEnvironment(gitDir), input })),
    );
    return { seconds: taken, conflicts: conflicts.map((pair) => pair.split(' ') as unknown as Pair) };
  });
}

/** One `git merge-tree` process a pair, started from Node one after another. */
export async function mergePairsByProcess(directory: string, pairs: readonly Pair[]): Promise<MergedPairs> {
  return inScratch(directory, async (gitDir) => {
    const options = { env: bareGitEnvironment(gitDir) };
    const conflicts: Pair[] = [];
    const taken = await seconds(async () => {
      for (const pair of pairs) if (!(await mergesCleanly(pair, options))) conflicts.push(pair);
    });
    return { seconds: taken, conflicts };
  });
}

function mergesCleanly(pair: Pair, options: { env: NodeJS.ProcessEnv }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    execFile('git', ['merge-tree', '--write-tree', ...pair], options, (error) => {
      if (error && error.code !== 1) reject(error);
      else resolve(error === null);
    });
  });
}
