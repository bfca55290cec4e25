import type { GitPath, Oid } from '@sluice/model';
import { lockKindOf } from './lockfile-kinds.ts';
import type { Lockfile, LockReading } from './lockfile.ts';
import { isManifest, readManifest, type PackageManifest } from './manifest.ts';

/** The text of a file, or its object where it is not to be had as text: it is too large, or a symlink. */
export type SupplyText = string | { readonly unreadable: Oid };

/** Manifests, lockfiles and settings of package managers by path. */
export type SupplyFiles = ReadonlyMap<GitPath, SupplyText>;

/** What they say. */
export interface SupplyState {
  readonly files: SupplyFiles;
  readonly locks: ReadonlyMap<GitPath, LockReading>;
  readonly manifests: ReadonlyMap<GitPath, PackageManifest>;
}

const SETTINGS = /(?:^|\/)\.(?:npmrc|yarnrc|yarnrc\.yml)$/;

export function isSettings(path: GitPath): boolean {
  return SETTINGS.test(path);
}

/** Whether the checks read a file of this path. What is inside `node_modules` is not asked for by anybody. */
export function isSupplyFile(path: GitPath): boolean {
  if (/(?:^|\/)node_modules\//.test(path)) return false;
  return isSettings(path) || isManifest(path) || lockKindOf(path) !== null;
}

/** Reads each text once, however many branches have it. */
export class SupplyReader {
  readonly #locks = new Map<string, LockReading | null>();
  readonly #manifests = new Map<string, PackageManifest | null>();

  read(files: SupplyFiles): SupplyState {
    const locks = new Map<GitPath, LockReading>();
    const manifests = new Map<GitPath, PackageManifest>();
    for (const [path, text] of files) {
      const lock = this.#lock(path, text);
      if (lock !== null) locks.set(path, lock);
      const manifest = typeof text !== 'string' ? null : this.#manifest(path, text);
      if (manifest !== null) manifests.set(path, manifest);
    }
    return { files, locks, manifests };
  }

  #lock(path: GitPath, text: SupplyText): LockReading | null {
    const kind = lockKindOf(path);
    if (kind === null) return null;
    if (typeof text !== 'string') return { kind: 'broken', why: 'It is too large, or a symlink.' };
    const key = `${path}\0${text}`;
    const known = this.#locks.get(key);
    if (known !== undefined) return known;
    const made = kind.read(text);
    this.#locks.set(key, made);
    return made;
  }

  #manifest(path: GitPath, text: string): PackageManifest | null {
    if (!isManifest(path)) return null;
    const key = `${path}\0${text}`;
    const known = this.#manifests.get(key);
    if (known !== undefined) return known;
    const made = readManifest(path, text);
    this.#manifests.set(key, made);
    return made;
  }
}

export function lockfilesOf(state: SupplyState): [GitPath, Lockfile][] {
  return [...state.locks].flatMap(([path, reading]) =>
    reading.kind === 'read' ? [[path, reading.lockfile] as [GitPath, Lockfile]] : [],
  );
}

/** The lines of a file to look into; none where it has no text. */
export function textIn(text: SupplyText): string {
  return typeof text === 'string' ? text : '';
}
