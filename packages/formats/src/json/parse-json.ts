import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { areDistinct, identified } from '../tree/item-keys.ts';
import { group, leaf, type Group, type Leaf } from '../tree/part.ts';
import { separatedParts } from '../tree/separated-parts.ts';

export interface JsonDialect {
  /** Comments and trailing commas, as editors and compilers read them. */
  readonly comments: boolean;
}

/** A JSON text as a tree; null if it is not well-formed, names a key twice, or is one scalar. */
export function parseJson(text: string, { comments }: JsonDialect): Group | null {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
  if (!root?.children || errors.length > 0) return null;
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
  if (!value.children)
    return leaf(text.slice(value.offset, end), text.slice(from, value.offset), text.slice(end, to));
  const items = value.children.map((child) => {
    const [key, inner] = child.type === 'property' ? child.children! : [null, child];
    return {
      key: (key?.value as string | undefined) ?? '',
      from: child.offset,
      to: child.offset + child.length,
      body: (own: number) => bodyOf(inner, text, { from: child.offset, to: own }),
    };
  });
  const inside = separatedParts(text, items, value.offset + 1, 'c-style');
  if (!inside) return null;
  const fields = {
    separator: ',' as const,
    trailing: inside.trailing,
    head: text.slice(from, value.offset + 1),
    tail: text.slice(inside.end, to),
  };
  if (value.type === 'object')
    return areDistinct(inside.parts)
      ? group({ ...fields, kind: 'map', open: true, named: true }, inside.parts)
      : null;
  const { parts, ...order } = identified(inside.parts);
  return group({ ...fields, kind: 'list', ...order }, parts);
}
