import type { Import, Parameter, Passed } from '@sluice/model';
import type { ImportItem } from '../outline.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import type { ClaimedAt } from './route-claim.ts';

/** A kind of call: the roles of what is called and of the arguments, and the word for a kind without such roles. */
export interface CallRule {
  /** `a` or `a.b`, in one child; */
  readonly callee?: string;
  /** or the name and its owner, in one each. */
  readonly name?: string;
  readonly owner?: string;
  readonly arguments: string;
}

/** What has to be known of a language to tell who defines and who uses what, beside its description. */
export interface SymbolRules {
  readonly calls: Readonly<Record<string, CallRule>>;
  /** Kinds of `a.b`: the roles of both. */
  readonly members: Readonly<Record<string, { readonly owner: string; readonly name: string }>>;
  /** Kinds that bind names within functions, and the roles of what they bind; '' for children without a role. */
  readonly binders: Readonly<Record<string, readonly string[]>>;
  /** Kinds of functions: what is bound within is local. */
  readonly functions: ReadonlySet<string>;
  /** Arguments of which nobody knows how many they are. */
  readonly spreads: ReadonlySet<string>;
  /** Arguments with a name: the role of it. */
  readonly named: Readonly<Record<string, string>>;
  /** What a child of a list of parameters says; 'unknown' makes the whole list unknown, null is no parameter. */
  readonly parameter: (tree: SyntaxTree, node: number) => readonly Parameter[] | 'unknown' | null;
  readonly packageOf: (tree: SyntaxTree) => string | null;
  readonly isOpen: (tree: SyntaxTree) => boolean;
  /** Names that its modules hand on. */
  readonly passed: (
    tree: SyntaxTree,
    imports: readonly Import[],
    items: readonly ImportItem[],
  ) => readonly Passed[];
  /** Whether nothing in the file can be said to be the only one of its name (conditional compilation). */
  readonly isConditional: (tree: SyntaxTree, path: string) => boolean;
  /** Kinds of nodes that may claim something. */
  readonly claimers: ReadonlySet<string>;
  /** What a node claims: a route, the values of the members of an enum. */
  readonly claims: (tree: SyntaxTree, node: number) => readonly ClaimedAt[];
}

/** Longer names are made by machines, or by an attacker. */
export const LONGEST_NAME = 200;
