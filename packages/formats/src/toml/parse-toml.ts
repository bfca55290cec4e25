import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import { areDistinct, identified, type NameOf } from '../tree/item-keys.ts';
import { countedKeys, group, leaf, type Group, type Leaf, type Part } from '../tree/part.ts';
import { separatedParts } from '../tree/separated-parts.ts';

/** A TOML text as a tree of tables; null if it is not well-formed or names a key twice. Source: https://toml.io/en/v1.0.0 */
export function parseToml(text: string, nameOf?: NameOf): Group | null {
  const source = { text, nameOf };
  const top = readProgram(text);
  if (!top) return null;
  const parts: Part[] = [];
  let at = 0;
  for (const entry of top.body) {
    const read = entry.type === 'TOMLTable' ? readTable(source, entry, at) : readPair(source, entry, at);
    if (!read) return null;
    parts.push(read.part);
    at = read.end;
  }
  const keys = countedKeys(parts.map(({ key }) => key));
  const fields = {
    kind: 'map' as const,
    separator: '' as const,
    trailing: false,
    head: '',
    open: true,
    named: true,
  };
  return group(
    { ...fields, tail: text.slice(at) },
    parts.map((part, i) => ({ ...part, key: keys[i]! })),
    '\n',
  );
}

function readProgram(text: string): AST.TOMLTopLevelTable | null {
  try {
    return parseTOML(text).body[0];
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

interface Source {
  readonly text: string;
  /** What an item of an array is known by. */
  readonly nameOf: NameOf | undefined;
}

interface ReadPart {
  readonly part: Part;
  readonly end: number;
}

/** A table with the pairs in it. Tables of an array are told apart by their names, else by their places. */
function readTable(source: Source, table: AST.TOMLTable, from: number): ReadPart | null {
  const { text } = source;
  const [start] = table.range;
  const heading = lineEnd(text, table.key.range[1]);
  const parts: Part[] = [];
  let at = heading;
  for (const pair of table.body) {
    const read = readPair(source, pair, at);
    parts.push(read.part);
    at = read.end;
  }
  if (!areDistinct(parts)) return null;
  const head = text.slice(start, heading);
  const fields = {
    kind: 'map' as const,
    separator: '' as const,
    trailing: false,
    tail: '',
    open: true,
    named: true,
  };
  const name = parts.find(({ key }) => key === 'name')?.body;
  const id = table.kind === 'array' && name?.kind === 'leaf' ? ` ${name.value}` : '';
  const key = `${table.kind === 'array' ? '[[' : '['}${keyOf(table.key)}${id}`;
  return {
    part: { key, lead: text.slice(from, start), body: group({ ...fields, head }, parts, ''), after: '' },
    end: at,
  };
}

function readPair(source: Source, pair: AST.TOMLKeyValue, from: number): ReadPart {
  const { text } = source;
  const [start, stop] = pair.range;
  const end = lineEnd(text, stop);
  const body = bodyOf(source, pair.value, { from: start, to: stop });
  return {
    part: { key: keyOf(pair.key), lead: text.slice(from, start), body, after: text.slice(stop, end) },
    end,
  };
}

function bodyOf(
  source: Source,
  value: AST.TOMLContentNode,
  { from, to }: { from: number; to: number },
): Leaf | Group {
  const { text, nameOf } = source;
  const [start, stop] = value.range;
  const whole = leaf(text.slice(start, stop), text.slice(from, start), text.slice(stop, to));
  if (value.type === 'TOMLValue') return whole;
  const nodes = value.type === 'TOMLArray' ? value.elements : value.body;
  const items = nodes.map((node) => ({
    key: node.type === 'TOMLKeyValue' ? keyOf(node.key) : '',
    from: node.range[0],
    to: node.range[1],
    body: (own: number) =>
      bodyOf(source, node.type === 'TOMLKeyValue' ? node.value : node, { from: node.range[0], to: own }),
  }));
  const inside = separatedParts(text, items, start + 1, 'hash');
  if (!inside) return whole;
  const fields = {
    separator: ',' as const,
    trailing: inside.trailing,
    head: text.slice(from, start + 1),
    tail: text.slice(inside.end, to),
  };
  if (value.type === 'TOMLInlineTable')
    return areDistinct(inside.parts)
      ? group({ ...fields, kind: 'map', open: true, named: true }, inside.parts)
      : whole;
  const { parts, ...order } = identified(inside.parts, nameOf);
  return group({ ...fields, kind: 'list', ...order }, parts);
}

/** A key as it means: quotes and white space around its parts count for nothing. */
function keyOf(key: AST.TOMLKey): string {
  return key.keys
    .map((part) => (part.type === 'TOMLBare' ? part.name : part.value).replaceAll('.', '\\.'))
    .join('.');
}

/** The start of the next line. */
function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}
