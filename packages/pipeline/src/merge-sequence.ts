import { checkpointMessage } from '@sluice/deliver';
import type { Recollection } from '@sluice/memory';
import type { BranchName, GitPath, Manifest, MergePolicy, Oid } from '@sluice/model';
import type { Git, MergeAnswer, Merger } from '@sluice/ports';
import type { LoadFileMerger } from './file-merger.ts';
import { FileMerges } from './file-merges.ts';
import { firstLossy, type Look, type Refused } from './first-lossy.ts';
import { nameOf, type LandingItem, type MergedItem, type Sequence, type Tip } from './landing-item.ts';
import type { LockfileWorkshop } from './lockfile-workshop.ts';
import { cleanMerge } from './report-merge.ts';
import { reportedPaths, resolveConflict } from './resolve-conflict.ts';
import { findSilentLosses, lossWords, meetingsOf, sharedFile, sharedWithBase } from './silent-loss.ts';
import { Trail } from './trail.ts';

interface Surveyed {
  readonly base: { readonly sha: Oid };
  readonly manifests: readonly Manifest[];
}

/** What merges are made with, and what a merged file has to be like. */
export interface SequenceTools {
  readonly git: Git;
  readonly loadMerger: LoadFileMerger;
  readonly policy: { readonly merge: MergePolicy };
  /** How conflicts were decided before; without it nothing is remembered. */
  readonly recollection?: Recollection | undefined;
  /** Makes lockfiles again; without it they are taken out. */
  readonly lockfiles?: LockfileWorkshop | null;
}

/** What a merge without a conflict has lost is looked for while the next ones are made; null: nothing. */
type Extension = { readonly merged: MergedItem; readonly lost: Promise<Refused | null> } | Refused;
/** Merges that are made before it is known what an earlier one has lost, at most. */
const AHEAD = 8;
/** Paths that a conflict is about: none. */
const NONE: ReadonlySet<GitPath> = new Set();

/**
 * Merges branches one after another in memory. The commits it makes are the ones that are delivered, so that the tree
 * that was validated and the tree that lands are one object. Every prefix is remembered: a subset that a plan asks for
 * costs only where it differs.
 */
export class MergeSequence {
  readonly #git: Git;
  readonly #policy: MergePolicy;
  readonly #files: FileMerges;
  readonly #recollection: Recollection | null;
  readonly #lockfiles: LockfileWorkshop | null;
  readonly #base: Tip;
  readonly #merger: Merger;
  /** Commit time of everything it writes, so that the same inputs make the same commits. */
  readonly #date: string;
  readonly #known = new Map<string, Promise<Extension>>();

  private constructor(tools: SequenceTools, base: Tip, merger: Merger, committedAt: number) {
    this.#git = tools.git;
    this.#policy = tools.policy.merge;
    this.#recollection = tools.recollection ?? null;
    this.#files = new FileMerges(tools.git, tools.loadMerger, this.#recollection);
    this.#lockfiles = tools.lockfiles ?? null;
    this.#base = base;
    this.#merger = merger;
    this.#date = `${committedAt} +0000`;
  }

  /** For the branches of one survey; commits are dated by the newest of them. */
  static openFor(tools: SequenceTools, { base, manifests }: Surveyed): Promise<MergeSequence> {
    const newest = Math.max(0, ...manifests.map(({ committedAt }) => committedAt));
    return MergeSequence.open(tools, base.sha, newest);
  }

  static async open(tools: SequenceTools, base: Oid, committedAt: number): Promise<MergeSequence> {
    const { git } = tools;
    const [tree, merger] = await Promise.all([git.treeOf(base), git.openMerger(base)]);
    return new MergeSequence(tools, { commit: base, tree }, merger, committedAt);
  }

  get base(): Tip {
    return this.#base;
  }

  /** How conflicts were decided before, and how methods and strategies fared; null: nothing is remembered. */
  get recollection(): Recollection | null {
    return this.#recollection;
  }

