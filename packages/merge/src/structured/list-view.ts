import type { Item, ItemList, Outline } from '@sluice/syntax';

/** One item of a list as text that can be put down elsewhere. */
export interface Entry {
  readonly item: Item;
  readonly index: number;
  readonly outline: Outline;
  /** The white space before it. */
  readonly gap: string;
  /** With the comments and attributes before it, without a separator. */
  readonly text: string;
  /** What stands behind it on its last line: a separator, a comment. */
  readonly after: string;
  /** What it says, white space and separator aside. */
  readonly content: string;
}

/** One version of a list. */
export interface ListView {
  readonly entries: readonly Entry[];
  /** The white space behind the last entry. */
  readonly tail: string;
  /** A comma is needed between entries. */
  readonly commas: boolean;
  readonly free: boolean;
}

export const EMPTY_LIST: ListView = { entries: [], tail: '', commas: false, free: true };

export function viewOf(outline: Outline, { span, items, members }: ItemList = outline.list): ListView {
  const { text } = outline.tree;
  let at = span.start;
  const entries = items.map((item, index) => {
    const gap = text.slice(at, item.span.start);
    at = item.span.end;
    const own = text.slice(item.span.start, item.core.end);
    const after = text.slice(item.core.end, item.span.end);
    const content = (own + withoutComma(after)).replaceAll(/\s+/g, '');
    return { item, index, outline, gap, text: own, after, content };
  });
  const tail = text.slice(at, span.end);
  return { entries, tail, commas: members.separator === ',', free: members.free };
}

const COMMA = /^\s*,/;

export function hasComma({ after }: Entry): boolean {
  return COMMA.test(after);
}

export function withoutComma(after: string): string {
  return after.replace(COMMA, '');
}

/** A name for people; of code without a name its first line. */
export function nameOf({ item, text }: Entry): string {
  if (item.name && item.role !== 'name') return item.scope ? `${item.scope}.${item.name}` : item.name;
  return text.trim().split('\n', 1)[0]!.slice(0, 80);
}
