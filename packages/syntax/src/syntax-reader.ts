import type { Language, Parser, Tree } from 'web-tree-sitter';
import { changedRegions } from './changed-regions.ts';
import { editTree } from './edit-tree.ts';
import { flatten } from './flatten.ts';
import { changedPlaces, KnownNodes } from './known-nodes.ts';
import { languageOf } from './languages.ts';
import { kindOf } from './node-table.ts';
import type { GrammarName, LanguageDescription } from './language-description.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** Reads programs. Synchronous: what it needs was loaded before, or comes from `grammar` when first asked for. */
export interface SyntaxReader {
  /** Whether the path's extension belongs to a language that can be read. */
  knows(path: string): boolean;
  /** The program; null when the path's language is not known, the text too large, or it has errors. */
  read(path: string, text: string): SyntaxTree | null;
  /**
   * Versions of one program, the one that is nearest to all others first (the base of a merge): what the others share
   * with it is not parsed again. The answer has the order of `texts`, null as in `read`.
   */
  readVersions(path: string, texts: readonly string[]): (SyntaxTree | null)[];
  /** A text like a program that was read: the same as `read`, and quicker where that was the first of the last versions. */
  readLike(path: string, text: string, like: SyntaxTree): SyntaxTree | null;
}

/** What a reader is made of; see `adapters/syntax/load-syntax` for the one that reads files. */
export interface SyntaxParts {
  readonly parser: Parser;
  /** The grammar, loaded on first use; null when there is none. */
  readonly grammar: (name: GrammarName) => Language | null;
}

/** In UTF-16 units. Three versions of this size cost two seconds and 150 MB; what is larger was written by a machine. */
const MAX_LENGTH = 400_000;
/** What was merged may be larger than each of its versions. */
const MAX_ALONE = 2 * MAX_LENGTH;
/** The parser reports about every hundred steps; honest programs stay below one report for 30 characters. */
const CHARACTERS_PER_REPORT = 8;
const FREE_REPORTS = 10_000;
/** In UTF-16 units: of a text of which most is known, the parser copies no more than this for each place that it looks at. */
const PIECE = 1024;

export function openSyntaxReader(parts: SyntaxParts): SyntaxReader {
  return new PatientReader(parts);
}

/** The first of some versions, still in the parser's memory, so that others are parsed only where they differ. */
interface First {
  readonly language: LanguageDescription;
  readonly text: string;
  readonly tree: Tree;
  /** Null where it has errors. */
  readonly read: SyntaxTree | null;
}

class PatientReader implements SyntaxReader {
  readonly #parts: SyntaxParts;
  #first: First | null = null;

  constructor(parts: SyntaxParts) {
    this.#parts = parts;
  }

  knows(path: string): boolean {
    return languageOf(path) !== null;
  }

  read(path: string, text: string): SyntaxTree | null {
    const language = languageOf(path);
    return language && this.#readAlone(language, text);
  }

  readVersions(path: string, texts: readonly string[]): (SyntaxTree | null)[] {
    const language = languageOf(path);
    if (!language) return texts.map(() => null);
    const [text = '', ...others] = texts;
    this.#first?.tree.delete();
    this.#first = null;
    const tree = text.length > MAX_LENGTH ? null : this.#parse(language, text);
    if (tree) this.#first = { language, text, tree, read: sound(tree, text, language) };
    const first = this.#first;
    const read = (other: string): SyntaxTree | null => {
      if (other.length > MAX_LENGTH) return null;
      return first ? this.#readNear(first, other) : this.#readAlone(language, other);
    };
    return [first?.read ?? null, ...others.map(read)];
  }

  readLike(path: string, text: string, like: SyntaxTree): SyntaxTree | null {
    const first = this.#first;
    if (first?.read !== like || text.length > MAX_ALONE) return this.read(path, text);
    return this.#readNear(first, text);
  }

  #readAlone(language: LanguageDescription, text: string): SyntaxTree | null {
    const tree = text.length > MAX_ALONE ? null : this.#parse(language, text);
    const read = tree && sound(tree, text, language);
    tree?.delete();
    return read;
  }

  #readNear(first: First, text: string): SyntaxTree | null {
    const regions = changedRegions(first.text, text);
    const edited = editTree(first.tree, first.text, text, regions);
    const tree = this.#parse(first.language, text, edited);
    const known =
      tree && first.read && new KnownNodes(first.read, changedPlaces(regions, edited.getChangedRanges(tree)));
    const read = tree && sound(tree, text, first.language, known);
    edited.delete();
    tree?.delete();
    return read;
  }

  #parse(language: LanguageDescription, text: string, edited: Tree | null = null): Tree | null {
    const { parser, grammar } = this.#parts;
    const loaded = grammar(language.grammar);
    if (!loaded) return null;
    if (parser.language !== loaded) parser.setLanguage(loaded);
    let left = FREE_REPORTS + text.length / CHARACTERS_PER_REPORT;
    // Texts made to be ambiguous at every token would keep the parser busy for ever.
    const input = edited ? (index: number) => text.slice(index, index + PIECE) : text;
    const tree = parser.parse(input, edited, { progressCallback: () => --left < 0 });
    if (!tree) parser.reset();
    return tree;
  }
}

function sound(
  tree: Tree,
  text: string,
  language: LanguageDescription,
  known: KnownNodes | null = null,
): SyntaxTree | null {
  const read = tree.rootNode.hasError ? null : flatten(tree, text, language, known);
  return read && !(language.indented && hasEmptyBlock(read)) ? read : null;
}

/** Where blocks are lines further in, the parser takes a missing one for empty. */
function hasEmptyBlock(tree: SyntaxTree): boolean {
  for (let node = 0; node < tree.count; node++)
    if (tree.starts[node] === tree.ends[node] && kindOf(tree, node) === 'block') return true;
  return false;
}
