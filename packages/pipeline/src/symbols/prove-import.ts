import type { GitPath, LocatedFile, Oid } from '@sluice/model';
import { moduleFile } from '@sluice/syntax';
import { fitsIn, readAll, scopeIn, type Evidence, type Suspicion } from './evidence.ts';
import { originOf } from './origins.ts';

/** Of a name at the top level of a module: it was fine on both sides, and is not in the merge. */
export async function isBrokenImport(suspicion: Suspicion, evidence: Evidence): Promise<boolean> {
  const { merged, definer, other } = suspicion.trees;
  const [there, ...sides] = await Promise.all(
    [merged, definer, other].map((tree) => isWrongIn(tree, suspicion, evidence)),
  );
  return there === true && sides.every((wrong) => wrong === false);
}

/** Whether a tree uses the name, and has nothing that fits; null where nobody can tell. */
async function isWrongIn(tree: Oid, { spot, other }: Suspicion, evidence: Evidence): Promise<boolean | null> {
  const symbol = other.via ?? spot.symbol;
  const users = await readAll(tree, [other.path], evidence);
  if (users === null) return null;
  const uses = users.flatMap((file) => file.uses.filter((use) => use.resolved && use.symbol === symbol));
  if (uses.length === 0) return false;
  const read = async (path: GitPath): Promise<LocatedFile | 'absent' | null> => {
    const files = await readAll(tree, [path], evidence);
    return files && (files[0] ?? 'absent');
  };
  const origin = await originOf(symbol, { layout: evidence.layout, read });
  if (origin.kind === 'unknown') return null;
  if (origin.kind === 'missing' || spot.deed === 'removed') return origin.kind === 'missing';
  const home = await read(moduleFile(scopeIn(origin.symbol), evidence.layout)!);
  const fits = home === null || home === 'absent' ? null : fitsIn({ ...spot, symbol: origin.symbol }, [home]);
  return fits && uses.some((use) => !fits(use));
}
