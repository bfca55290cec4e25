import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitText, tryGit } from './run.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** The tree of a merge of two commits, or null: they conflict. */
export async function mergedTree(gitDir: string, base: string, head: string): Promise<string | null> {
  const done = await tryGit(gitDir, ['merge-tree', '--write-tree', '--no-messages', base, head]);
  if (done.status === 1) return null;
  if (done.status !== 0) throw new Error(`git merge-tree failed: ${done.stderr.trim()}`);
  return done.stdout.toString().split('\n')[0] ?? null;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly date: Date;
}

export function writeCommit(gitDir: string, commit: NewCommit): Promise<string> {
  const date = `${Math.floor(commit.date.getTime() / 1000)} +0000`;
  const env = {
    GIT_AUTHOR_NAME: commit.author.name,
    GIT_AUTHOR_EMAIL: commit.author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  return gitText(gitDir, ['commit-tree', commit.tree, ...parents], { input: commit.message, env });
}

/** Replays the commits of `base..head` on `base` with git's own rebase; null: they conflict. */
export async function rebased(gitDir: string, base: string, head: string): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-rebase-'));
  const work = join(directory, 'work');
  try {
    const added = await tryGit(gitDir, ['worktree', 'add', '--quiet', '--detach', work, head]);
    if (added.status !== 0) throw new Error(`git worktree failed: ${added.stderr.trim()}`);
    const inside = ['-C', work, '--work-tree=.'];
    const linked = join(work, '.git');
    const done = await tryGit(linked, [
      ...inside,
      '-c',
      'core.hooksPath=/dev/null',
      'rebase',
      '--quiet',
      '--onto',
      base,
      base,
    ]);
    return done.status === 0 ? await gitText(linked, [...inside, 'rev-parse', 'HEAD']) : null;
  } finally {
    await tryGit(gitDir, ['worktree', 'remove', '--force', work]);
    await rm(directory, { recursive: true, force: true });
  }
}
