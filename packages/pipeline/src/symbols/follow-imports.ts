// Who uses a symbol by the name of a module that hands it on.
import type { BranchSymbols, GitPath, Oid, PathChange, UseSite } from '@sluice/model';
import type { ProjectLayout } from '@sluice/syntax';
import { originOf } from './origins.ts';
import type { SymbolFiles } from './symbol-files.ts';

export interface FollowTools {
  readonly files: SymbolFiles;
  readonly layout: ProjectLayout;
  /** What the base has at a path; null: nothing. */
  readonly baseOid: (path: GitPath) => Oid | null;
}

/** Imports beyond these are taken as they are written. */
const MOST_FOLLOWED = 500;

/**
 * Uses of names that a module only hands on become uses of what another branch changes, if that is where they come from.
 * Modules are read as the base has them, or as the branch does that uses the name.
 */
export async function followImports(
  branches: readonly BranchSymbols[],
  changeSets: readonly (readonly PathChange[])[],
  tools: FollowTools,
): Promise<BranchSymbols[]> {
  const changed = new Set(
    branches.flatMap(({ removed, signatures, added }) =>
      [...removed, ...signatures, ...added].map(({ symbol }) => symbol),
    ),
  );
  const names = new Set([...changed].map(nameIn));
  let left = MOST_FOLLOWED;
  const followed: BranchSymbols[] = [];
  for (const [i, branch] of branches.entries()) {
    const read = readerOf(changeSets[i]!, tools);
    const reached = new Map<string, string>();
    for (const { symbol, resolved } of branch.used) {
      if (!resolved || reached.has(symbol) || changed.has(symbol) || !names.has(nameIn(symbol)) || left === 0)
        continue;
      left -= 1;
      // Of a member of a class the class is followed.
      const [, head, member] = /^(.*#[^.]*)(.*)$/s.exec(symbol)!;
      const isWanted = (each: string): boolean => changed.has(each + member!);
      const origin = await originOf(head!, { layout: tools.layout, read, isWanted });
      const found = origin.kind === 'defined' && isWanted(origin.symbol);
      reached.set(symbol, found ? origin.symbol + member! : symbol);
    }
    const used = branch.used.map((use): UseSite => {
      const symbol = reached.get(use.symbol) ?? use.symbol;
      return symbol === use.symbol ? use : { ...use, symbol, via: use.symbol };
    });
    followed.push({ ...branch, used });
  }
  return followed;
}

function nameIn(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('#') + 1);
}

function readerOf(changes: readonly PathChange[], { files, baseOid }: FollowTools) {
  const own = new Map(changes.map(({ path, after }) => [path, after?.oid ?? null]));
  return async (path: GitPath) => {
    const oid = own.has(path) ? own.get(path)! : baseOid(path);
    return oid === null ? 'absent' : ((await files.locate([{ path, oid }]))[0] ?? null);
  };
}
