import type { GitPath } from '@sluice/model';
import type { Ranges } from './version-range.ts';

export type Ecosystem = 'npm' | 'cargo' | 'go' | 'python';

/** Where a lockfile takes a package from. */
export type Source =
  /** It says nothing, so it is the registry that the machine is set up for. */
  | { readonly kind: 'registry' }
  /** `origin` is what tells one registry from another: the host, for Cargo with the path of the index. */
  | { readonly kind: 'url'; readonly url: string; readonly origin: string; readonly host: string }
  /** A directory of the repository itself. */
  | { readonly kind: 'own'; readonly path: GitPath }
  /** git, a file, plain HTTP to a file, or what nobody knows. */
  | { readonly kind: 'elsewhere'; readonly text: string };

/** One package of a lockfile. */
export interface LockEntry {
  /** Where it stands in the file; unique there. */
  readonly key: string;
  /** The name by which it is asked for. */
  readonly name: string;
  /** The name of the package that it is; another one under an alias. */
  readonly packageName: string;
  readonly version: string | null;
  readonly source: Source;
  /** `algorithm-value`, as in a Subresource Integrity text; hexadecimal where the format says so. */
  readonly hashes: readonly string[];
  /** False where its content comes with something else: a directory of the repository, or another package. */
  readonly needsHash: boolean;
  readonly installScript: boolean;
  /** What it depends on as its publisher wrote it; null where the format does not keep that. */
  readonly requires: string | null;
  /** Whether its address has to name it, as the addresses of npm's registries do. */
  readonly addressNames: boolean;
}

/** One wish of a manifest. */
export interface Wish {
  readonly name: string;
  /** As written: a range, a tag, an address. */
  readonly spec: string;
  readonly section: string;
}

/** A lockfile that could be read. */
export interface Lockfile {
  readonly ecosystem: Ecosystem;
  readonly entries: readonly LockEntry[];
  /** `name` and real name, joined by a space, of every alias that something asks for. */
  readonly aliases: ReadonlySet<string>;
  /** Directories of the packages of the repository that it is for, relative to its own; null: it does not say. */
  readonly directories: ReadonlySet<string> | null;
  /** What is wrong between one wish of the manifest in that directory and this file; null: nothing. */
  readonly disagreement: (directory: string, wish: Wish, ranges: Ranges) => string | null;
}

/** What became of reading a lockfile: `other` is a format that is not read here, `broken` is none at all. */
export type LockReading =
  | { readonly kind: 'read'; readonly lockfile: Lockfile }
  | { readonly kind: 'other' | 'broken'; readonly why: string };

export const broken = (why: string): LockReading => ({ kind: 'broken', why });
export const other = (why: string): LockReading => ({ kind: 'other', why });

export function sourceOf(url: string): Source {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return { kind: 'elsewhere', text: url };
  const { host } = new URL(url);
  return { kind: 'url', url, origin: host, host };
}

/** `@scope` of `@scope/name`; null for a name without. */
export function scopeOf(name: string): string | null {
  return /^(@[^/]+)\//.exec(name)?.[1] ?? null;
}

/** Name and rest of `name@rest`, the name perhaps with a scope; null where there is no rest. */
export function splitAt(text: string): { readonly name: string; readonly rest: string } | null {
  const at = text.indexOf('@', 1);
  return at < 0 ? null : { name: text.slice(0, at), rest: text.slice(at + 1) };
}

/** The package that an alias (`npm:name@range`) stands for; null for any other wish. */
export function aliasOf(spec: string): { readonly name: string; readonly range: string } | null {
  if (!spec.startsWith('npm:')) return null;
  const parts = splitAt(spec.slice(4));
  return parts === null ? { name: spec.slice(4), range: '*' } : { name: parts.name, range: parts.rest };
}
