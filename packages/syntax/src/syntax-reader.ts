import type { Language, Parser, Tree } from 'web-tree-sitter';
import { editTree } from './edit-tree.ts';
import { flatten } from './flatten.ts';
import { languageOf } from './languages.ts';
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
}

/** What a reader is made of; see `adapters/syntax/load-syntax` for the one that reads files. */
export interface SyntaxParts {
  readonly parser: Parser;
  /** The grammar, loaded on first use; null when there is none. */
  readonly grammar: (name: GrammarName) => Language | null;
}

/** In UTF-16 units. Three versions of this size cost two seconds and 150 MB; what is larger was written by a machine. */
const MAX_LENGTH = 400_000;
/** The parser reports about every hundred steps; honest programs stay below one report for 30 characters. */
const CHARACTERS_PER_REPORT = 8;
const FREE_REPORTS = 10_000;

export function openSyntaxReader({ parser, grammar }: SyntaxParts): SyntaxReader {
  /** The language of the path with its grammar in place. */
  const prepare = (path: string): LanguageDescription | null => {
    const language = languageOf(path);
    const loaded = language && grammar(language.grammar);
    if (!loaded) return null;
    if (parser.language !== loaded) parser.setLanguage(loaded);
    return language;
  };
  const parse = (text: string, old: Tree | null, limit: number): Tree | null => {
    if (text.length > limit) return null;
    let left = FREE_REPORTS + text.length / CHARACTERS_PER_REPORT;
    // Texts made to be ambiguous at every token would keep the parser busy for ever.
    const tree = parser.parse(text, old, { progressCallback: () => --left < 0 });
    if (!tree) parser.reset();
    return tree;
  };
  const readVersions = (path: string, texts: readonly string[]): (SyntaxTree | null)[] => {
    const language = prepare(path);
    if (!language) return texts.map(() => null);
    const [firstText = ''] = texts;
    // What was merged may be larger than each of its versions.
    const limit = texts.length > 1 ? MAX_LENGTH : 2 * MAX_LENGTH;
    const first = parse(firstText, null, limit);
    try {
      return texts.map((text, index) => {
        if (index === 0) return first && sound(first, text, language);
        const edited = first && text.length <= limit ? editTree(first, firstText, text) : null;
        const tree = parse(text, edited, limit);
        edited?.delete();
        const read = tree && sound(tree, text, language);
        tree?.delete();
        return read;
      });
    } finally {
      first?.delete();
    }
  };
  return {
    knows: (path) => languageOf(path) !== null,
    read: (path, text) => readVersions(path, [text])[0] ?? null,
    readVersions,
  };
}

function sound(tree: Tree, text: string, language: LanguageDescription): SyntaxTree | null {
  return tree.rootNode.hasError ? null : flatten(tree, text, language);
}
