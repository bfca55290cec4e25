// Whether a clean merge of two sides is broken at a symbol: looked up in the merged tree, not guessed from the sides.
import { claimsOf, definitionsOf, sameMigration, withVariant, type SymbolSpot } from '@sluice/cluster';
import type { GitPath, LocatedFile, Oid } from '@sluice/model';
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
  if (spot.deed !== 'twice') return isBrokenUse(suspicion, paths, evidence);
  const [merged, ...sides] = await Promise.all(
    [trees.merged, trees.definer, trees.other].map(async (tree) => {
      const files = await readAll(tree, paths, evidence);
      return files && timesThere(spot, files);
    }),
  );
  return (merged ?? 0) > 1 && sides.every((times) => times !== null && times <= 1);
}

/** The use is there, what it uses is not, and neither side had such a use itself. */
async function isBrokenUse(
  { spot, other, trees }: Suspicion,
  paths: readonly GitPath[],
  evidence: Evidence,
): Promise<boolean> {
  const symbol = other.via ?? spot.symbol;
  /** null where the files do not parse, or nobody can tell: that proves nothing. */
  const isWrongIn = async (tree: Oid): Promise<boolean | null> => {
    const users = await readAll(tree, [other.path], evidence);
    const uses = users?.flatMap((file) => file.uses.filter((use) => use.resolved && use.symbol === symbol));
    if (!uses || uses.length === 0) return uses ? false : null;
    const files = await readAll(tree, paths, evidence);
    if (files === null) return null;
    if (spot.deed === 'removed' && definitionsOf(files).has(spot.symbol)) return false;
    const fits = fitsIn(spot, files);
    return fits && uses.some((use) => !fits(use));
  };
  const [merged, ...sides] = await Promise.all([trees.merged, trees.definer, trees.other].map(isWrongIn));
  return merged === true && sides.every((wrong) => wrong === false);
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