  /** The items on the base in the order given, up to the first that cannot be merged. */
  async merge(items: readonly LandingItem[]): Promise<Sequence> {
    let tip = this.#base;
    const done: MergedItem[] = [];
    const trail = new Trail();
    const looks: Look[] = [];
    for (const item of items) {
      const extension = await this.#extend(tip, item, trail);
      if ('paths' in extension)
        return (await firstLossy(looks)) ?? { kind: 'conflict', at: item, ...extension };
      looks.push({ at: item, lost: extension.lost });
      const lossy = await firstLossy(looks, AHEAD);
      if (lossy) return lossy;
      done.push(extension.merged);
      trail.add(extension.merged);
      tip = extension.merged.tip;
    }
    return (await firstLossy(looks)) ?? { kind: 'merged', tip, items: done };
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
      const merged = { item, tip, files: [], contended: [], dropped: [], contained: true };
      return { merged, lost: Promise.resolve(null) };
    }
    const answer = await this.#merger.merge(tip.commit, item.manifest.head);
    const early = this.#findLossAgainstBase(item);
    const shared = trail.shared(item);
    if (!answer.clean) return (await early) ?? this.#resolve(tip, item, { answer, trail, shared });
    const late = this.#findLoss(tip, item, { tree: answer.tree, trail });
    const lost = Promise.all([early, late]).then(([first, second]) => first ?? second);
    // It is waited for later, and may fail before.
    lost.catch(() => undefined);
    const files = [...shared.keys()].map((path) => cleanMerge(path, nameOf(item)));
    const made = { item, tree: answer.tree, files, contended: [], dropped: [] };
    return { merged: await this.#commit(tip, made), lost };
  }

  async #resolve(
    tip: Tip,
    item: LandingItem,
    met: { answer: MergeAnswer; trail: Trail; shared: ReadonlyMap<GitPath, BranchName> },
  ): Promise<Extension> {
    const { answer, trail, shared } = met;
    const conflict = { paths: reportedPaths(answer), loss: null };
    if (item.strategy === 'independent-set') return conflict;
    const tools = {
      git: this.#git,
      files: this.#files,
      recollection: this.#recollection,
      lockfiles: this.#lockfiles,
      least: this.#policy.minConfidence,
    };
    const { strategy } = item;
    const resolved = await resolveConflict(tools, { tip, answer, item, strategy, written: trail.written });
    if (!resolved || (item.whole && resolved.dropped.length > 0)) return conflict;
    const decided = new Set(resolved.contended);
    const clean = new Map([...shared].filter(([path]) => !decided.has(path)));
    const loss = await this.#findLoss(tip, item, { tree: resolved.tree, trail, decided });
    if (loss !== null) return loss;
    const files = [...resolved.files, ...[...clean.keys()].map((path) => cleanMerge(path, nameOf(item)))];
    const { tree, mergedFrom: contended, dropped } = resolved;
    const made = { item, tree, files, contended, dropped };
    return { merged: await this.#commit(tip, made), lost: Promise.resolve(null) };
  }

  /** Whether what git merged by itself has lost anything of a file that an earlier branch changed too. */
  async #findLoss(
    tip: Tip,
    item: LandingItem,
    { tree, trail, decided = NONE }: { tree: Oid; trail: Trail; decided?: ReadonlySet<GitPath> },
  ): Promise<Refused | null> {
    if (this.#policy.silentLoss === 'off') return null;
    const meetings = meetingsOf(item.changes, trail);
    const [ours, results] = await Promise.all([
      this.#git.entries(
        tip.tree,
        meetings.map((meeting) => meeting.ours),
      ),
      this.#git.entries(
        tree,
        meetings.map(({ result }) => result),
      ),
    ]);
    const files = meetings.flatMap((meeting, i) => sharedFile(meeting, ours[i] ?? null, results[i] ?? null));
    const losses = await findSilentLosses(
      this.#files,
      files.filter(({ path }) => !decided.has(path)),
    );
    if (losses.length === 0) return null;
    const lossy = new Set(losses.map(({ path }) => path));
    const others = [...new Set(meetings.flatMap(({ result, by }) => (lossy.has(result) ? [by] : [])))];
    return { paths: losses.map(({ path }) => path), loss: lossWords(losses, others.join(' and ')) };
  }

  /** The same for what the base itself changed since the branch left it. */
  async #findLossAgainstBase({ manifest, changes }: LandingItem): Promise<Refused | null> {
    if (this.#policy.silentLoss === 'off') return null;
    const losses = await findSilentLosses(this.#files, sharedWithBase(manifest.changes, changes));
    if (losses.length === 0) return null;
    return { paths: losses.map(({ path }) => path), loss: lossWords(losses, 'the base') };
  }

  /** Only a branch of which nothing is left out becomes a parent: git would never offer the rest again. */
  async #commit(
    tip: Tip,
    made: Pick<MergedItem, 'item' | 'files' | 'contended' | 'dropped'> & { readonly tree: Oid },
  ): Promise<MergedItem> {
    const { item, tree, files, contended, dropped } = made;
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
    return { item, tip: { commit, tree }, files, contended, dropped, contained: false };
  }
}
