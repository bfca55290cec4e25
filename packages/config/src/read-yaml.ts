// The text of a policy file becomes plain values that remember where they were written. YAML is taken without its
// traps: no anchors, aliases, merge keys, tags or directives, each key once, bounded size and depth.
import { isUtf8 } from 'node:buffer';
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import { showKey, type KeyPath, type Place, type Problem } from './problem.ts';

/** Largest policy file, in bytes. */
export const LARGEST_FILE = 256 * 1024;
const DEEPEST = 16;
const MOST_SYNTAX_PROBLEMS = 20;

export interface YamlReading {
  /** Plain objects without a prototype, arrays, strings, numbers, booleans and null; an empty file gives `{}`. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Keys, as `showKey` writes them, whose values could not be taken: a problem tells why. */
  readonly unread: ReadonlySet<string>;
  /** Where the value at a path was written, or the nearest one around it. */
  readonly placeOf: (path: KeyPath) => Place;
  /** Where the last key of a path was written. */
  readonly placeOfKey: (path: KeyPath) => Place;
}

/** What was wrong, and what is allowed. */
type Words = readonly [string, string];

/** What is collected on the way through the document. */
interface Walk {
  readonly keys: Map<string, number>;
  readonly values: Map<string, number>;
  readonly unread: Set<string>;
  readonly problems: { at: number; key: string; wrong: string; allowed: string }[];
}

/** Reads a file given as bytes (checked to be UTF-8) or as text. */
export function readYaml(file: Uint8Array | string): YamlReading {
  const size = typeof file === 'string' ? Buffer.byteLength(file) : file.byteLength;
  if (size > LARGEST_FILE) {
    return unreadable(`The file has ${size} bytes`, `at most ${LARGEST_FILE} bytes`);
  }
  if (typeof file === 'string') return readText(file);
  if (!isUtf8(file))
    return unreadable('The line has bytes that are not UTF-8', 'UTF-8 text', lineOfBadByte(file));
  return readText(new TextDecoder().decode(file));
}

function readText(text: string): YamlReading {
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (document === null) return unreadable('It is nested too deeply to be read', `at most ${DEEPEST} levels`);
  const walk: Walk = { keys: new Map(), values: new Map(), unread: new Set(), problems: [] };
  if (/^%/m.test(text.slice(0, document.range[0]))) {
    note(walk, 0, [], ['A directive changes how the file is read', 'YAML without directives']);
  }
  const value = document.contents === null ? {} : plainOf(walk, document.contents, []);
  const place = (at: number | undefined): Place => placeAt(lines, at ?? 0);
  const found = walk.problems.map(({ at, ...problem }) => ({ ...problem, place: place(at) }));
  return {
    value: value === null ? {} : value,
    problems: [...syntaxProblems(document, place), ...found],
    unread: walk.unread,
    placeOf: (path) => place(nearest(walk.values, path)),
    placeOfKey: (path) => place(walk.keys.get(idOf(path)) ?? nearest(walk.values, path)),
  };
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    // `uniqueKeys` takes quadratic time: keys are compared here, while walking.
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false,
      schema: 'core',
      merge: false,
      logLevel: 'error',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** One problem a line: what follows on the same line is mostly the echo of the first. */
function syntaxProblems(document: Document.Parsed, place: (at: number) => Place): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const { code, message, pos } of document.errors) {
    const at = place(pos[0]);
    if (at.from !== 'file' || byLine.has(at.line)) continue;
    // Where in the parser the stack ends is a matter of chance: some of its parts pass the message of the engine on.
    const known = SYNTAX[/call stack/.test(message) ? 'RESOURCE_EXHAUSTION' : code];
    const [wrong, allowed] = known ?? [`Not valid YAML: ${message.replace(/\.$/, '')}`, ''];
    byLine.set(at.line, { place: at, key: '', wrong, allowed });
  }
  return [...byLine.values()].slice(0, MOST_SYNTAX_PROBLEMS);
}

const SYNTAX: Partial<Record<string, Words>> = {
  TAB_AS_INDENT: ['A tab is used for indentation', 'spaces'],
  RESOURCE_EXHAUSTION: ['It is nested too deeply to be read', `at most ${DEEPEST} levels`],
  MULTIPLE_DOCS: ['A second document begins', 'one document'],
  BLOCK_AS_IMPLICIT_KEY: [
    'A value has a colon and a space in it, or two keys share a line',
    'quotes around the value',
  ],
};

function plainOf(walk: Walk, node: Node, path: KeyPath): unknown {
  const at = node.range?.[0] ?? 0;
  walk.values.set(idOf(path), at);
  if (path.length > DEEPEST)
    return leave(walk, at, path, ['It is nested too deeply', `at most ${DEEPEST} levels`]);
  noteDecoration(walk, node, path);
  if (isMap(node)) return plainMap(walk, node.items, path);
  if (isSeq(node)) return node.items.map((item, i) => plainOf(walk, item as Node, [...path, i]));
  if (isScalar(node)) return node.value;
  return leave(walk, at, path, ['It is an alias', NO_SHARING]);
}

const NO_SHARING = 'values written out, without anchors (&) and aliases (*)';

/** The parser sets tags only where one is written. */
function noteDecoration(walk: Walk, node: Node, path: KeyPath): void {
  const at = node.range?.[0] ?? 0;
  if ('anchor' in node && node.anchor !== undefined) note(walk, at, path, ['It has an anchor', NO_SHARING]);
  if (node.tag !== undefined) note(walk, at, path, [`It has a tag, ${node.tag}`, 'values without tags']);
}

function plainMap(walk: Walk, pairs: readonly Pair[], path: KeyPath): unknown {
  const map: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of pairs as readonly Pair<Node, Node | null>[]) {
    const at = key.range?.[0] ?? 0;
    if (!isScalar(key)) {
      note(walk, at, path, ['A key is not a word', 'words as keys']);
      continue;
    }
    const name = String(key.value);
    const keyPath = [...path, name];
    noteDecoration(walk, key, keyPath);
    if (name in map) note(walk, at, keyPath, ['The key is given twice', 'each key once']);
    walk.keys.set(idOf(keyPath), at);
    walk.values.set(idOf(keyPath), at);
    map[name] = value === null ? null : plainOf(walk, value, keyPath);
  }
  return map;
}

function note(walk: Walk, at: number, path: KeyPath, [wrong, allowed]: Words): void {
  walk.problems.push({ at, key: showKey(path), wrong, allowed });
}

function leave(walk: Walk, at: number, path: KeyPath, words: Words): undefined {
  walk.unread.add(showKey(path));
  note(walk, at, path, words);
}

function idOf(path: KeyPath): string {
  return JSON.stringify(path);
}

function nearest(offsets: ReadonlyMap<string, number>, path: KeyPath): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const at = offsets.get(idOf(path.slice(0, length)));
    if (at !== undefined) return at;
  }
  return undefined;
}

function placeAt(lines: LineCounter, at: number): Place {
  const { line, col } = lines.linePos(at);
  return { from: 'file', line: Math.max(1, line), column: Math.max(1, col) };
}

function unreadable(wrong: string, allowed: string, line = 1): YamlReading {
  const place: Place = { from: 'file', line, column: 1 };
  const problems = [{ place, key: '', wrong, allowed }];
  return { value: {}, problems, unread: new Set(), placeOf: () => place, placeOfKey: () => place };
}

/** No byte of a UTF-8 sequence is a line feed, so lines can be checked one by one. */
function lineOfBadByte(file: Uint8Array): number {
  const lines = Buffer.from(file).toString('latin1').split('\n');
  return 1 + lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
}
