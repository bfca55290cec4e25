import { createHash } from 'node:crypto';
import { globMatcher } from '@sluice/config';
import type { Install, Limits, Oid, TierResult } from '@sluice/model';
import type { DirectoryStore, Git, Mount, Progress, Sandbox, TreeEntry } from '@sluice/ports';

/** Installed dependencies of a tree: where they are, or why they could not be installed. */
export type Installed =
  | { readonly kind: 'ready'; readonly digest: string; readonly mounts: readonly Mount[] }
  | { readonly kind: 'failed'; readonly result: Omit<TierResult, 'tree'> };

interface Place {
  readonly git: Git;
  readonly sandbox: Sandbox;
  readonly toolchain: string;
  readonly limits: Limits;
  readonly directories: DirectoryStore;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly neutralise: (output: Buffer) => string;
}

/** Installs dependencies once for each content of the lockfiles: with the registry as only network and no scripts. */
export class Dependencies {
  readonly #install: Install;
  readonly #place: Place;
  readonly #isInput: (path: string) => boolean;
  readonly #known = new Map<string, Promise<Installed>>();

  constructor(install: Install, place: Place) {
    this.#install = install;
    this.#place = place;
    this.#isInput = globMatcher(install.lockfiles);
  }

  /** For the tree whose files are listed. `workspace` is a directory of this slot. */
  async forTree(files: readonly TreeEntry[], workspace: string): Promise<Installed> {
    const { git, toolchain } = this.#place;
    const { command, provides } = this.#install;
    const inputs = files.filter(({ path }) => this.#isInput(path));
    const tree = await git.editTree(
      null,
      inputs.map(({ path, mode, oid }) => ({ path, version: { mode, oid } })),
    );
    const digest = createHash('sha256')
      .update(JSON.stringify([command, provides, tree, toolchain]))
      .digest('hex');
    const known =
      this.#known.get(digest) ?? this.#obtain(digest, { tree, workspace: `${workspace}-install` });
    this.#known.set(digest, known);
    return known;
  }

  /** The command sees its inputs and nothing else of the tree: what is not in the key cannot change what is stored under it. */
  async #obtain(digest: string, { tree, workspace }: { tree: Oid; workspace: string }): Promise<Installed> {
    const { command, provides, hosts } = this.#install;
    const { git, sandbox, limits, directories, signal, progress, neutralise } = this.#place;
    let failure: Omit<TierResult, 'tree'> | null = null;
    const install = async (collectInto: string): Promise<boolean> => {
      const request = {
        workspace,
        command,
        limits,
        hosts,
        signal,
        mounts: [],
        collect: provides,
        collectInto,
      };
      signal.throwIfAborted();
      const { exit, ended, seconds, output } = await sandbox.run(request);
      signal.throwIfAborted();
      if (ended === 'exit' && exit === 0) return true;
      failure = { tier: 'install', command, exit, ended, seconds, cached: false, log: neutralise(output) };
      return false;
    };
    // A registry that stumbles once must not put the blame on a branch.
    const stored = await directories.obtain(digest, async (into) => {
      progress({ stage: 'install', message: command });
      await git.materialise(tree, workspace);
      return (await install(into)) || (failure?.ended === 'exit' && (await install(into)));
    });
    if (!stored) return { kind: 'failed', result: failure! };
    const mounts = provides
      .filter((path) => stored.has(path))
      .map((path) => ({ source: `${stored.path}/${path}`, target: path }));
    return { kind: 'ready', digest, mounts };
  }
}
