import { showPath, type Hint, type SymbolSite } from '@sluice/model';
import type { Contender } from './contender.ts';
import type { Precedence } from './landing-order.ts';
import type { Spot } from './spot.ts';
import type { By, SymbolSpot } from './symbol-spots.ts';

/** Two contenders of a spot that were merged to see; where a thing is there twice, both are definers. */
export interface Examined {
  readonly spot: SymbolSpot;
  readonly definer: number;
  readonly other: number;
  /** The merge is clean, and broken at the symbol. */
  readonly broken: boolean;
}

/** What the symbols say about the graph: who must not land together, and who lands before whom. */
export interface SymbolFindings {
  readonly ties: readonly Spot[];
  readonly precedence: readonly Precedence[];
  readonly hints: readonly Hint[];
}

export const NO_SYMBOLS: SymbolFindings = { ties: [], precedence: [], hints: [] };

/** Ties are what was seen to break; all else orders and warns. */
export function symbolFindings(
  spots: readonly SymbolSpot[],
  examined: readonly Examined[],
  contenders: readonly Contender[],
): SymbolFindings {
  const tied = new Map<SymbolSpot, Map<number, number[]>>();
  const told = new Map<SymbolSpot, Set<number>>();
  for (const { spot, definer, other, broken } of examined) {
    if (broken) {
      const others = tied.get(spot) ?? new Map<number, number[]>();
      tied.set(spot, others.set(definer, [...(others.get(definer) ?? []), other]));
    }
    // Where both add a thing, a merge that is not broken has it once, and one that is not clean is told by an edge. What
    // is handed on may come from elsewhere by now.
    const isHandedOn = spot.users.some(({ by, via }) => by === other && via !== undefined);
    if (broken || isHandedOn || spot.deed === 'twice')
      told.set(spot, (told.get(spot) ?? new Set()).add(definer).add(other));
  }
  const ties = [...tied].flatMap(([spot, others]) =>
    [...others].map(([definer, list]) => tieOf(spot, definer, list)),
  );
  const rest = spots.flatMap((spot) => withoutStacks(without(spot, told.get(spot)), contenders));
  return {
    ties,
    hints: rest.map((spot) => hintOf(spot, contenders)),
    precedence: rest
      .filter(({ users }) => users.length > 0)
      .map(({ definers, users }) => ({
        definers: definers.map(({ by }) => by),
        users: users.map(({ by }) => by),
      })),
  };
}

function tieOf(spot: SymbolSpot, definer: number, others: readonly number[]): Spot {
  const pool = spot.deed === 'twice' ? spot.definers : spot.users;
  const one = spot.definers.find(({ by }) => by === definer)!;
  const sites = pool.filter(({ by }) => others.includes(by));
  return {
    kind: spot.kind,
    path: one.path,
    detail: symbolWords(spot, [one], sites),
    classes: [[definer], [...others]],
  };
}

function without(spot: SymbolSpot, told: ReadonlySet<number> | undefined): SymbolSpot {
  if (!told) return spot;
  const free = <Site extends SymbolSite>(sites: readonly By<Site>[]): By<Site>[] =>
    sites.filter(({ by }) => !told.has(by));
  return spot.deed === 'twice'
    ? { ...spot, definers: free(spot.definers) }
    : { ...spot, users: free(spot.users) };
}

/** A branch knows what those did that it is stacked on. */
function withoutStacks(spot: SymbolSpot, contenders: readonly Contender[]): SymbolSpot[] {
  const firsts = new Set(spot.definers.map(({ by }) => contenders[by]!.name));
  const knows = ({ by }: { by: number }): boolean =>
    [...contenders[by]!.contains].some((name) => firsts.has(name));
  if (spot.deed === 'twice') {
    const definers = spot.definers.filter((site) => !knows(site));
    return definers.length > 1 ? [{ ...spot, definers }] : [];
  }
  const users = spot.users.filter((site) => !knows(site));
  return users.length > 0 ? [{ ...spot, users }] : [];
}

function hintOf(spot: SymbolSpot, contenders: readonly Contender[]): Hint {
  const names = (sites: readonly { by: number }[]): string[] => sites.map(({ by }) => contenders[by]!.name);
  const { kind, symbol, definers, users } = spot;
  const [one, ...others] = definers;
  const detail =
    spot.deed === 'twice' ? symbolWords(spot, [one!], others) : symbolWords(spot, definers, users);
  return { kind, symbol, path: one!.path, definers: names(definers), users: names(users), detail };
}

const DEEDS: Record<SymbolSpot['deed'], readonly [string, string]> = {
  removed: ['removed', 'newly used'],
  signature: ['given other parameters', 'newly called'],
  added: ['added', 'used'],
  twice: ['added', 'added'],
};

/** The symbol, and both places of it. */
export function symbolWords(
  { deed, symbol }: SymbolSpot,
  definers: readonly SymbolSite[],
  others: readonly SymbolSite[],
): string {
  const [did, used] = DEEDS[deed];
  return `${nameOf(symbol)}: ${did} at ${place(definers)}, ${used} at ${place(others)}`;
}

/** Of `scope#name variant`. */
function nameOf(symbol: string): string {
  return symbol.slice(symbol.indexOf('#') + 1);
}

function place([site, ...more]: readonly SymbolSite[]): string {
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `${showPath(site!.path)}:${site!.line}${others}`;
}
