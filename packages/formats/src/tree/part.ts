import { squashed } from './merge-text.ts';

/*
 * A file as a tree of parts. Every byte of it belongs to exactly one part, so that printing an untouched tree gives the
 * file again, and parts of several versions can be put together without printing any of them anew.
 */

/** One part among its siblings: a key with its value, an item, a line, a section. */
export interface Part {
  /** What identifies it among its siblings; unique there. */
  readonly key: string;
  /** White space and comments before it; they travel with it. */
  readonly lead: string;
  readonly body: Leaf | Group;
  /** The rest of its line, after the separator: a comment, the line break. */
  readonly after: string;
}

/** A part without parts: only its value can be changed by both sides and still be joined. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly before: string;
  readonly value: string;
  readonly rest: string;
}

/**
 * How the children of a group relate: by key alone, as items of which each is there once, as such items that stay as
 * long as one side has them, or as a sequence.
 */
export type GroupKind = 'map' | 'set' | 'union' | 'list';

export interface Group {
  readonly kind: GroupKind;
  /** Printed between children; after the last only if `trailing`. */
  readonly separator: '' | ',';
  readonly trailing: boolean;
  readonly head: string;
  readonly children: readonly Part[];
  readonly tail: string;
  /** Of a list: whether items that both sides added at one place may follow each other. */
  readonly open: boolean;
  /** Of a list: whether an item has a name, so that one can go where another comes without a word about it. */
  readonly named: boolean;
}

export function leaf(value: string, before = '', rest = ''): Leaf {
  return { kind: 'leaf', before, value, rest };
}

/** Texts of groups that were printed: a merge compares every group of a tree, from the outside in. */
const printed = new WeakMap<Group, string>();

/** The text of a part's own, without what is around it. */
export function printBody(body: Leaf | Group): string {
  if (body.kind === 'leaf') return body.before + body.value + body.rest;
  const known = printed.get(body);
  if (known !== undefined) return known;
  const out = [body.head];
  for (const [i, child] of body.children.entries()) {
    // White space before the first child belongs to the head: whichever part comes first is set off by that.
    out.push(i === 0 ? child.lead.trimStart() : child.lead, printBody(child.body));
    if (i < body.children.length - 1 || body.trailing) out.push(body.separator);
    out.push(child.after);
  }
  const text = out.join('') + body.tail;
  printed.set(body, text);
  return text;
}

/**
 * A group from children as they are in the file: white space before the first moves into the head, and the first gets
 * the white space that its siblings have, so that each may come first.
 */
export function group(fields: Omit<Group, 'children'>, parts: readonly Part[], fallback?: string): Group {
  const [first, second] = parts;
  if (!first) return { ...fields, children: [] };
  const blank = blankOf(first.lead);
  const usual = second ? blankOf(second.lead) : (fallback ?? blank);
  const children = [{ ...first, lead: usual + first.lead.slice(blank.length) }, ...parts.slice(1)];
  return { ...fields, head: fields.head + blank, children };
}

function blankOf(lead: string): string {
  return lead.slice(0, lead.length - lead.trimStart().length);
}

/** Keys made unique by counting, for items that are identified by what they say. */
export function countedKeys(keys: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count === 0 ? key : `${key}\u0000${count}`;
  });
}

/** Whether two trees say the same in the same order, whatever the white space and comments. */
export function saysTheSame(a: Leaf | Group, b: Leaf | Group): boolean {
  if (a.kind === 'leaf' || b.kind === 'leaf')
    return a.kind === 'leaf' && b.kind === 'leaf' && a.value.trim() === b.value.trim();
  return (
    a.children.length === b.children.length &&
    squashed(a.head) === squashed(b.head) &&
    a.children.every((child, i) => {
      const other = b.children[i]!;
      return (a.kind !== 'map' || child.key === other.key) && saysTheSame(child.body, other.body);
    })
  );
}

/** A key as people know it, without its count. */
export function bareKey(key: string): string {
  const at = key.indexOf('\u0000');
  return at < 0 ? key : key.slice(0, at);
}
