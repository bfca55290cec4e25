// Where branches meet at a symbol. Members are listed in two roles, never as pairs, so that a symbol that a thousand
// branches use costs a thousand entries.
import {
  accepts,
  type BranchSymbols,
  type ClaimSite,
  type SignatureSite,
  type SymbolEdgeKind,
  type SymbolSite,
  type UseSite,
} from '@sluice/model';

/** One site, and the contender that it belongs to. */
export type By<Site extends SymbolSite> = Site & { readonly by: number };

/** What the branches in the role of definers do to the symbol: `added` only orders. */
export type Deed = 'removed' | 'signature' | 'added' | 'twice';

export interface SymbolSpot {
  readonly kind: SymbolEdgeKind;
  readonly deed: Deed;
  readonly symbol: string;
  /** One or more, one a contender. */
  readonly definers: readonly By<SymbolSite>[];
  /** The users, one a contender and none of `definers`; empty for `twice`, where all play one role. */
  readonly users: readonly By<UseSite>[];
  /** A merge that is clean may be broken here: worth proving. */
  readonly suspect: boolean;
}

/** All spots of the branches, in the order of symbols; linear in their sites. */
export function symbolSpots(branches: readonly BranchSymbols[]): SymbolSpot[] {
  const uses = indexBy(branches, ({ used }) => used);
  const removed = indexBy(branches, (branch) => branch.removed);
  const signatures = indexBy(branches, (branch) => branch.signatures);
  const added = indexBy(branches, (branch) => branch.added);
  const usesOf = usesBySymbol(
    uses,
    new Set([removed, signatures, added].flatMap((index) => [...index.keys()])),
  );
  const spots = [
    ...[...removed].flatMap(([symbol, sites]) => removedSpots(symbol, sites, usesOf(symbol))),
    ...[...signatures].flatMap(([symbol, sites]) => signatureSpots(symbol, sites, usesOf(symbol))),
    ...[...added].flatMap(([symbol, sites]) => addedSpots(symbol, sites, usesOf(symbol))),
    ...claimSpots(branches),
  ];
  return spots.sort(
    (a, b) => compare(a.symbol, b.symbol) || compare(a.deed, b.deed) || compare(a.kind, b.kind),
  );
}

/**
 * Of a method of something only the name is known: it stands under `.name`, and counts where one symbol alone has it; under
 * `.Owner.name` where the owner is named, too.
 */
function usesBySymbol(
  uses: ReadonlyMap<string, readonly By<UseSite>[]>,
  symbols: ReadonlySet<string>,
): (symbol: string) => readonly By<UseSite>[] {
  const owners = new Map<string, number>();
  for (const symbol of symbols) owners.set(memberName(symbol), (owners.get(memberName(symbol)) ?? 0) + 1);
  return (symbol) => {
    const member = memberName(symbol);
    const isTelling = member !== '' && owners.get(member) === 1 && !COPIED.test(symbol);
    const byName = isTelling ? (uses.get(member) ?? []) : [];
    const byOwner = member === '' ? [] : (uses.get(`.${nameIn(symbol)}`) ?? []);
    return [...(uses.get(symbol) ?? []), ...byOwner, ...byName];
  };
}

/** Code of others that is kept in the repository has methods of every name. */
const COPIED = /(?:^|[/:])(?:_?vendor|third_party|node_modules)\//;

/** `.close` of `scope#Server.close`; empty for what is no member. */
function memberName(symbol: string): string {
  const name = nameIn(symbol);
  return name.includes('.') ? name.slice(name.lastIndexOf('.')) : '';
}

function nameIn(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('#') + 1);
}

function removedSpots(
  symbol: string,
  sites: readonly By<SymbolSite>[],
  uses: readonly By<UseSite>[],
): SymbolSpot[] {
  return [true, false].flatMap((suspect) => {
    const chosen = uses.filter(({ resolved }) => resolved === suspect);
    return spotOf({ deed: 'removed', symbol, suspect }, sites, chosen);
  });
}

/** A call that the old signature took and the new one does not is suspect; any other is good to know of. */
function signatureSpots(
  symbol: string,
  sites: readonly By<SignatureSite>[],
  uses: readonly By<UseSite>[],
): SymbolSpot[] {
  const breaks = ({ call, resolved }: UseSite): boolean =>
    resolved &&
    call !== null &&
    sites.every(({ before, after, strict }) => strict && accepts(before, call) && !accepts(after, call));
  return [true, false].flatMap((suspect) => {
    const chosen = uses.filter((use) => breaks(use) === suspect && (suspect || use.call !== null));
    return spotOf({ deed: 'signature', symbol, suspect }, sites, chosen);
  });
}

/** Who uses what only another one adds lands after it. */
function addedSpots(
  symbol: string,
  sites: readonly By<SymbolSite>[],
  uses: readonly By<UseSite>[],
): SymbolSpot[] {
  const chosen = uses.filter(({ resolved }) => resolved);
  return spotOf({ deed: 'added', symbol, suspect: false }, sites, chosen);
}

function spotOf(
  about: Pick<SymbolSpot, 'deed' | 'symbol' | 'suspect'>,
  sites: readonly By<SymbolSite>[],
  uses: readonly By<UseSite>[],
): SymbolSpot[] {
  const definers = onePerBranch(sites);
  const users = onePerBranch(uses, definers);
  return users.length > 0 ? [{ kind: 'definition', ...about, definers, users }] : [];
}

function claimSpots(branches: readonly BranchSymbols[]): SymbolSpot[] {
  const claims = indexBy(branches, ({ claimed }) =>
    claimed.map((site) => ({ ...site, symbol: claimKey(site) })),
  );
  return [...claims.values()].flatMap((sites) => {
    const { kind, symbol } = sites[0]!;
    const definers = onePerBranch(sites).map((site) => ({ ...site, symbol: symbol.slice(kind.length + 1) }));
    if (definers.length < 2) return [];
    return [
      { kind, deed: 'twice' as const, symbol: definers[0]!.symbol, definers, users: [], suspect: true },
    ];
  });
}

function claimKey({ kind, symbol }: ClaimSite): string {
  return `${kind} ${symbol}`;
}

/** The first site of each contender, in the order of contenders; without those that `others` belong to. */
function onePerBranch<Site extends SymbolSite>(
  sites: readonly By<Site>[],
  others: readonly By<SymbolSite>[] = [],
): By<Site>[] {
  const taken = new Set(others.map(({ by }) => by));
  return sites.filter(({ by }) => !taken.has(by) && taken.add(by));
}

function indexBy<Site extends SymbolSite>(
  branches: readonly BranchSymbols[],
  pick: (branch: BranchSymbols) => readonly Site[],
): Map<string, By<Site>[]> {
  const index = new Map<string, By<Site>[]>();
  branches.forEach((branch, by) => {
    for (const site of pick(branch)) {
      const list = index.get(site.symbol);
      if (list) list.push({ ...site, by });
      else index.set(site.symbol, [{ ...site, by }]);
    }
  });
  return index;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
