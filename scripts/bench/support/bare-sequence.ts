// Merging branches one onto another with git alone, in three ways.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { bareGitEnvironment, IDENTITY, shell } from './bare-git.ts';
import { seconds } from './measure.ts';

/** The trees after each merge, and what it took. */
export interface BareSequence {
  readonly seconds: number;
  readonly trees: readonly string[];
}

const DIALOGUE = ['-o0', 'git', 'merge-tree', '--write-tree', '-z', '--stdin'];
const WHO = 'Bench <bench@example.invalid> 1700000000 +0000';

/**
 * One `git merge-tree --stdin` that answers line by line; each answer becomes a commit, written as a loose object in
 * the cheapest form (stored, not compressed; no temporary file), which the next line names.
 */
export async function mergeByDialogue(
  gitDir: string,
  base: string,
  heads: readonly string[],
): Promise<BareSequence> {
  const trees: string[] = [];
  const taken = await seconds(async () => {
    const child = spawn('stdbuf', DIALOGUE, {
      env: bareGitEnvironment(gitDir),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    let tip = base;
    let said = '';
    const ask = (): unknown => child.stdin.write(`${tip} ${heads[trees.length]}\n`);
    child.stdout.setEncoding('latin1').on('data', (chunk: string) => {
      said += chunk;
      // A clean answer is `1`, the tree, and an empty field.
      const answer = /^1\0([0-9a-f]{40})\0\0/.exec(said);
      if (!answer) return;
      said = said.slice(answer[0].length);
      tip = writeCommit(gitDir, answer[1]!, [tip, heads[trees.length]!]);
      trees.push(answer[1]!);
      if (trees.length < heads.length) ask();
      else child.stdin.end();
    });
    ask();
    await exit;
  });
  return { seconds: taken, trees };
}

/** One `git merge-tree --stdin` fed at once. Not the same job: the commits between have to be there before it starts. */
export async function mergeAtOnce(
  gitDir: string,
  base: string,
  { heads, trees }: { heads: readonly string[]; trees: readonly string[] },
): Promise<BareSequence> {
  let tip = base;
  let input = '';
  for (const [i, head] of heads.entries()) {
    input += `${tip} ${head}\n`;
    tip = writeCommit(gitDir, trees[i]!, [tip, head]);
  }
  let printed: string[] = [];
  const taken = await seconds(
    () =>
      (printed = shell('git merge-tree --write-tree -z --stdin', { env: bareGitEnvironment(gitDir), input })),
  );
  const found = [...printed.join('\n').matchAll(/1\0([0-9a-f]{40})\0\0/g)].map((answer) => answer[1]!);
  return { seconds: taken, trees: found };
}

const ONE_BY_ONE = `read tip
while read head; do
  tree=$(git merge-tree --write-tree $tip $head) || exit 3
  tip=$(git commit-tree $tree -p $tip -p $head -m merge) || exit 3
  echo $tree
done`;

/** A `git merge-tree` and a `git commit-tree` process for each merge. */
export async function mergeByProcess(
  gitDir: string,
  base: string,
  heads: readonly string[],
): Promise<BareSequence> {
  const env = { ...bareGitEnvironment(gitDir), ...IDENTITY };
  let trees: readonly string[] = [];
  const input = [base, ...heads, ''].join('\n');
  const taken = await seconds(() => (trees = shell(ONE_BY_ONE, { env, input })));
  return { seconds: taken, trees };
}

function writeCommit(gitDir: string, tree: string, parents: readonly string[]): string {
  const from = parents.map((parent) => `parent ${parent}\n`).join('');
  const text = `tree ${tree}\n${from}author ${WHO}\ncommitter ${WHO}\n\nmerge\n`;
  const bytes = Buffer.from(`commit ${text.length}\0${text}`);
  const oid = createHash('sha1').update(bytes).digest('hex');
  const directory = join(gitDir, 'objects', oid.slice(0, 2));
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, oid.slice(2)), deflateSync(bytes, { level: 0 }));
  return oid;
}
