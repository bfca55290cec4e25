import type { ImportFacts, Members } from './language-description.ts';

/** From the first character to the one after the last, as UTF-16 offsets into the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One of the things that a file or a class is a list of. What lies between two items is white space alone: all items
 * and the white space between them are the whole text of their list.
 */
export interface Item {
  /** `name`: one of the names of an import; `statement`: code that only runs; `comment`: one that describes no item. */
  readonly role: 'declaration' | 'import' | 'name' | 'statement' | 'comment';
  /** Of a declaration its `DeclarationKind`; of others the kind of the node in its grammar. */
  readonly kind: string;
  /** Of a declaration; of an import the module it names; otherwise ''. */
  readonly name: string;
  /** The names around it, outermost first, between dots; '' at the top. */
  readonly scope: string;
  /** What tells declarations of one name apart; usually ''. */
  readonly signature: string;
  readonly exported: boolean;
  /** The outermost node: with `export`, decorators within it; without comments. */
  readonly node: number;
  /** Everything that belongs to it: comments and attributes before it, a separator and a comment on its last line. */
  readonly span: Span;
  /** Itself, attributes before it included, comments and separator not. */
  readonly core: Span;
  /** 1-based, of the first line of `core`. */
  readonly line: number;
  readonly body: ItemBody | null;
  /** Set for imports, and only for them. */
  readonly imports: ImportFacts | null;
}

export interface ItemBody {
  readonly node: number;
  readonly span: Span;
  /** Null for code that runs, and below the greatest depth that is looked at. */
  readonly list: ItemList | null;
}

export interface ItemList {
  readonly members: Members;
  /** Between the brackets, without them. */
  readonly span: Span;
  readonly items: readonly Item[];
}
