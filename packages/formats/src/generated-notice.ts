import type { GitPath } from '@sluice/model';

// Where programs sign what they write: in comments, before anything else.
const HEAD_LINES = 60;
const HEAD_CHARACTERS = 6_000;

/** What may stand before or between such comments. */
const PREAMBLE = /^(?:#!.*|<\?(?:xml\b.*|php)?|<!doctype\b.*|["']use strict["'];?|\ufeff)$/i;
/** A comment of one line, or a line within one that its kind of comment begins with a mark. */
const COMMENT = /^(?:\/\/|\*|--|;|%|\.\.(?=\s)|dnl\b|@?rem\b)/i;
const HASH = /^#/;
/** There `#` begins a title or a selector. */
const WITHOUT_HASH = /\.(?:md|mdx|markdown|css|scss|less)$/i;
const BLOCKS = [
  ['/*', '*/'],
  ['<!--', '-->'],
  ['"""', '"""'],
  ["'''", "'''"],
  ['{-', '-}'],
  ['(*', '*)'],
  ['{#', '#}'],
] as const;

/** Says it alone. Sources: https://go.dev/s/generatedcode, and what the tools of other languages agree on. */
const CERTAIN =
  /\bcode generated\b.*\bdo not edit\b|(?:^|\s)@generated\b|<auto-?generated\b|\bauto(?:matically)?[- ]?generated\b|\bgenerated automatically\b/i;
/** Says it if it also says not to edit, close by. */
const GENERATED = /\bgenerated\b/i;
const HANDS_OFF =
  /\b(?:do not|don't|never) (?:edit|modify|change|touch)\b|\bnot be (?:edited|modified)\b|\bchanges\b.{0,60}\bwill be (?:lost|overwritten)\b/i;
/** Some files have a part that a program writes: the rest is of people. */
const OF_A_PART =
  /\b(?:this|the|next|following) (?:section|block|part|table|list|lines?)\b|\b(?:below|above) (?:this|the) \w+\b|\btoc\b|\btable of contents\b/i;
/** Lines between both, for whoever breaks long sentences. */
const NEAR = 3;

/**
 * The line with which a file says in its head that a program made it, without comment marks; null where it does not. A
 * text that only quotes such a line further down, as the program itself does, says nothing.
 */
export function generatedNotice(path: GitPath, text: string): string | null {
  const comments = headComments(path, text).map((line) => (OF_A_PART.test(line) ? '' : line));
  const certain = comments.find((line) => CERTAIN.test(line));
  const found =
    certain ??
    comments.find((line, i) => {
      const near = comments.slice(Math.max(0, i - NEAR), i + NEAR + 1);
      return GENERATED.test(line) && near.some((other) => HANDS_OFF.test(other));
    });
  return found === undefined ? null : bare(found);
}

/** The first of these versions that says so; null: none does. */
export function noticeOf(path: GitPath, versions: readonly (string | null)[]): string | null {
  for (const text of versions) {
    const notice = text === null ? null : generatedNotice(path, text);
    if (notice !== null) return notice;
  }
  return null;
}

function headComments(path: GitPath, text: string): string[] {
  const found: string[] = [];
  let end: string | null = null;
  for (const written of text.slice(0, HEAD_CHARACTERS).split('\n', HEAD_LINES)) {
    const line = written.trim();
    if (end !== null) {
      found.push(line);
      if (line.includes(end)) end = null;
      continue;
    }
    if (line === '' || PREAMBLE.test(line)) continue;
    const block = BLOCKS.find(([start]) => line.startsWith(start));
    if (block && !line.includes(block[1], block[0].length)) end = block[1];
    else if (!block && !COMMENT.test(line) && (WITHOUT_HASH.test(path) || !HASH.test(line))) break;
    found.push(line);
  }
  return found;
}

/** Without the marks around it, as long as people read. */
function bare(line: string): string {
  const words = line.slice(0, 400).replace(/^(?:[^\p{L}\p{N}@<]|<!--)+/u, '');
  const end = words.search(/\s*(?:\*\/|-->|"""|'''|-\}|\*\)|#\})?$/);
  return words.slice(0, Math.min(end, 160)).trim();
}
