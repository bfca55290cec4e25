import { describeNode, type Described } from './describe-node.ts';
import type { Body, Members } from './language-description.ts';
import { lineAt, lineStarts } from './line-starts.ts';
import type { Item, ItemBody, ItemList, Span } from './item.ts';
import { ORDERED, squeezed } from './rules.ts';
import { childrenOf, kindOf, textOf } from './node-table.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** Lists within lists beyond this are code like any other: hostile nesting costs nothing. */
const MAX_DEPTH = 24;
const OPENERS = new Set(['{', '(', '[', '{|']);
/** What may follow an item and belongs to it. */
const SEPARATORS = new Set([',', ';', 'empty_statement']);

/** The items of a whole program. */
export function itemsOf(tree: SyntaxTree): ItemList {
  const reading = { tree, lines: lineStarts(tree.text) };
  const span = { start: 0, end: tree.text.length };
  const children = childrenOf(tree, 0);
  return readList(reading, { children, span, members: ORDERED }, { scope: '', depth: 0, names: false });
}

interface Reading {
  readonly tree: SyntaxTree;
  readonly lines: readonly number[];
}

interface Extent {
  readonly children: readonly number[];
  readonly span: Span;
  readonly members: Members;
}

interface Place {
  readonly scope: string;
  readonly depth: number;
  /** The list of names of an import. */
  readonly names: boolean;
}

/** An item that is not finished: a separator, or a comment on its last line, may still follow. */
interface Draft {
  readonly start: number;
  readonly coreStart: number;
  readonly node: number;
  readonly described: Described | null;
  readonly coreEnd: number;
  end: number;
}

function readList(reading: Reading, { children, span, members }: Extent, place: Place): ItemList {
  const { tree } = reading;
  const solid = children.filter(
    (child) => tree.ends[child]! > tree.starts[child]! && textOf(tree, child).trim() !== '',
  );
  const drafts: Draft[] = [];
  let pending: number[] = [];
  solid.forEach((child, index) => {
    const last = drafts.at(-1);
    const kind = kindOf(tree, child);
    if (SEPARATORS.has(kind) && pending.length === 0 && last) last.end = endOf(tree, child);
    else if (!tree.language.comments.has(kind) && !tree.language.attributes.has(kind)) {
      const lead = leadOf(reading, pending, child);
      for (const comment of pending.slice(0, pending.length - lead.length)) drafts.push(alone(tree, comment));
      drafts.push(drafted(tree, lead, child));
      pending = [];
    } else if (pending.length === 0 && last && trails(reading, last, child, solid[index + 1]))
      last.end = endOf(tree, child);
    else if (index === 0 && place.depth > 0 && opensLine(reading, span, child, solid[1]))
      drafts.push(alone(tree, child));
    else pending.push(child);
  });
  for (const comment of pending) drafts.push(alone(tree, comment));
  return { members, span, items: drafts.map((draft) => finish(reading, draft, place)) };
}

/** The nodes before a child that belong to it: attributes with all that follows them, comments without a blank line between. */
function leadOf({ tree, lines }: Reading, pending: readonly number[], child: number): number[] {
  let first = pending.length;
  let below = child;
  const attribute = pending.findIndex((node) => tree.language.attributes.has(kindOf(tree, node)));
  while (first > 0) {
    const above = pending[first - 1]!;
    const gap = lineAt(lines, tree.starts[below]!) - lineAt(lines, endOf(tree, above));
    if (gap > 1 && (attribute < 0 || first - 1 < attribute)) break;
    below = above;
    first--;
  }
  return pending.slice(first);
}

/** A comment behind an item on its last line, or one that is indented below it, where blocks end without a bracket. */
function trails({ tree, lines }: Reading, last: Draft, comment: number, next: number | undefined): boolean {
  if (!tree.language.comments.has(kindOf(tree, comment))) return false;
  const line = lineAt(lines, tree.starts[comment]!);
  if (line > lineAt(lines, last.end - 1)) {
    if (!tree.language.indented) return false;
    return column(lines, tree.starts[comment]!) > column(lines, tree.starts[last.node]!);
  }
  return next === undefined || lineAt(lines, tree.starts[next]!) > lineAt(lines, endOf(tree, comment) - 1);
}

