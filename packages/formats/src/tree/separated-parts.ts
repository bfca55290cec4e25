import type { Group, Leaf, Part } from './part.ts';

/** Marks of comments: to the end of the line, and from one mark to another. */
export type Comments = 'c-style' | 'hash';

/** An item between brackets: where it is, and how to read it once its end is known. */
export interface SeparatedItem {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** The body, with everything up to `end`: what stands before the comma belongs to the item. */
  readonly body: (end: number) => Leaf | Group | null;
}

export interface SeparatedParts {
  readonly parts: Part[];
  /** The last item has a comma too. */
  readonly trailing: boolean;
  /** Where the text after the last item begins. */
  readonly end: number;
}

/** Items separated by commas as parts, each with the comment that follows it on its line; null if one has no body. */
export function separatedParts(
  text: string,
  items: readonly SeparatedItem[],
  start: number,
  comments: Comments,
): SeparatedParts | null {
  const parts: Part[] = [];
  let at = start;
  let trailing = false;
  for (const item of items) {
    const comma = skipTrivia(text, item.to, comments);
    trailing = text[comma] === ',';
    const own = trailing ? comma : item.to;
    const rest = trailing ? comma + 1 : own;
    const next = restOfLine(text, rest, comments);
    const body = item.body(own);
    if (!body) return null;
    parts.push({ key: item.key, lead: text.slice(at, item.from), body, after: text.slice(rest, next) });
    at = next;
  }
  return { parts, trailing, end: at };
}

/** The place of the first character from `from` on that is neither white space nor in a comment. */
function skipTrivia(text: string, from: number, comments: Comments): number {
  const line = comments === 'hash' ? '#' : '//';
  let at = from;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at += 1;
    if (text.startsWith(line, at)) at = endOr(text.indexOf('\n', at), text.length);
    else if (comments === 'c-style' && text.startsWith('/*', at))
      at = endOr(text.indexOf('*/', at), text.length - 2) + 2;
    else return at;
  }
}

/** Where a comment that follows on the same line ends; `from` if none does, or something else follows it. */
function restOfLine(text: string, from: number, comments: Comments): number {
  const newline = endOr(text.indexOf('\n', from), text.length);
  if (skipTrivia(text, from, comments) < newline) return from;
  const line = text.slice(from, newline).trim();
  if (line === '') return from;
  if (!line.startsWith('/*')) return newline;
  // A block comment that goes on in the next line belongs to what follows.
  return line.endsWith('*/') ? from + text.slice(from, newline).trimEnd().length : from;
}

function endOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}
