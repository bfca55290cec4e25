// Whether a clean merge of two sides is broken at a symbol: looked up in the merged tree, not guessed from the sides.
import { claimsOf, sameMigration, withVariant, type SymbolSpot } from '@sluice/cluster';
import type { GitPath, LocatedFile, UseSite } from '@sluice/model';
import { fitsIn, isPackage, readAll, type Evidence, type Suspicion } from './evidence.ts';
import { isBrokenImport } from './prove-import.ts';

/** A directory with more files is not looked through. */
const MOST_SIBLINGS = 400;

export async function isBroken(suspicion: Suspicion, evidence: Evidence): Promise<boolean> {
  const { spot, definer, other, trees } = suspicion;
  if (spot.kind === 'migration')
    return definer.path !== other.path && !sameMigration(definer.path, other.path);
  if (spot.deed !== 'twice' && isModuleName(spot.symbol)) return isBrokenImport(suspicion, evidence);
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

function isModuleName(symbol: string): boolean {
  return !isPackage(symbol) && !symbol.slice(symbol.lastIndexOf('#')).includes('.');
}
