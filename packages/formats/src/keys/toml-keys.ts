import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import type { KeyEntry, KeyReader } from './key-reader.ts';

type Toml = AST.TOMLTopLevelTable | AST.TOMLTable | AST.TOMLContentNode;

/** TOML, whose parser stops at the second one of a key: that one is marked, and the file read again. */
export const TOML_KEYS: KeyReader<Toml> = {
  read: (text) => readMarked(text, MOST_MARKED),
  entries: (node) => {
    if (node.type === 'TOMLArray')
      return node.elements.map((value, i) => ({ names: [i], line: value.loc.start.line, value }));
    return 'body' in node ? node.body.map(entryOf) : [];
  },
};

/** Letters that may stand in any key, and that no person begins one with. */
const MARK = 'sluice-is-there-twice-';
const MOST_MARKED = 8;

function readMarked(text: string, left: number): Toml | null {
  try {
    return parseTOML(text).body[0];
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    if (left === 0 || error.message !== TWICE) return null;
    const at = error.index + (/["']/.test(text[error.index] ?? '') ? 1 : 0);
    return readMarked(text.slice(0, at) + MARK + text.slice(at), left - 1);
  }
}

/** What the parser says of a second key; it has no code for it. */
const TWICE = 'Defining a key multiple times is invalid';

function entryOf(node: AST.TOMLTable | AST.TOMLKeyValue): KeyEntry<Toml> {
  const { line } = node.loc.start;
  if (node.type === 'TOMLTable') return { names: node.resolvedKey.map(unmarked), line, value: node };
  const names = node.key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  return { names: names.map(unmarked), line, value: node.value };
}

function unmarked<Name extends string | number>(name: Name): Name | string {
  return typeof name === 'string' && name.startsWith(MARK) ? name.slice(MARK.length) : name;
}
