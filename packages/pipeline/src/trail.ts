import type { BranchName, GitPath, Oid } from '@sluice/model';
import { nameOf, type LandingItem, type MergedItem } from './landing-item.ts';

/** What the items merged so far touched, wrote and brought along. */
export class Trail {
  readonly #touched = new Map<GitPath, BranchName>();
  readonly #moved = new Map<GitPath, GitPath>();
  readonly #written = new Set<Oid>();
  readonly #heads = new Set<Oid>();
  readonly #stacked = new Set<BranchName>();

  add({ item, dropped }: MergedItem): void {
    for (const { path, after, renamedTo } of item.changes) {
      this.#touched.set(path, nameOf(item));
      if (renamedTo !== null) this.#moved.set(path, renamedTo);
      if (after) this.#written.add(after.oid);
    }
    if (dropped.length > 0) return;
    this.#heads.add(item.manifest.head);
    for (const name of item.manifest.stackedOn) this.#stacked.add(name);
  }

  /** Whether the branch's commits are in already. */
  brings(item: LandingItem): boolean {
    return this.#heads.has(item.manifest.head) || this.#stacked.has(nameOf(item));
  }

  /** Paths of the item that an earlier branch changed too, each with the last that did. */
  shared(item: LandingItem): Map<GitPath, BranchName> {
    return new Map(
      item.changes.flatMap(({ path }) => {
        const other = this.#touched.get(path);
        return other === undefined ? [] : [[path, other] as const];
      }),
    );
  }

  /** The last that touched a path. */
  lastAt(path: GitPath): BranchName | undefined {
    return this.#touched.get(path);
  }

  /** Where a path of the base is by now. */
  placeOf(path: GitPath): GitPath {
    return this.#moved.get(path) ?? path;
  }

  /** Contents that the branches wrote. */
  get written(): readonly Oid[] {
    return [...this.#written];
  }
}
