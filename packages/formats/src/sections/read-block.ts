import { squashed } from '../tree/merge-text.ts';
import { countedKeys, group, leaf, type Group, type GroupKind, type Part } from '../tree/part.ts';
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

/** Most lines between fences. */
const LONGEST_FENCE = 2000;
/** A definition of a link, one a line: `[#1]: …`, `.. _#1: …`. */
const LINK = /^(?:\[[^\]\n]{1,200}\]: |\.\. _[^:\n]{1,200}: )\S/;

/** The block that begins at a line: a list with its items, definitions of links, a fenced text, a paragraph. */
export function readBlock(text: DocumentLines, at: number, lead: string): Block {
  const { lines, bare } = text;
  if (ITEM.test(bare[at]!)) return readList(text, at, lead);
  if (LINK.test(bare[at]!)) return readLinks(text, at, lead);
  const fence = /^(\s*)(`{3,}|~{3,}|-{4,}$|={4,}$|\.{4,}$)/.exec(bare[at]!)?.[2];
  let end = at + 1;
  if (fence) {
    const within = bare.slice(at + 1, at + LONGEST_FENCE).findIndex((line) => line.trim().startsWith(fence));
    if (within >= 0) end = at + 2 + within;
  } else {
    while (end < lines.length && isMore(text, end)) end += 1;
  }
  const own = lines.slice(at, end).join('');
  return { part: { key: squashed(own), lead, body: leaf(own), after: '' }, end };
}

function readLinks({ lines, bare }: DocumentLines, start: number, lead: string): Block {
  const parts: Part[] = [];
  let end = start;
  for (; end < lines.length && LINK.test(bare[end]!); end++)
    parts.push({ key: LINK.exec(bare[end]!)![0].slice(0, -1), lead: '', body: leaf(lines[end]!), after: '' });
  return { part: { key: 'links', lead, body: listOf(parts, 'map'), after: '' }, end };
}

function listOf(parts: readonly Part[], kind: GroupKind): Group {
  const keys = countedKeys(parts.map(({ key }) => key));
  return group(
    { kind, separator: '', trailing: false, named: true, head: '', tail: '', open: true },
    parts.map((part, i) => ({ ...part, key: keys[i]! })),
  );
}

function isMore({ bare, markup }: DocumentLines, at: number): boolean {
  return (
    bare[at]!.trim() !== '' &&
    !ITEM.test(bare[at]!) &&
    !LINK.test(bare[at]!) &&
    headingAt(bare, at, markup) === null
  );
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
      return { part: { key: 'list', lead, body: listOf(parts, 'list'), after: '' }, end };
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
