// Whole histories as bare repositories, each written by one `git fast-import`: for tests that need many of them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeGitText, type GitPath } from '@sluice/model';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { openRepository } from '@sluice/adapters/git/open-repository';

/** What a path becomes: a text or bytes (mode 100644), another kind of file, or (null) nothing. */
export type Content = string | Buffer | { readonly mode: string; readonly content: string | Buffer } | null;
export type Edits = Readonly<Record<GitPath, Content>>;

export interface PlannedCommit {
  /** How later commits name this one as a parent. */
  readonly name: string;
  /** Short name of the branch that points at it, unless a later commit has the same one. */
  readonly branch: string;
  /** The first is edited, the others are only recorded. */
  readonly parents: readonly string[];
  readonly edits: Edits;
  readonly message?: string;
}

/** A branch is its edits on the base, or its place and one set of edits a commit. */
export type BranchPlan = Edits | { readonly from?: string; readonly commits: readonly Edits[] };

export interface HistoryPlan {
  readonly base: Edits;
  /** Commits that main has beyond the place where branches leave it by default. */
  readonly later?: readonly Edits[];
  readonly branches: Readonly<Record<string, BranchPlan>>;
}

export interface WrittenHistory {
  /** A bare git directory. */
  readonly directory: string;
  /** What git prints there, without the last line end. */
  git(...args: string[]): string;
}

/** `main` with the base, and branches from it (or from one another, by name, in the order given). */
export function writeBranches({ base, later = [], branches }: HistoryPlan): WrittenHistory {
  const commits: PlannedCommit[] = [{ name: 'base', branch: 'main', parents: [], edits: base }];
  for (const [branch, plan] of Object.entries(branches)) {
    const placed = isPlaced(plan) ? plan : { commits: [plan] };
    let parent = placed.from ?? 'base';
    placed.commits.forEach((edits, i) => {
      const name = i === placed.commits.length - 1 ? branch : `${branch} ${i}`;
      commits.push({ name, branch, parents: [parent], edits });
      parent = name;
    });
  }
  later.forEach((edits, i) => {
    const parents = [i === 0 ? 'base' : `later ${i - 1}`];
    commits.push({ name: `later ${i}`, branch: 'main', parents, edits });
  });
  return writeHistory(commits);
}

function isPlaced(plan: BranchPlan): plan is Exclude<BranchPlan, Edits> {
  return Array.isArray((plan as { commits?: unknown }).commits);
}

/** Any history, in the order in which it is written. */
export function writeHistory(commits: readonly PlannedCommit[]): WrittenHistory {
  const directory = emptyRepository();
  const marks = new Map(commits.map(({ name }, i) => [name, i + 1]));
  const env = neutralEnvironment(directory);
  execFileSync('git', ['-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet', '--force'], {
    env,
    input: Buffer.concat(commits.map((commit) => encodeCommit(commit, marks))),
  });
  return {
    directory,
    git: (...args) => execFileSync('git', args, { cwd: directory, env, encoding: 'utf8' }).replace(/\n$/, ''),
  };
}

/** Opens it as a run does, for as long as `work` takes. */
export async function inRepository<T>(
  { directory }: { readonly directory: string },
  work: (git: LocalGit) => Promise<T>,
): Promise<T> {
  const git = await openRepository(directory);
  try {
    return await work(git);
  } finally {
    await git.close();
  }
}

const directories: string[] = [];

/** A new directory that {@link removeHistories} takes away. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-test-')));
  directories.push(directory);
  return directory;
}

export function removeHistories(): void {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
}

/** What `git init --bare` would write, without the process. */
function emptyRepository(): string {
  const directory = temporaryDirectory();
  for (const below of ['objects/pack', 'refs/heads']) mkdirSync(join(directory, below), { recursive: true });
  writeFileSync(join(directory, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(directory, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
  return directory;
}

/** Nothing of whoever runs the tests takes part. */
export function neutralEnvironment(gitDir: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    GIT_DIR: gitDir,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    HOME: '/dev/null',
    LC_ALL: 'C',
  };
}

function encodeCommit(commit: PlannedCommit, marks: ReadonlyMap<string, number>): Buffer {
  const mark = marks.get(commit.name)!;
  const [first, ...others] = commit.parents.map((name) => `:${marks.get(name)!}\n`);
  const edits = Object.entries(commit.edits);
  return Buffer.concat([
    Buffer.from(`commit refs/heads/${commit.branch}\nmark :${mark}\n`),
    Buffer.from(`committer agent <agent@example.invalid> ${1_700_000_000 + mark} +0000\n`),
    data(commit.message ?? commit.name),
    Buffer.from(first === undefined ? '' : `from ${first}${others.map((one) => `merge ${one}`).join('')}`),
    // Deletions first, so that a directory can take the place of a file.
    ...edits.filter(([, to]) => to === null).map(([path]) => Buffer.from(`D ${quote(path)}\n`)),
    ...edits.map(([path, to]) => (to === null ? Buffer.alloc(0) : encodeFile(path, to))),
    Buffer.from('\n'),
  ]);
}

function encodeFile(path: GitPath, to: Exclude<Content, null>): Buffer {
  const { mode, content } =
    typeof to === 'string' || Buffer.isBuffer(to) ? { mode: '100644', content: to } : to;
  if (mode === '160000') return Buffer.from(`M 160000 ${content.toString()} ${quote(path)}\n`);
  return Buffer.concat([Buffer.from(`M ${mode} inline ${quote(path)}\n`), data(content)]);
}

function data(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

/** As fast-import reads C-style quoted paths: any byte can be in one. */
function quote(path: GitPath): string {
  return `"${[...encodeGitText(path)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;
}
