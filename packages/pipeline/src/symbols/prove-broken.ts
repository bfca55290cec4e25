// Whether a clean merge of two sides is broken at a symbol: looked up in the merged tree, not guessed from the sides.
import {
  claimsOf,
  definitionsOf,
  sameMigration,
  withVariant,
  type By,
  type SymbolSpot,
} from '@sluice/cluster';
import {
  accepts,
  type GitPath,
  type LocatedFile,
  type Oid,
  type SymbolSite,
  type UseSite,
} from '@sluice/model';
import type { Git } from '@sluice/ports';
import { isStrict } from '@sluice/syntax';
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
  readonly other: By<SymbolSite>;
  readonly trees: Trees;
}

export interface Evidence {
  readonly git: Git;
  readonly files: SymbolFiles;
  /** Paths of the files in one directory, of the base and of all branches. */
  readonly siblings: (directory: GitPath) => readonly GitPath[];
}

/** A directory with more files is not looked through. */
const MOST_SIBLINGS = 400;

export async function isBroken(suspicion: Suspicion, evidence: Evidence): Promise<boolean> {
  const { spot, definer, other, trees } = suspicion;
  if (spot.kind === 'migration')
    return definer.path !== other.path && !sameMigration(definer.path, other.path);
  const paths = scopePaths(suspicion, evidence);
  if (paths === null) return false;
  const merged = await readAll(trees.merged, paths, evidence);
  if (merged === null) return false;
  if (spot.deed !== 'twice') return isBrokenUse(suspicion, merged, evidence);
  const sides = await Promise.all([trees.definer, trees.other].map((tree) => readAll(tree, paths, evidence)));
  const times = (files: readonly LocatedFile[] | null | undefined): number =>
    files ? timesThere(spot, files) : Infinity;
  return times(merged) > 1 && sides.every((files) => times(files) <= 1);
}

/** The use is there, what it uses is not, and the side that took it away had no such use itself. */
async function isBrokenUse(
  { spot, other, trees }: Suspicion,
  merged: readonly LocatedFile[],
  evidence: Evidence,
): Promise<boolean> {
  const fits = fitsIn(spot, merged);
  if (fits === null) return false;
  const [users, own] = await Promise.all(
    [trees.merged, trees.definer].map((tree) => readAll(tree, [other.path], evidence)),
  );
  const wrong = (files: readonly LocatedFile[] | null | undefined): UseSite[] =>
    (files ?? []).flatMap(({ uses }) =>
      uses.filter((use) => use.resolved && use.symbol === spot.symbol && !fits(use)),
    );
  // What does not parse, or is wrong on one side already, proves nothing.
  return own !== null && own !== undefined && wrong(own).length === 0 && wrong(users).length > 0;
}

/** Which uses the definitions of the merge allow; null where nobody can tell. */
function fitsIn(
  { deed, symbol }: SymbolSpot,
  merged: readonly LocatedFile[],
): ((use: UseSite) => boolean) | null {
  const [scope, name] = [symbol.slice(0, symbol.lastIndexOf('#')), symbol.slice(symbol.lastIndexOf('#') + 1)];
  const inside = merged.filter((file) => file.scope === scope);
  if (inside.some(({ symbols }) => symbols.open)) return null;
  const definitions = definitionsOf(inside).get(symbol) ?? [];
  if (deed === 'removed') {
    // A name that a module still says may come from elsewhere; in a package each file says names of the others.
    const module = !isPackage(scope);
    const last = name.slice(name.lastIndexOf('.') + 1);
    const said = module && inside.some(({ symbols: { names } }) => names.includes(last));
    return definitions.length > 0 || said ? null : () => false;
  }
  const parameters = definitions.length === 1 ? definitions[0]!.definition.parameters : null;
  if (!parameters || !isStrict(definitions[0]!.path)) return null;
  return ({ call, path }) => call === null || !isStrict(path) || accepts(parameters, call);
}

function timesThere({ kind, symbol }: SymbolSpot, files: readonly LocatedFile[]): number {
  if (kind !== 'declaration')
    return files.flatMap(claimsOf).filter((claim) => claim.kind === kind && claim.symbol === symbol).length;
  const packages = new Map<string | null, number>();
  for (const file of files) {
    const here = file.symbols.definitions.filter(
      ({ name, variant, sole }) => sole && withVariant(`${file.scope}#${name}`, variant) === symbol,
    );
    packages.set(file.symbols.package, (packages.get(file.symbols.package) ?? 0) + here.length);
  }
  return Math.max(0, ...packages.values());
}

/** The files that may define a symbol of the scope: one module, or all of a package. */
function scopePaths({ spot, definer, other }: Suspicion, { siblings }: Evidence): GitPath[] | null {
  const paths = new Set([definer.path, ...(spot.deed === 'twice' ? [other.path] : [])]);
  if (isPackage(spot.symbol)) {
    const end = definer.path.slice(definer.path.lastIndexOf('.'));
    const directory = definer.path.slice(0, Math.max(0, definer.path.lastIndexOf('/')));
    for (const path of siblings(directory)) if (path.endsWith(end)) paths.add(path);
  }
  return paths.size > MOST_SIBLINGS ? null : [...paths];
}

function isPackage(symbol: string): boolean {
  return symbol.startsWith('go:') || symbol.startsWith('java:');
}

/** The files of a tree that are there; null when one of them cannot be read. */
async function readAll(
  tree: Oid,
  paths: readonly GitPath[],
  { git, files }: Evidence,
): Promise<LocatedFile[] | null> {
  const entries = await git.entries(tree, paths);
  const there = entries.flatMap((entry, i) => (entry ? [{ path: paths[i]!, oid: entry.oid }] : []));
  const located = await files.locate(there);
  return located.some((file) => file === null) ? null : (located as LocatedFile[]);
}
