// What programs name: the facts that edges between symbols are made of. Lines count from 1.
import type { GitPath } from './git-path.ts';
import type { SymbolEdgeKind } from './graph.ts';
import type { BranchName } from './manifest.ts';

export interface Parameter {
  readonly name: string;
  /** A call may leave it out. */
  readonly optional: boolean;
  /** It takes any number of arguments. */
  readonly variadic: boolean;
}

export interface Definition {
  /** As the file names it at its top level: `parse`; a member with its owner: `Server.close`. */
  readonly name: string;
  /** What tells definitions of one name apart, as the types of parameters do; usually ''. */
  readonly variant: string;
  /** null: it is not called, or nobody can tell how (overloads, decorators). */
  readonly parameters: readonly Parameter[] | null;
  readonly line: number;
  /** It has members that are not written in it: a superclass, a decorator; what has no members has none of these. */
  readonly derived: boolean;
  /** A second one in the same scope is an error, or hides the first: not so for overloads and conditional compilation. */
  readonly sole: boolean;
}

/** The arguments of one call; a call that spreads a list into them says nothing. */
export interface CallShape {
  readonly positional: number;
  readonly named: readonly string[];
}

export interface Use {
  /** A plain name, `owner.name` where the owner is one word, or `.name` of anything else. */
  readonly name: string;
  readonly line: number;
  /** null: a mention, or a call whose arguments nobody can count. */
  readonly call: CallShape | null;
}

export interface Import {
  /** The name in the other module; `*` for the module as a whole, `default` for its default export. */
  readonly name: string;
  /** What it is called here. */
  readonly local: string;
  /** The module as it is written. */
  readonly from: string;
  readonly line: number;
}

/** A name that a module hands on to those who import it. */
export interface Passed {
  /** What others call it; `*` for all names of `from`, `default` for the default export. */
  readonly name: string;
  /** What it is called there; `*` for the module as a whole, or a value without a name. */
  readonly original: string;
  /** The module as it is written; '' for the file itself. */
  readonly from: string;
  readonly line: number;
}

/** Something of which a scope may have one: a route of a router, a value of an enum, a key of a mapping. */
export interface Claim {
  readonly kind: 'route' | 'enum-value' | 'key';
  /** Within the file: the router, the enum, the mapping. */
  readonly scope: string;
  readonly name: string;
  readonly line: number;
}

/** The symbols of one file. */
export interface FileSymbols {
  /** The package that the file says it belongs to; null where files are modules of their own. */
  readonly package: string | null;
  readonly definitions: readonly Definition[];
  readonly uses: readonly Use[];
  readonly imports: readonly Import[];
  readonly passed: readonly Passed[];
  readonly claims: readonly Claim[];
  /** Every name that the file says by itself and other than to call it, once: it may be bound there. */
  readonly names: readonly string[];
  /** Names that are bound below the top level: a use of one may mean something local. */
  readonly locals: readonly string[];
  /** Names that are bound to one type alone, and the type as it is named here. */
  readonly types: readonly (readonly [name: string, type: string])[];
  /** It may have names that are neither written in it nor passed on by it: macros, `__getattr__`. */
  readonly open: boolean;
}

/** A file whose uses are resolved. `scope` is that of its definitions: a package, or a module of its own. */
export interface LocatedFile {
  readonly path: GitPath;
  readonly scope: string;
  readonly symbols: FileSymbols;
  readonly uses: readonly UseSite[];
}

/** One place where a branch does something to a symbol, which is `scope#name`, the same from whatever file it is named. */
export interface SymbolSite {
  readonly symbol: string;
  readonly path: GitPath;
  readonly line: number;
}

export interface UseSite extends SymbolSite {
  readonly call: CallShape | null;
  /** Imports or the scope say what is meant; else only the name does. */
  readonly resolved: boolean;
  /** The symbol that is imported, where that is passed on by its module. */
  readonly via?: string;
}

export interface SignatureSite extends SymbolSite {
  readonly before: readonly Parameter[];
  readonly after: readonly Parameter[];
  /** Whether a call with other arguments than these is an error: in JavaScript it is not. */
  readonly strict: boolean;
}

export interface ClaimSite extends SymbolSite {
  readonly kind: Claim['kind'] | 'declaration' | 'migration';
}

/** What one branch does to symbols, on the tip of the base. */
export interface BranchSymbols {
  readonly removed: readonly SymbolSite[];
  readonly signatures: readonly SignatureSite[];
  readonly added: readonly SymbolSite[];
  /** Uses on lines that the branch adds. */
  readonly used: readonly UseSite[];
  /** Added things of which there may be one. */
  readonly claimed: readonly ClaimSite[];
}

/** A relation between branches that a person should know of, and that keeps none of them from landing. */
export interface Hint {
  /** Those that define, remove or change the symbol, or declare it. */
  readonly definers: readonly BranchName[];
  /** Those that use it: they land after. Empty where `definers` all did the same. */
  readonly users: readonly BranchName[];
  readonly kind: SymbolEdgeKind;
  readonly symbol: string;
  readonly path: GitPath;
  readonly detail: string;
}

/** Whether a call fits a signature, by the number and names of its arguments. */
export function accepts(parameters: readonly Parameter[], { positional, named }: CallShape): boolean {
  const plain = parameters.filter(({ variadic }) => !variadic);
  if (positional > plain.length && plain.length === parameters.length) return false;
  const given = new Set(named);
  const missing = plain.some(({ name, optional }, i) => i >= positional && !optional && !given.has(name));
  const names = new Set(plain.map(({ name }) => name));
  return !missing && (plain.length < parameters.length || named.every((name) => names.has(name)));
}
