/** Languages in which documents are written; each marks headings in its own way. */
export type Markup = 'markdown' | 'restructured-text' | 'asciidoc' | 'plain';

/** A heading of a document: how many lines it has, how it is marked, what it says. */
export interface Heading {
  readonly lines: number;
  /** Headings that look alike are of one depth. */
  readonly style: string;
  /** Where the mark itself says how deep it is. */
  readonly depth: number | null;
  readonly title: string;
}

const RULE = /^([=\-~^"'`#*+.:_])\1{2,}\s*$/;

/** Marks at the start of a line; null for a language that has none. */
const MARKS: Readonly<Record<Markup, RegExp | null>> = {
  markdown: /^(#{1,6})\s+(\S.*)$/,
  'restructured-text': null,
  asciidoc: /^(={1,6})\s+(\S.*)$/,
  plain: /^(#{1,6}|={1,6})\s+(\S.*)$/,
};

/** Lines that underline a title; null for a language that has none. */
const UNDERLINES: Readonly<Record<Markup, RegExp | null>> = {
  markdown: /^([=-])\1{2,}\s*$/,
  'restructured-text': RULE,
  asciidoc: null,
  plain: RULE,
};

/** The heading that begins at a line; null if none does. */
export function headingAt(lines: readonly string[], at: number, markup: Markup): Heading | null {
  const [line, below, third] = [lines[at] ?? '', lines[at + 1] ?? '', lines[at + 2] ?? ''];
  const marked = MARKS[markup]?.exec(line);
  if (marked) return { lines: 1, style: marked[1]!, depth: marked[1]!.length, title: marked[2]! };
  const bold = /^\*\*([^*]+)\*\*:?\s*$/.exec(line);
  if (bold) return { lines: 1, style: 'bold', depth: 9, title: bold[1]! };
  const underline = UNDERLINES[markup];
  if (!underline) return null;
  const over = markup === 'markdown' ? null : underline.exec(line);
  if (over && isTitle(below) && underline.exec(third)?.[1] === over[1])
    return { lines: 3, style: `over ${over[1]}`, depth: null, title: below.trim() };
  const under = underline.exec(below);
  if (!under || !isTitle(line) || /^\s/.test(line)) return null;
  const depth = markup === 'markdown' ? (under[1] === '=' ? 1 : 2) : null;
  return { lines: 2, style: under[1]!, depth, title: line.trim() };
}

function isTitle(line: string): boolean {
  return line.trim() !== '' && !RULE.test(line) && !/^\s*(?:[-*+|]|\.\.)\s/.test(line);
}

/** The version that a heading announces; null if none. A preview, date or state after it is not part of it. */
export function versionOf(title: string): string | null {
  const found = /(?:^|[^\w.])v?(\d+(?:\.\d+)+(?:-(?:alpha|beta|rc)[.-]?\d*|[ab]\d+|rc\d+)?)/i;
  return found.exec(title.slice(0, 200))?.[1] ?? null;
}

/** True for the heading of what is not released yet. */
export function isUnreleased(title: string): boolean {
  return /^\W*(?:unreleased|next|upcoming|master|main|head|\d+\.x)\b/i.test(title);
}
