import { createHash } from 'node:crypto';
import type { Install, Limits, TierResult } from '@sluice/model';
import type { DirectoryStore, Mount, Sandbox, TreeEntry } from '@sluice/ports';

/** Installed dependencies of a tree: where they are, or why they could not be installed. */
export type Installed =
  | { readonly kind: 'ready'; readonly digest: string; readonly mounts: readonly Mount[] }
  | { readonly kind: 'failed'; readonly result: Omit<TierResult, 'tree'> };

interface Place {
  readonly sandbox: Sandbox;
  readonly toolchain: string;
  readonly limits: Limits;
  readonly directories: DirectoryStore;
  readonly signal: AbortSignal;
  readonly neutralise: (output: Buffer) => string;
}

/** Installs dependencies once for each digest of the lockfiles: with the registry as only network and no scripts. */
export class Dependencies {
  readonly #install: Install;
  readonly #place: Place;
  readonly #known = new Map<string, Promise<Installed>>();

  constructor(install: Install, place: Place) {
    this.#install = install;
    this.#place = place;
  }

  /** `workspace` holds the tree whose files are listed. */
  forTree(files: readonly TreeEntry[], workspace: string): Promise<Installed> {
    const digest = this.#digest(files);
    const known = this.#known.get(digest) ?? this.#obtain(digest, workspace);
    this.#known.set(digest, known);
    return known;
  }

  #digest(files: readonly TreeEntry[]): string {
    const { command, lockfiles, provides } = this.#install;
    const wanted = new Set(lockfiles);
    const locks = files.filter(({ path }) => wanted.has(path)).map(({ path, oid }) => [path, oid]);
    return createHash('sha256')
      .update(JSON.stringify([command, provides, locks, this.#place.toolchain]))
      .digest('hex');
  }

  async #obtain(digest: string, workspace: string): Promise<Installed> {
    const { command, provides, hosts } = this.#install;
    const { sandbox, limits, directories, signal, neutralise } = this.#place;
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
      const { exit, ended, seconds, output } = await sandbox.run(request);
      if (ended === 'exit' && exit === 0) return true;
      failure = { tier: 'install', command, exit, ended, seconds, cached: false, log: neutralise(output) };
      return false;
    };
    // A registry that stumbles once must not put the blame on a branch.
    const stored = await directories.obtain(digest, async (into) => (await install(into)) || install(into));
    if (!stored) return { kind: 'failed', result: failure! };
    const mounts = provides
      .filter((path) => stored.has(path))
      .map((path) => ({ source: `${stored.path}/${path}`, target: path }));
    return { kind: 'ready', digest, mounts };
  }
}
