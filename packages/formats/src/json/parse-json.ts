import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { countedKeys, group, leaf, printBody, type Group, type Leaf, type Part } from '../tree/part.ts';

/** Fields that name an object among its siblings, the first that all objects of a list have. */
const IDENTITIES = ['id', 'name', 'key', 'path'] as const;

export interface JsonDialect {
  /** Comments and trailing commas, as editors and compilers read them. */
  readonly comments: boolean;
}

/** A JSON text as a tree; null if it is not well-formed or names a key twice. */
export function parseJson(text: string, { comments }: JsonDialect): Group | null {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
  if (!root || errors.length > 0 || !root.children) return null;
  const body = bodyOf(root, text, { from: 0, to: text.length });
  return body?.kind === 'leaf' ? null : body;
}

/** Where the text of a part begins and ends: its key and what follows its value included. */
interface Extent {
  readonly from: number;
  readonly to: number;
}

function bodyOf(value: Node, text: string, { from, to }: Extent): Leaf | Group | null {
  const end = value.offset + value.length;
  const whole = text.slice(value.offset, end);
  if (!value.children) return leaf(whole, text.slice(from, value.offset), text.slice(end, to));
  const fields = {
    kind: value.type === 'object' ? ('map' as const) : ('list' as const),
    separator: ',' as const,
    head: text.slice(from, value.offset + 1),
    open: true,
  };
  const parts: Part[] = [];
  let at = value.offset + 1;
  let trailing = false;
  for (const [i, child] of value.children.entries()) {
    const last = i === value.children.length - 1;
    const valueEnd = child.offset + child.length;
    const comma = skipTrivia(text, valueEnd);
    const separated = text[comma] === ',';
    const own = separated ? comma : valueEnd;
    const next = restOfLine(text, separated ? comma + 1 : valueEnd);
    const body = bodyOf(child.children?.[1] && child.type === 'property' ? child.children[1] : child, text, {
      from: child.offset,
      to: own,
    });
    if (!body) return null;
    const key = child.type === 'property' ? (child.children![0]!.value as string) : '';
    parts.push({
      key,
      lead: text.slice(at, child.offset),
      body,
      after: text.slice(separated ? comma + 1 : own, next),
    });
    at = next;
    if (last) trailing = separated;
  }
  const tail = text.slice(at, to);
  if (value.type === 'object')
    return new Set(parts.map(({ key }) => key)).size === parts.length
      ? group({ ...fields, trailing, tail }, parts)
      : null;
  const { keys, open } = itemKeys(parts);
  return group(
    { ...fields, trailing, tail, open },
    parts.map((part, i) => ({ ...part, key: keys[i]! })),
  );
}

/** What identifies the items of a list: their id, where all have one, else what they say. */
function itemKeys(parts: readonly Part[]): { keys: string[]; open: boolean } {
  const maps = parts.map(({ body }) => (body.kind === 'map' ? body : null));
  if (maps.every((map) => map !== null))
    for (const field of IDENTITIES) {
      const ids = maps.map((map) => scalarOf(map, field));
      if (ids.every((id) => id !== null)) return { keys: countedKeys(ids), open: true };
    }
  return {
    keys: countedKeys(parts.map(({ body }) => printBody(body))),
    open: parts.every(({ body }) => body.kind === 'leaf'),
  };
}

function scalarOf(map: Group, field: string): string | null {
  const found = map.children.find(({ key }) => key === field);
  return found?.body.kind === 'leaf' ? found.body.value : null;
}

/** The place of the first character from `at` on that is neither white space nor in a comment. */
function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
    if (text.startsWith('//', at)) at = endOr(text.indexOf('\n', at), text.length);
    else if (text.startsWith('/*', at)) at = endOr(text.indexOf('*/', at), text.length - 2) + 2;
    else return at;
  }
}

/** Where a comment that follows on the same line ends; `from` if none does, or something else follows it. */
function restOfLine(text: string, from: number): number {
  const newline = endOr(text.indexOf('\n', from), text.length);
  const end = skipTrivia(text, from);
  if (end < newline) return from;
  return text.slice(from, newline).trim() === '' || text.slice(from, newline).trimStart().startsWith('/*')
    ? blockEnd(text, from, newline)
    : newline;
}

/** The end of a block comment that also ends on this line; a longer one belongs to what follows. */
function blockEnd(text: string, from: number, newline: number): number {
  const line = text.slice(from, newline).trimEnd();
  return line.endsWith('*/') ? from + line.length : from;
}

function endOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}
