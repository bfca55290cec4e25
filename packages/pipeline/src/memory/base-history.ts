import type { Offer } from '@sluice/memory';
import type { GitPath, Oid } from '@sluice/model';
import type { Git, HistoryCommit } from '@sluice/ports';
import type { Base } from '../discover.ts';

/** Commits of the base that are read: a memory that others write may name its beginning. */
export const MOST_COMMITS = 20_000;
/** Commits of the base that are looked at for one offer: what happened later says little about it. */
const MOST_AFTER = 500;
/** Files of commits that are looked up for all offers together. */
const MOST_LOOKUPS = 20_000;

/** What the base became since the oldest of some offers. One process for all of them. */
export class BaseHistory {
  readonly #git: Git;
  readonly #commits: ReadonlyMap<Oid, HistoryCommit>;
  /** Along first parents, the oldest first; the first is where the oldest offer was made. */
  readonly #line: readonly Oid[];
  readonly #descendants = new Map<Oid, ReadonlySet<Oid>>();
  readonly #blobs = new Map<string, Promise<Oid | null>>();
  #children: ReadonlyMap<Oid, readonly Oid[]> | null = null;

  private constructor(git: Git, commits: ReadonlyMap<Oid, HistoryCommit>, line: readonly Oid[]) {
    this.#git = git;
    this.#commits = commits;
    this.#line = line;
  }

  /** null: there is nothing to look at. */
  static async since(git: Git, base: Base, offers: readonly Offer[]): Promise<BaseHistory | null> {
    const missing = await git.unreadable([...new Set(offers.map((offer) => offer.base))]);
    const [oldest] = offers
      .filter((offer) => !missing.has(offer.base))
      .toSorted((a, b) => a.at - b.at || (a.commit < b.commit ? -1 : 1));
    if (!oldest || oldest.base === base.sha) return null;
    const history = await git.history(oldest.base, [base.sha], MOST_COMMITS);
    const commits = new Map(history.filter(({ boundary }) => !boundary).map((each) => [each.oid, each]));
    const line: Oid[] = [];
    for (let at: Oid | undefined = base.sha; at !== undefined; at = commits.get(at)?.parents[0]) {
      line.push(at);
      if (!commits.has(at)) break;
    }
    return new BaseHistory(git, commits, line.reverse());
  }

  /** Commits of the base after this one, the oldest first; none where it is not on the base. */
  after(commit: Oid): readonly HistoryCommit[] {
    const at = this.#line.indexOf(commit);
    if (at < 0) return [];
    return this.#line.slice(at + 1, at + 1 + MOST_AFTER).map((oid) => this.#commits.get(oid)!);
  }

  /** Whether a commit has another among its ancestors, as far back as is looked at. */
  contains({ oid }: HistoryCommit, other: Oid): boolean {
    if (!this.#commits.has(other)) return false;
    const known = this.#descendants.get(other) ?? this.#descendantsOf(other);
    this.#descendants.set(other, known);
    return known.has(oid);
  }

  /** The commits that one is made of, without itself, as far back as is looked at. */
  ancestorsOf(commit: Oid): ReadonlySet<Oid> {
    const found = new Set(this.#commits.get(commit)?.parents);
    for (const each of found) for (const parent of this.#commits.get(each)?.parents ?? []) found.add(parent);
    return found;
  }

  /** Whether so much was looked up that what is not known yet is left to another run. */
  get isSpent(): boolean {
    return this.#blobs.size >= MOST_LOOKUPS;
  }

  blobAt({ tree }: HistoryCommit, path: GitPath): Promise<Oid | null> {
    const key = `${tree} ${path}`;
    const known =
      this.#blobs.get(key) ?? this.#git.entries(tree, [path]).then(([entry]) => entry?.oid ?? null);
    this.#blobs.set(key, known);
    return known;
  }

  #descendantsOf(commit: Oid): ReadonlySet<Oid> {
    const children = (this.#children ??= childrenOf(this.#commits.values()));
    const found = new Set([commit]);
    for (const each of found) for (const child of children.get(each) ?? []) found.add(child);
    return found;
  }
}

function childrenOf(commits: Iterable<HistoryCommit>): Map<Oid, Oid[]> {
  const children = new Map<Oid, Oid[]>();
  for (const { oid, parents } of commits) {
    for (const parent of parents) {
      const known = children.get(parent);
      if (known) known.push(oid);
      else children.set(parent, [oid]);
    }
  }
  return children;
}
