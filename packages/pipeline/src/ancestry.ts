import type { Oid } from '@sluice/model';
import type { HistoryCommit } from '@sluice/ports';

/** What the commits between the base and one head say. */
export interface Ancestry {
  /** Commits that the base does not have. */
  readonly own: ReadonlySet<Oid>;
  /** Commits of the base where they left it: none means unrelated, one is the merge base, several need a closer look. */
  readonly forks: readonly Oid[];
  /** The oldest of its own commits. */
  readonly roots: readonly Oid[];
}

/** Walks from one head down to the base. */
export function ancestryOf(head: Oid, commits: ReadonlyMap<Oid, HistoryCommit>): Ancestry {
  const own = new Set<Oid>();
  const forks = new Set<Oid>();
  const roots: Oid[] = [];
  const queue: Oid[] = [head];
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    const commit = commits.get(oid);
    if (!commit || commit.boundary) forks.add(oid);
    if (!commit || commit.boundary || own.has(oid)) continue;
    own.add(oid);
    if (commit.parents.every((parent) => commits.get(parent)?.boundary ?? true)) roots.push(oid);
    queue.push(...commit.parents);
  }
  return { own, forks: [...forks], roots };
}
