import type { NodeTable } from './node-table.ts';

/** The grammars that are loaded by name; `tree-sitter-<name>.wasm`. */
export const GRAMMARS = ['typescript', 'tsx', 'javascript', 'python', 'go', 'java', 'rust'] as const;
export type GrammarName = (typeof GRAMMARS)[number];

/** What a declaration is, in words that all languages share. */
export type DeclarationKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'enum'
  | 'enum-member'
  | 'type'
  | 'variable'
  | 'field'
  | 'key'
  | 'module'
  | 'implementation'
  | 'macro'
  | 'test'
  | 'group';

export type NodeReader<T> = (tree: NodeTable, node: number) => T;

/** The part of a declaration that the rest only introduces. */
export interface Body {
  readonly node: number;
  /** Set when its children stand for themselves, such as the members of a class; null for code that runs. */
  readonly members: Members | null;
  /** They begin after the child of this kind; by default after the first bracket. */
  readonly after?: string;
}

export interface Members {
  /** What stands between two of them, a comma for instance; null where each ends by itself. */
  readonly separator: ',' | null;
  /** The order of members has no meaning to the language, whatever kind they are. */
  readonly free: boolean;
}

export interface DeclarationRule {
  readonly kind: DeclarationKind | NodeReader<DeclarationKind>;
  /** Null when the node declares nothing after all. By default the child in the role `name`. */
  readonly name?: NodeReader<string | null>;
  /** A scope that is written at the declaration instead of around it, such as the receiver of a Go method. */
  readonly scope?: NodeReader<string>;
  /**
   * What tells declarations of one name apart, such as the types of the parameters; '' by default. `outer` is the
   * outermost node of the declaration, with decorators.
   */
  readonly signature?: (tree: NodeTable, node: number, outer: number) => string;
  /** By default the child in the role `body`, as code that runs. */
  readonly body?: NodeReader<Body | null>;
}

export interface ImportedName {
  /** The name there: `default`, `*` for everything. */
  readonly name: string;
  /** The name here; '' when nothing is bound under a name that can be read off, as by `import *`. */
  readonly bound: string;
  /** Several imports may bring in this name, and what they bring in adds up. */
  readonly shared?: boolean;
}

export interface ImportFacts {
  /** The module, as it is written, without quotes. */
  readonly from: string;
  readonly names: readonly ImportedName[];
  /** The list of names in it that may be merged as a set; null where there is none. */
  readonly list: Body | null;
}

/** Everything that the project knows of one language: adding a language is one of these and a line in `LANGUAGES`. */
export interface LanguageDescription {
  readonly name: string;
  readonly grammar: GrammarName;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  readonly comments: ReadonlySet<string>;
  /** Blocks end where the indentation does: a comment that is indented below a block is part of it. */
  readonly indented: boolean;
  /** Kinds that stand before a declaration as siblings and belong to it, such as attributes. */
  readonly attributes: ReadonlySet<string>;
  /** Kinds around a declaration, and the roles in which it may stand there. */
  readonly wrappers: Readonly<Record<string, readonly string[]>>;
  readonly declarations: Readonly<Record<string, DeclarationRule>>;
  /** Kinds that bring names in; null when this one does not. */
  readonly imports: Readonly<Record<string, NodeReader<ImportFacts | null>>>;
  /** Kinds of which siblings may change places, since the language gives their order no meaning. */
  readonly orderFree: ReadonlySet<DeclarationKind>;
  /** Whether other files can use it; `node` is the outermost node, wrappers included. */
  readonly exported: (tree: NodeTable, node: number, name: string) => boolean;
  /** Leaves that use a name: by itself (`name`), or of something before it (`member`, as in `a.b`). */
  readonly uses: Readonly<Record<string, 'name' | 'member'>>;
  /** Kinds whose child in the role `name` is used there, not declared: a call, an annotation. */
  readonly usesByName: ReadonlySet<string>;
  /** Kinds whose first name is a label, such as that of a named argument. */
  readonly labels: ReadonlySet<string>;
  /** Kinds of unread code, such as what is handed to a macro; and the words before a name that is declared there. */
  readonly unread: { readonly kinds: ReadonlySet<string>; readonly declaring: ReadonlySet<string> };
  /** Whether what a file uses has to be declared or imported in it, instead of anywhere in its package. */
  readonly selfContained: boolean;
  /** What an attribute says that makes its declaration one of several under conditions; null where there is no such thing. */
  readonly conditional: RegExp | null;
  /**
   * Kinds of which a block, list or literal may have one of each, with what they are called there: variables of a block,
   * keys of a literal, cases of a switch. None where there may be several after all.
   */
  readonly onceAmongSiblings: Readonly<Record<string, NodeReader<readonly string[]>>>;
  /** Whether one scope may well declare a name of this kind twice: overloads, merged or conditional declarations. */
  readonly mayRepeat: (kind: string, name: string) => boolean;
}
