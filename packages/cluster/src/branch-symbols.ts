import type {
  BranchSymbols,
  Claim,
  ClaimSite,
  Definition,
  GitPath,
  LocatedFile,
  Parameter,
  SignatureSite,
  SymbolSite,
  UseSite,
} from '@sluice/model';
import { namesSaid } from './hot-files.ts';

/** One changed file of a branch, read on both sides; null: absent there, or not readable. */
export interface ChangedSymbols {
  readonly before: LocatedFile | null;
  readonly after: LocatedFile | null;
  /** `before` was not read: only the uses of `after` count. */
  readonly onlyUses: boolean;
  /** Lines of `after` that were not read, since the branch does not touch them; `before` has them too. */
  readonly rest: readonly string[];
  /** Whether a line (from 1) of `after` is one that the branch adds. */
  readonly isAdded: (line: number) => boolean;
  /** Whether a missing or extra argument is an error where the file's symbols are defined. */
  readonly strict: boolean;
}

interface Sited {
  readonly path: GitPath;
  readonly definition: Definition;
}

/** What a branch does to symbols, by what its changed files define and use before and after. */
export function branchSymbols(all: readonly ChangedSymbols[]): BranchSymbols {
  const files = all.filter(({ onlyUses }) => !onlyUses);
  const before = definitionsOf(files.map((file) => file.before));
  const after = definitionsOf(files.map((file) => file.after));
  const passedBefore = passedOn(files.map((file) => file.before));
  const passedAfter = passedOn(files.map((file) => file.after));
  const strict = new Set(files.flatMap((file) => (file.strict && file.before ? [file.before.scope] : [])));
  const said = namesByScope(all);
  const removed: SymbolSite[] = [];
  const signatures: SignatureSite[] = [];
  for (const [symbol, sites] of before) {
    const [scope, name] = split(symbol);
    const later = after.get(symbol);
    const where = { symbol, path: sites[0]!.path, line: sites[0]!.definition.line };
    // A name that is still said may still be there: imported, assigned, or handed on.
    if (!later && !passedAfter.has(symbol) && !said(scope, lastPart(name))) removed.push(where);
    const change = later && changedSignature(sites, later);
    if (change)
      signatures.push({ ...where, line: later[0]!.definition.line, ...change, strict: strict.has(scope) });
  }
  for (const [symbol, site] of passedBefore) {
    const [scope, name] = split(symbol);
    const stays = before.has(symbol) || after.has(symbol) || passedAfter.has(symbol) || said(scope, name);
    if (!stays) removed.push(site);
  }
  const isKnown = (symbol: string): boolean => before.has(symbol) || passedBefore.has(symbol);
  const defined = [...after].map(([symbol, [first]]) => ({
    symbol,
    path: first!.path,
    line: first!.definition.line,
  }));
  const handedOn = [...passedAfter.values()].filter(({ symbol }) => !after.has(symbol));
  return {
    removed,
    signatures,
    added: [...defined, ...handedOn].filter(({ symbol }) => !isKnown(symbol)),
    used: all.flatMap(addedUses),
    claimed: [...declarations(before, after), ...files.flatMap(addedClaims)],
  };
}

/** A definition among others of its name. */
export function withVariant(symbol: string, variant: string): string {
  return variant === '' ? symbol : `${symbol} ${variant}`;
}

/** Definitions by symbol. */
export function definitionsOf(files: readonly (LocatedFile | null)[]): Map<string, Sited[]> {
  const found = new Map<string, Sited[]>();
  for (const file of files) {
    for (const definition of file?.symbols.definitions ?? []) {
      const symbol = `${file!.scope}#${definition.name}`;
      const list = found.get(symbol);
      if (list) list.push({ path: file!.path, definition });
      else found.set(symbol, [{ path: file!.path, definition }]);
    }
  }
  return found;
}

