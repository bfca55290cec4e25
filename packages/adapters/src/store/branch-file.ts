import type { Oid } from '@sluice/model';
import type { Clock, Git, Remote, StateFile } from '@sluice/ports';

/** A branch, the same branch as a remote has it, and the file. */
export interface BranchPlace {
  readonly ref: string;
  readonly remoteRef: string;
  readonly path: string;
}

/**
 * A text as the only file of a branch that shares no history with the others, moved by compare-and-swap. In a clone
 * pushing it is up to the user, and what a remote has is taken in and becomes a parent; with `remote` it is the branch
 * there that is read and moved.
 */
export class BranchFile implements StateFile {
  readonly place: string;
  readonly #git: Git;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #at: BranchPlace;
  readonly #remote: Remote | null;

  constructor(
    { git, clock, remote = null }: { git: Git; clock: Pick<Clock, 'now'>; remote?: Remote | null },
    at: BranchPlace,
  ) {
    this.#git = git;
    this.#clock = clock;
    this.#at = at;
    this.#remote = remote;
    this.place = `${at.path} on ${at.ref.replace(/^refs\/heads\//, '')}`;
  }

  async read(): Promise<string | null> {
    return this.#textAt((await this.#tips()).own);
  }

  async others(): Promise<readonly string[]> {
    const text = await this.#textAt((await this.#tips()).remote);
    return text === null ? [] : [text];
  }

  async replace(from: string | null, to: string): Promise<boolean> {
    const git = this.#git;
    const { own, remote } = await this.#tips();
    if ((await this.#textAt(own)) !== from) return false;
    const oid = await git.writeBlob(Buffer.from(to));
    const tree = await git.editTree(null, [{ path: this.#at.path, version: { mode: '100644', oid } }]);
    const parents = await this.#parents(own, remote);
    const who = { name: 'Sluice', email: 'sluice@localhost', date: `${Math.floor(this.#clock.now())} +0000` };
    const message = 'Remember what was decided\n';
    const commit = await git.writeCommit({ tree, parents, author: who, committer: who, message });
    await git.publish([commit], parents);
    const { ref } = this.#at;
    if (this.#remote) return (await this.#remote.push({ ref, from: own, to: commit })) === 'done';
    return git.updateRefs([{ ref, from: own, to: commit }]);
  }

  async keepAside(): Promise<string> {
    const { own } = await this.#tips();
    return `${own ?? this.#at.ref}:${this.#at.path}`;
  }

  async #parents(own: Oid | null, remote: Oid | null): Promise<Oid[]> {
    if (own === null || remote === null || own === remote) return [own ?? remote ?? []].flat();
    const known = await this.#git.mergeBases(own, remote);
    return known.includes(remote) ? [own] : [own, remote];
  }

  async #tips(): Promise<{ own: Oid | null; remote: Oid | null }> {
    if (this.#remote) return { own: await this.#fetched(this.#remote), remote: null };
    const refs = new Map((await this.#git.refs()).map(({ name, oid }) => [name, oid]));
    return { own: refs.get(this.#at.ref) ?? null, remote: refs.get(this.#at.remoteRef) ?? null };
  }

  async #fetched(remote: Remote): Promise<Oid | null> {
    const tip = (await remote.branches()).find(({ name }) => name === this.#at.ref);
    if (tip) await remote.fetch([tip]);
    return tip?.oid ?? null;
  }

  /** Empty where the file is too large to be one of ours, or is no file. */
  async #textAt(commit: Oid | null): Promise<string | null> {
    if (commit === null) return null;
    const tree = await this.#git.treeOf(commit);
    const [entry] = await this.#git.entries(tree, [this.#at.path]);
    if (!entry) return '';
    const [content] = await this.#git.blobs([entry.oid]);
    return content?.toString('utf8') ?? '';
  }
}