/** A comment behind the opening bracket says something of the list, not of its first member. */
function opensLine(
  { tree, lines }: Reading,
  { start }: Span,
  comment: number,
  next: number | undefined,
): boolean {
  const line = lineAt(lines, start);
  if (lineAt(lines, tree.starts[comment]!) !== line) return false;
  return next === undefined || lineAt(lines, tree.starts[next]!) > line;
}

function column(lines: readonly number[], offset: number): number {
  return offset - lines[lineAt(lines, offset) - 1]!;
}

function alone(tree: SyntaxTree, comment: number): Draft {
  const start = tree.starts[comment]!;
  const end = endOf(tree, comment);
  return { start, coreStart: start, node: comment, described: null, coreEnd: end, end };
}

function drafted(tree: SyntaxTree, lead: readonly number[], node: number): Draft {
  const attribute = lead.find((before) => tree.language.attributes.has(kindOf(tree, before)));
  const end = endOf(tree, node);
  return {
    start: tree.starts[lead[0] ?? node]!,
    coreStart: tree.starts[attribute ?? node]!,
    node,
    described: describeNode(tree, node),
    coreEnd: end,
    end,
  };
}

function finish(reading: Reading, draft: Draft, { scope, depth, names }: Place): Item {
  const { tree, lines } = reading;
  const { described, node } = draft;
  const place = {
    node,
    span: { start: draft.start, end: draft.end },
    core: { start: draft.coreStart, end: draft.coreEnd },
    line: lineAt(lines, draft.coreStart),
  };
  const nothing = { scope, signature: '', exported: false, body: null, imports: null };
  if (!described) return { ...place, ...nothing, role: 'comment', kind: kindOf(tree, node), name: '' };
  if (names)
    return {
      ...place,
      ...nothing,
      role: 'name',
      kind: kindOf(tree, node),
      name: squeezed(textOf(tree, node)),
    };
  const { role, kind, name, signature, exported, imports } = described;
  const own = joined(scope, described.scope);
  const inner = kind === 'group' || role === 'import' ? own : joined(own, name);
  const body =
    described.body &&
    readBody(reading, described.body, { scope: inner, depth: depth + 1, names: role === 'import' });
  return { ...place, role, kind, name, scope: own, signature, exported, body, imports };
}

function readBody(reading: Reading, body: Body, place: Place): ItemBody {
  const { node, members } = body;
  const { tree } = reading;
  const span = { start: tree.starts[node]!, end: endOf(tree, node) };
  if (!members || place.depth > MAX_DEPTH) return { node, span, list: null };
  return { node, span, list: readList(reading, { ...bracketed(tree, body), members }, place) };
}

/** What stands between the brackets of a node; everything in it when it has none. */
function bracketed(tree: SyntaxTree, { node, after }: Body): { children: number[]; span: Span } {
  const all = childrenOf(tree, node);
  const children =
    after === undefined ? all : all.slice(1 + all.findIndex((child) => kindOf(tree, child) === after));
  const opener = children.findIndex((child) => OPENERS.has(kindOf(tree, child)));
  const closer = children.at(-1);
  if (opener >= 0 && closer !== undefined && children.length - 1 > opener)
    return {
      children: children.slice(opener + 1, -1),
      span: { start: tree.ends[children[opener]!]!, end: tree.starts[closer]! },
    };
  const [first] = children;
  const whole = { start: tree.starts[after === undefined ? node : (first ?? node)]!, end: endOf(tree, node) };
  if (first === undefined || !SEPARATORS.has(kindOf(tree, first))) return { children, span: whole };
  return { children: children.slice(1), span: { ...whole, start: tree.ends[first]! } };
}

/** Some comments count the line break after them as their own. */
function endOf(tree: SyntaxTree, node: number): number {
  let end = tree.ends[node]!;
  while (end > tree.starts[node]! && (tree.text[end - 1] === '\n' || tree.text[end - 1] === '\r')) end--;
  return end;
}

function joined(scope: string, name: string): string {
  return scope && name ? `${scope}.${name}` : scope || name;
}
