import { squashed } from '../tree/merge-text.ts';
import { countedKeys, group, leaf, type Part } from '../tree/part.ts';
import { headingAt, type Markup } from './headings.ts';

export interface DocumentLines {
  /** With line breaks. */
  readonly lines: readonly string[];
  readonly bare: readonly string[];
  readonly markup: Markup;
}

interface Block {
  readonly part: Part;
  /** The line after it. */
  readonly end: number;
}

const ITEM = /^(\s*)(?:[-*+]|\d{1,9}[.)]|\*{1,5}|\.{1,5})(?:\s|$)/;

/** The block that begins at a line: a list with its items, a fenced text, a paragraph. */
export function readBlock(text: DocumentLines, at: number, lead: string): Block {
  const { lines, bare } = text;
  if (ITEM.test(bare[at]!)) return readList(text, at, lead);
  const fence = /^(\s*)(`{3,}|~{3,}|-{4,}$|={4,}$|\.{4,}$)/.exec(bare[at]!)?.[2];
  let end = at + 1;
  if (fence) {
    const closing = bare.findIndex((line, i) => i > at && line.trim().startsWith(fence));
    end = closing < 0 || closing - at > 2000 ? end : closing + 1;
  } else {
    while (end < lines.length && isMore(text, end)) end += 1;
  }
  const own = lines.slice(at, end).join('');
  return { part: { key: squashed(own), lead, body: leaf(own), after: '' }, end };
}

function isMore({ bare, markup }: DocumentLines, at: number): boolean {
  return bare[at]!.trim() !== '' && !ITEM.test(bare[at]!) && headingAt(bare, at, markup) === null;
}

/** Items of one depth with what is indented under them; blank lines between items belong to the next one. */
function readList(text: DocumentLines, start: number, lead: string): Block {
  const { lines, bare, markup } = text;
  const indent = ITEM.exec(bare[start]!)![1]!.length;
  const parts: Part[] = [];
  let at = start;
  let before = '';
  for (;;) {
    const end = itemEnd(text, at, indent);
    const own = lines.slice(at, end).join('');
    parts.push({ key: squashed(own), lead: before, body: leaf(own), after: '' });
    const next = skipBlank(bare, end);
    const item = ITEM.exec(bare[next] ?? '');
    if (!item || Math.abs(item[1]!.length - indent) > 1 || headingAt(bare, next, markup)) {
      const keys = countedKeys(parts.map(({ key }) => key));
      const fields = {
        kind: 'list' as const,
        separator: '' as const,
        trailing: false,
        named: false,
        head: '',
        tail: '',
        open: true,
      };
      const body = group(
        fields,
        parts.map((part, i) => ({ ...part, key: keys[i]! })),
      );
      return { part: { key: 'list', lead, body, after: '' }, end };
    }
    before = lines.slice(end, next).join('');
    at = next;
  }
}

/** The line after an item: what follows is indented deeper, or goes on without a blank line. */
function itemEnd({ bare, markup }: DocumentLines, at: number, indent: number): number {
  let end = at + 1;
  for (;;) {
    const next = skipBlank(bare, end);
    if (next >= bare.length) return end;
    const line = bare[next]!;
    const depth = line.length - line.trimStart().length;
    if (
      ITEM.test(line)
        ? depth <= indent + 1
        : next > end
          ? depth <= indent
          : headingAt(bare, next, markup) !== null
    )
      return end;
    end = next + 1;
  }
}

function skipBlank(bare: readonly string[], at: number): number {
  let next = at;
  while (next < bare.length && bare[next]!.trim() === '') next += 1;
  return next;
}
