import { checkpointMessage } from '@sluice/deliver';
import type { BranchName, FileMerge, GitPath, Manifest, Oid } from '@sluice/model';
import type { Git, MergeAnswer, Merger } from '@sluice/ports';
import { nameOf, type LandingItem, type MergedItem, type Sequence, type Tip } from './landing-item.ts';
import { reportedPaths, resolveConflict } from './resolve-conflict.ts';

interface Surveyed {
  readonly base: { readonly sha: Oid };
  readonly manifests: readonly Manifest[];
}

type Extension = { readonly merged: MergedItem } | { readonly paths: readonly GitPath[] };

/**
 * Merges branches one after another in memory. The commits it makes are the ones that are delivered, so that the tree
 * that was validated and the tree that lands are one object. Every prefix is remembered: a subset that a plan asks for
 * costs only where it differs.
 */
export class MergeSequence {
  readonly #git: Git;
  readonly #base: Tip;
  readonly #merger: Merger;
  /** Commit time of everything it writes, so that the same inputs make the same commits. */
  readonly #date: string;
  readonly #known = new Map<string, Promise<Extension>>();

  private constructor(git: Git, base: Tip, merger: Merger, committedAt: number) {
    this.#git = git;
    this.#base = base;
    this.#merger = merger;
    this.#date = `${committedAt} +0000`;
  }

  /** For the branches of one survey; commits are dated by the newest of them. */
  static openFor(git: Git, { base, manifests }: Surveyed): Promise<MergeSequence> {
    return MergeSequence.open(git, base.sha, Math.max(0, ...manifests.map(({ committedAt }) => committedAt)));
  }

  static async open(git: Git, base: Oid, committedAt: number): Promise<MergeSequence> {
    const [tree, merger] = await Promise.all([git.treeOf(base), git.openMerger(base)]);
    return new MergeSequence(git, { commit: base, tree }, merger, committedAt);
  }

  get base(): Tip {
    return this.#base;
  }

  /** The items on the base in the order given, up to the first that cannot be merged. */
  async merge(items: readonly LandingItem[]): Promise<Sequence> {
    let tip = this.#base;
    const done: MergedItem[] = [];
    const trail = new Trail();
    for (const item of items) {
      const extension = await this.#extend(tip, item, trail);
      if ('paths' in extension) return { kind: 'conflict', at: item, paths: extension.paths };
      done.push(extension.merged);
      trail.add(extension.merged);
      tip = extension.merged.tip;
    }
    return { kind: 'merged', tip, items: done };
  }

  /** What git makes of a commit and a tip that this has come to; nothing is written down. */
  meet(tip: Tip, head: Oid): Promise<MergeAnswer> {
    return this.#merger.merge(tip.commit, head);
  }

  close(): Promise<void> {
    return this.#merger.close();
  }

  #extend(tip: Tip, item: LandingItem, trail: Trail): Promise<Extension> {
    const key = `${tip.commit} ${item.manifest.head} ${item.strategy} ${item.whole} ${nameOf(item)}`;
    const known = this.#known.get(key) ?? this.#mergeOne(tip, item, trail);
    this.#known.set(key, known);
    return known;
  }

  async #mergeOne(tip: Tip, item: LandingItem, trail: Trail): Promise<Extension> {
    if (trail.brings(item)) {
      return { merged: { item, tip, files: [], dropped: [], contained: true } };
    }
    const answer = await this.#merger.merge(tip.commit, item.manifest.head);
    if (answer.clean) {
      const merged = { item, tree: answer.tree, files: trail.sharedFiles(item), dropped: [] };
      return { merged: await this.#commit(tip, merged) };
    }
    return this.#resolve(tip, item, { answer, shared: trail.sharedFiles(item) });
  }

  async #resolve(
    tip: Tip,
    item: LandingItem,
    met: { answer: MergeAnswer; shared: readonly FileMerge[] },
  ): Promise<Extension> {
    const { answer, shared } = met;
    const paths = reportedPaths(answer);
    if (item.strategy === 'independent-set') return { paths };
    const resolved = await resolveConflict(this.#git, { tip, answer, item, strategy: item.strategy });
    if (!resolved || (item.whole && resolved.dropped.length > 0)) return { paths };
    const decided = new Set(resolved.files.map(({ path }) => path));
    const files = [...resolved.files, ...shared.filter(({ path }) => !decided.has(path))];
    return {
      merged: await this.#commit(tip, { item, tree: resolved.tree, files, dropped: resolved.dropped }),
    };
  }

  /** Only a branch of which nothing is left out becomes a parent: git would never offer the rest again. */
  async #commit(
    tip: Tip,
    made: { item: LandingItem; tree: Oid; files: readonly FileMerge[]; dropped: readonly GitPath[] },
  ): Promise<MergedItem> {
    const { item, tree, files, dropped } = made;
    const { manifest, cluster, strategy } = item;
    const partial = dropped.length > 0;
    const methods = [...new Set(files.map(({ method }) => method).filter((method) => method !== 'git'))];
    const commit = await this.#git.writeCommit({
      tree,
      parents: partial ? [tip.commit] : [tip.commit, manifest.head],
      author: manifest.author,
      committer: { name: 'Sluice', email: 'sluice@localhost', date: this.#date },
      message: checkpointMessage({
        branch: manifest.branch,
        head: manifest.head,
        cluster,
        method:
          methods.length > 0 ? methods.join(', ') : strategy === 'minimal' && partial ? 'deferred' : 'git',
        task: manifest.task.title,
        dropped,
        partial,
      }),
    });
    return { item, tip: { commit, tree }, files, dropped, contained: false };
  }
}

/** What the items merged so far touched and brought along. */
class Trail {
  readonly #touched = new Set<GitPath>();
  readonly #heads = new Set<Oid>();
  readonly #stacked = new Set<BranchName>();

  add({ item, dropped }: MergedItem): void {
    for (const { path } of item.changes) this.#touched.add(path);
    if (dropped.length > 0) return;
    this.#heads.add(item.manifest.head);
    for (const name of item.manifest.stackedOn) this.#stacked.add(name);
  }

  /** Whether the branch's commits are in already. */
  brings(item: LandingItem): boolean {
    return this.#heads.has(item.manifest.head) || this.#stacked.has(nameOf(item));
  }

  /** Paths that an earlier branch changed too and that git merged without a conflict. */
  sharedFiles(item: LandingItem): FileMerge[] {
    return item.changes
      .filter(({ path }) => this.#touched.has(path))
      .map(({ path }) => ({ path, method: 'git', branch: nameOf(item), dropped: [] }));
  }
}
