import { isAncestor, moveRefs, readRef, type RefMove } from '../git/refs.ts';
import type { Pull } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';

/** What a move of refs did to a pull request, in the words of the `pull_request` event. */
export interface PullChange {
  readonly pull: Pull;
  readonly action: 'synchronize' | 'closed';
}

/**
 * Brings the open pull requests up to date after refs moved: a new head, a deleted head (closed), and a head that the
 * base now contains (merged, as when somebody pushes the merge).
 */
export async function syncPulls(
  world: World,
  repository: Repository,
  moves: readonly RefMove[],
  login: string,
): Promise<readonly PullChange[]> {
  const changes: PullChange[] = [];
  for (const move of moves) {
    const branch = move.name.replace(/^refs\/heads\//, '');
    if (branch === move.name) continue;
    for (const pull of repository.pulls.values()) {
      if (pull.issue.state !== 'open') continue;
      const action = await syncOne(world, repository, pull, { ...move, name: branch, login });
      if (action !== null) changes.push({ pull, action });
    }
  }
  return changes;
}

async function syncOne(
  world: World,
  repository: Repository,
  pull: Pull,
  move: RefMove & { readonly login: string },
): Promise<PullChange['action'] | null> {
  if (pull.headRef === move.name) {
    if (move.after === null) {
      closePull(world, pull, move.before);
      return 'closed';
    }
    pull.headSha = move.after;
    pull.pushedBy = move.login;
    pull.issue.updatedAt = world.now();
    await keepPullRef(repository, pull);
    return 'synchronize';
  }
  if (pull.baseRef !== move.name || move.after === null) return null;
  if (!(await isAncestor(repository.gitDir, pull.headSha, move.after))) return null;
  pull.mergedAt = world.now();
  pull.mergeCommit = move.after;
  closePull(world, pull, move.before);
  return 'closed';
}

export function closePull(world: World, pull: Pull, baseSha: string | null): void {
  const now = world.now();
  pull.issue.state = 'closed';
  pull.issue.closedAt = now;
  pull.issue.updatedAt = now;
  pull.baseShaAtEnd = baseSha;
}

/** `refs/pull/<n>/head` keeps the head reachable after its branch is gone. */
export async function keepPullRef(repository: Repository, pull: Pull): Promise<void> {
  const name = `refs/pull/${pull.issue.number}/head`;
  await moveRefs(repository.gitDir, [
    { name, before: await readRef(repository.gitDir, name), after: pull.headSha },
  ]);
}
