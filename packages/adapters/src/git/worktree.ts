// The only place where a command of the user's own work tree runs: `--land` on a base that is checked out.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, type Oid } from '@sluice/model';
import type { GitRun } from './git-process.ts';

/** A command of the user's git in one directory that is not ended half way. */
export type RunThere = (directory: string, command: readonly string[]) => Promise<GitRun>;

/** Directories of the work trees that have `ref` checked out. */
export async function worktreesOf(directory: string, ref: string): Promise<string[]> {
  const { simpleGit } = await import('simple-git');
  const listed = await simpleGit(directory).raw(['worktree', 'list', '--porcelain', '-z']);
  return (
    listed
      .split('\0\0')
      .map((record) => record.split('\0'))
      .filter((fields) => fields.includes(`branch ${ref}`) && !fields.includes('bare'))
      .map((fields) => fields[0]!.replace(/^worktree /, ''))
      // One that was removed by hand is listed until it is pruned.
      .filter((path) => existsSync(path))
  );
}

/** Refuses a branch that a rebase or bisection will come back to: it would take the landing back with it. */
export function refuseBusy(gitDir: string, ref: string): void {
  const linked = join(gitDir, 'worktrees');
  const places = [
    gitDir,
    ...(existsSync(linked) ? readdirSync(linked).map((name) => join(linked, name)) : []),
  ];
  const short = ref.replace(/^refs\/heads\//, '');
  for (const place of places) {
    for (const file of ['rebase-merge/head-name', 'rebase-apply/head-name', 'BISECT_START']) {
      const path = join(place, file);
      const named = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
      if (named === ref || named === short)
        throw checkedOut(ref, place, 'A rebase or bisection of it is under way.');
    }
  }
}

/** Moves the branch with its work tree as `git merge --ff-only` does; false when the branch is not at `from` any more. */
export async function fastForwardWorktree(
  worktrees: readonly string[],
  { ref, from, to }: { ref: string; from: Oid; to: Oid },
  runThere: RunThere,
): Promise<boolean> {
  if (worktrees.length > 1) throw checkedOut(ref, worktrees.join(', '), 'It is checked out more than once.');
  const there = worktrees[0]!;
  const isUnmoved = async (): Promise<boolean> =>
    (await runThere(there, ['rev-parse', 'HEAD'])).stdout.toString('latin1').trim() === from;
  if (!(await isUnmoved())) return false;
  const merged = await runThere(there, ['merge', '--ff-only', '--quiet', to]);
  if (merged.code === 0) return true;
  if (!(await isUnmoved())) return false;
  throw checkedOut(ref, there, merged.stderr.trim());
}

function checkedOut(ref: string, where: string, why: string): Fault {
  return new Fault(
    'BASE_CHECKED_OUT',
    `${ref} is checked out in ${where} and could not be moved: ${why}`,
    'The checkpoint branch is written. Commit or stash your changes and run `git merge --ff-only <checkpoint>` there.',
  );
}
