// What is looked up in a merged tree and on both sides of it.
import { definitionsOf, type By, type SymbolSpot } from '@sluice/cluster';
import {
  accepts,
  type GitPath,
  type LocatedFile,
  type Oid,
  type SymbolSite,
  type UseSite,
} from '@sluice/model';
import type { Git } from '@sluice/ports';
import { isStrict, type ProjectLayout } from '@sluice/syntax';
import type { SymbolFiles } from './symbol-files.ts';

/** The trees of two sides and of their clean merge. */
export interface Trees {
  readonly merged: Oid;
  readonly definer: Oid;
  readonly other: Oid;
}

export interface Suspicion {
  readonly spot: SymbolSpot;
  readonly definer: By<SymbolSite>;
  /** Who uses the symbol, or defines it a second time. */
  readonly other: By<SymbolSite & Pick<UseSite, 'via'>>;
  readonly trees: Trees;
}

export interface Evidence {
  readonly git: Git;
  readonly files: SymbolFiles;
  readonly layout: ProjectLayout;
  /** Paths of the files in one directory, of the base and of all branches. */
  readonly siblings: (directory: GitPath) => readonly GitPath[];
}

/** The files of a tree that are there; null when one of them cannot be read. */
export async function readAll(
  tree: Oid,
  paths: readonly GitPath[],
  { git, files }: Evidence,
): Promise<LocatedFile[] | null> {
  const entries = await git.entries(tree, paths);
  const there = entries.flatMap((entry, i) => (entry ? [{ path: paths[i]!, oid: entry.oid }] : []));
  const located = await files.locate(there);
  return located.some((file) => file === null) ? null : (located as LocatedFile[]);
}

/** Which uses the definitions of the merge allow; null where nobody can tell. */
export function fitsIn(
  { deed, symbol }: SymbolSpot,
  merged: readonly LocatedFile[],
): ((use: UseSite) => boolean) | null {
  const [scope, name] = [scopeIn(symbol), symbol.slice(symbol.lastIndexOf('#') + 1)];
  const inside = merged.filter((file) => file.scope === scope);
  if (inside.some(({ symbols }) => symbols.open)) return null;
  const definitions = definitionsOf(inside).get(symbol) ?? [];
  if (deed === 'removed') {
    // A name that a module still says may come from elsewhere; in a package each file says names of the others.
    const module = !isPackage(scope);
    const dot = name.lastIndexOf('.');
    const said = module && inside.some(({ symbols: { names } }) => names.includes(name.slice(dot + 1)));
    const isOpen = dot >= 0 && !isClosed(inside, `${scope}#${name.slice(0, dot)}`);
    return definitions.length > 0 || said || isOpen ? null : () => false;
  }
  const parameters = definitions.length === 1 ? definitions[0]!.definition.parameters : null;
  if (!parameters || !isStrict(definitions[0]!.path)) return null;
  return ({ call, path }) => call === null || !isStrict(path) || accepts(parameters, call);
}

/** Whether all members of a class are written in the files. */
function isClosed(files: readonly LocatedFile[], owner: string): boolean {
  const found = definitionsOf(files).get(owner) ?? [];
  return found.length === 1 && !found[0]!.definition.derived;
}

export function scopeIn(symbol: string): string {
  return symbol.slice(0, symbol.lastIndexOf('#'));
}

/** Whether the files of a directory define together what a symbol stands for. */
export function isPackage(symbol: string): boolean {
  return symbol.startsWith('go:') || symbol.startsWith('java:');
}
