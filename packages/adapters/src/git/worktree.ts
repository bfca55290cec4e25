// The only place where a command of the user's own work tree runs: `--land` on a base that is checked out.
import { Fault, type Oid } from '@sluice/model';

/** Directories of the work trees that have `ref` checked out. */
export async function worktreesOf(directory: string, ref: string): Promise<string[]> {
  const { simpleGit } = await import('simple-git');
  const listed = await simpleGit(directory).raw(['worktree', 'list', '--porcelain', '-z']);
  return listed
    .split('\0\0')
    .map((record) => record.split('\0'))
    .filter((fields) => fields.includes(`branch ${ref}`) && !fields.includes('bare'))
    .map((fields) => fields[0]!.replace(/^worktree /, ''));
}

/** Moves the branch with its work tree as `git merge --ff-only` does; false when the branch is not at `from` any more. */
export async function fastForwardWorktree(
  worktrees: readonly string[],
  { ref, from, to }: { ref: string; from: Oid; to: Oid },
): Promise<boolean> {
  const { simpleGit } = await import('simple-git');
  if (worktrees.length > 1) throw checkedOut(ref, worktrees.join(', '), 'It is checked out more than once.');
  const git = simpleGit(worktrees[0]);
  if ((await git.revparse(['HEAD'])).trim() !== from) return false;
  try {
    await git.raw(['merge', '--ff-only', '--quiet', to]);
  } catch (cause) {
    throw checkedOut(ref, worktrees[0]!, cause instanceof Error ? cause.message.trim() : String(cause));
  }
  return true;
}

function checkedOut(ref: string, where: string, why: string): Fault {
  return new Fault(
    'BASE_CHECKED_OUT',
    `${ref} is checked out in ${where} and could not be moved: ${why}`,
    'The checkpoint branch is written. Commit or stash your changes and run `git merge --ff-only <checkpoint>` there.',
  );
}