/** Names that modules hand on without defining them, by symbol. */
function passedOn(files: readonly (LocatedFile | null)[]): Map<string, SymbolSite> {
  const found = new Map<string, SymbolSite>();
  for (const file of files) {
    for (const { name, line } of file?.symbols.passed ?? []) {
      const symbol = `${file!.scope}#${name}`;
      if (name !== '*' && !found.has(symbol)) found.set(symbol, { symbol, path: file!.path, line });
    }
  }
  return found;
}

/** Claims of one file by a name that says what of. */
export function claimsOf(file: LocatedFile): ClaimSite[] {
  return file.symbols.claims.map((claim) => claimSite(file.path, claim));
}

function claimSite(path: GitPath, { kind, scope, name, line }: Claim): ClaimSite {
  const whole = scope === '' ? name : `${scope}${kind === 'key' ? '.' : ' '}${name}`;
  return { kind, symbol: `${path}#${whole}`, path, line };
}

/** Whether a scope says a name, other than to call it. */
function namesByScope(files: readonly ChangedSymbols[]): (scope: string, name: string) => boolean {
  const inScope = new Map<string, ChangedSymbols[]>();
  for (const file of files) {
    if (file.after) inScope.set(file.after.scope, [...(inScope.get(file.after.scope) ?? []), file]);
  }
  const said = new Map<string, Set<string>>();
  const read = (scope: string): Set<string> =>
    new Set(
      (inScope.get(scope) ?? []).flatMap(({ after, rest }) => [...after!.symbols.names, ...namesSaid(rest)]),
    );
  return (scope, name) => {
    const names = said.get(scope) ?? read(scope);
    said.set(scope, names);
    return names.has(name);
  };
}

/** Only of what is defined once on each side: of overloads nobody knows which one a call means. */
function changedSignature(
  before: readonly Sited[],
  after: readonly Sited[],
): { before: readonly Parameter[]; after: readonly Parameter[] } | null {
  if (before.length !== 1 || after.length !== 1) return null;
  const [old, now] = [before[0]!.definition.parameters, after[0]!.definition.parameters];
  if (!old || !now || JSON.stringify(old) === JSON.stringify(now)) return null;
  return { before: old, after: now };
}

function declarations(
  before: ReadonlyMap<string, readonly Sited[]>,
  after: ReadonlyMap<string, readonly Sited[]>,
): ClaimSite[] {
  return [...after].flatMap(([symbol, sites]) => {
    const known = new Set(before.get(symbol)?.map(({ definition }) => definition.variant));
    const fresh = sites.filter(({ definition }) => definition.sole && !known.has(definition.variant));
    return fresh.map(({ path, definition: { variant, line } }) => ({
      kind: 'declaration' as const,
      symbol: withVariant(symbol, variant),
      path,
      line,
    }));
  });
}

function addedUses({ after, isAdded }: ChangedSymbols): UseSite[] {
  return after ? after.uses.filter(({ line }) => isAdded(line)) : [];
}

function addedClaims({ before, after }: ChangedSymbols): ClaimSite[] {
  if (!after) return [];
  const known = new Set(before ? claimsOf(before).map(({ symbol }) => symbol) : []);
  const mappings = new Set([...new Set(before?.symbols.claims.map(({ scope }) => scope))].flatMap(around));
  return after.symbols.claims.flatMap((claim) => {
    // Of a new mapping the key counts that it stands under.
    if (claim.kind === 'key' && claim.scope !== '' && !mappings.has(claim.scope)) return [];
    const site = claimSite(after.path, claim);
    return known.has(site.symbol) ? [] : [site];
  });
}

/** A mapping and those that it is in. */
function around(mapping: string): string[] {
  const ends = [...mapping.matchAll(/[.[]/g)].map(({ index }) => mapping.slice(0, index));
  return [mapping, ...ends];
}

function split(symbol: string): [scope: string, name: string] {
  const at = symbol.lastIndexOf('#');
  return [symbol.slice(0, at), symbol.slice(at + 1)];
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
