import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { areDistinct, identified } from '../tree/item-keys.ts';
import { group, leaf, type Group, type Leaf, type Part } from '../tree/part.ts';
import { separatedParts } from '../tree/separated-parts.ts';

/**
 * A YAML text as a tree; null if it is not well-formed, has several documents, a key twice or one that is no scalar.
 * Anchors and aliases are text like any other; that they still fit is seen when the merged text is read.
 */
export function parseYaml(text: string): Group | null {
  const documents = parseAllDocuments(text, { keepSourceTokens: true, uniqueKeys: true, merge: true });
  const [document, ...more] = Array.isArray(documents) ? documents : [];
  const root = document?.contents;
  if (!document || more.length > 0 || document.errors.length > 0 || !isNode(root) || !areAnchored(root))
    return null;
  const read = readNode(text, root, { from: 0, inside: 0 });
  if (!read || read.body.kind === 'leaf') return null;
  return { ...read.body, tail: read.body.tail + text.slice(read.end) };
}

/** Whether every alias comes after its anchor. */
function areAnchored(root: Node): boolean {
  const anchors = new Set<string>();
  let complete = true;
  visit(root, {
    Node: (_, node) => {
      if (isAlias(node)) complete &&= anchors.has(node.source);
      else if (node.anchor) anchors.add(node.anchor);
    },
  });
  return complete;
}

interface Read {
  readonly body: Leaf | Group;
  readonly end: number;
}

/** Where a part begins, and where what is before its value ends. */
interface Place {
  readonly from: number;
  readonly inside: number;
}

function readNode(text: string, node: Node, place: Place): Read | null {
  const range = node.range;
  if (!range) return null;
  if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0)
    return readBlock(text, node, place);
  const start = Math.max(range[0], place.inside);
  if (isMap(node) || isSeq(node)) return readFlow(text, node, { from: place.from, inside: range[0] });
  return { body: leaf(text.slice(start, range[1]), text.slice(place.from, start)), end: range[1] };
}

/** A block collection: every item with what is left of its line. */
function readBlock(text: string, node: YAMLMap | YAMLSeq, { from, inside }: Place): Read | null {
  const first = itemStart(node, 0);
  if (first === null || first < inside) return null;
  // The line of the key is the head; an item that begins on it comes right after it.
  const newline = text.indexOf('\n', inside);
  const headEnd = newline >= 0 && newline < first ? newline + 1 : first;
  const parts: Part[] = [];
  let at = headEnd;
  for (const i of node.items.keys()) {
    const start = itemStart(node, i);
    const value = start === null ? null : readItem(text, node, { index: i, start });
    if (start === null || !value) return null;
    const end = value.end > at && text[value.end - 1] === '\n' ? value.end : lineEnd(text, value.end);
    parts.push({
      key: value.key,
      lead: text.slice(at, start),
      body: value.body,
      after: text.slice(value.end, end),
    });
    at = end;
  }
  const fields = { separator: '' as const, trailing: false, head: text.slice(from, headEnd), tail: '' };
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first - 1) + 1));
  if (isMap(node))
    return areDistinct(parts)
      ? { body: group({ ...fields, kind: 'map', open: true, named: true }, parts, indent), end: at }
      : null;
  const items = identified(parts);
  return {
    body: group({ ...fields, kind: 'list', open: items.open, named: items.named }, items.parts, indent),
    end: at,
  };
}

function readItem(
  text: string,
  node: YAMLMap | YAMLSeq,
  { index, start }: { index: number; start: number },
): (Read & { key: string }) | null {
  const item = node.items[index];
  if (isSeq(node)) {
    if (!isNode(item)) return null;
    const read = readNode(text, item, { from: start, inside: start + 1 + spaces(text, start + 1) });
    return read && { ...read, key: '' };
  }
  const pair = item as Pair;
  const colon = colonOf(pair);
  if (!isScalar(pair.key) || colon === null) return null;
  const name = pair.key.source ?? '';
  const inside = colon + 1 + spaces(text, colon + 1);
  if (!isNode(pair.value)) return null;
  const read = readNode(text, pair.value, { from: start, inside });
  // A map may take in several others.
  return read && { ...read, key: name === '<<' ? text.slice(start, read.end) : name };
}

function readFlow(text: string, node: YAMLMap | YAMLSeq, { from, inside }: Place): Read | null {
  const [start, end] = node.range!;
  const whole: Read = { body: leaf(text.slice(inside, end), text.slice(from, inside)), end };
  const items = node.items.map((item) => {
    const [key, value] = isMap(node) ? [(item as Pair).key, (item as Pair).value] : [item, item];
    if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) return null;
    const [at, to] = [key.range[0], value.range[1]];
    const valueAt = value.range[0];
    return {
      key: key.source ?? '',
      from: at,
      to,
      body: (own: number) => leaf(text.slice(valueAt, to), text.slice(at, valueAt), text.slice(to, own)),
    };
  });
  if (items.length === 0 || !items.every((item) => item !== null)) return whole;
  const inner = separatedParts(text, items, start + 1, 'hash');
  if (!inner) return whole;
  const fields = {
    separator: ',' as const,
    trailing: inner.trailing,
    head: text.slice(from, start + 1),
    tail: text.slice(inner.end, end),
  };
  if (isMap(node))
    return areDistinct(inner.parts)
      ? { body: group({ ...fields, kind: 'map', open: true, named: true }, inner.parts), end }
      : whole;
  const { parts, ...order } = identified(inner.parts);
  return { body: group({ ...fields, kind: 'list', ...order }, parts), end };
}

/** Where an item of a block begins: at its dash, or at its key. */
function itemStart(node: YAMLMap | YAMLSeq, index: number): number | null {
  if (isSeq(node)) {
    const token = node.srcToken;
    if (token?.type !== 'block-seq') return null;
    return token.items[index]?.start.find(({ type }) => type === 'seq-item-ind')?.offset ?? null;
  }
  const key = (node.items[index] as Pair).key;
  if (!isScalar(key) || !key.range || key.anchor || (key.tag && key.source !== '<<')) return null;
  return key.range[0];
}

function colonOf(pair: Pair): number | null {
  return pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind')?.offset ?? null;
}

function spaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at - from;
}

/** The start of the next line. */
function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}
