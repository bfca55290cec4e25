/**
 * Untrusted text in GitHub's Markdown. Two layers read what is written: the Markdown parser, answered with backslashes
 * and entities, and GitHub's filters over the rendered text (mentions, issue references and 'fixes #1', links, emoji),
 * which no escape reaches; a zero-width space in the middle of the token answers these.
 */
import { logEnd, plainShort, plainText } from './plain-text.ts';

const BREAK = '&#8203;';
/** Names and paths are longer than this only to do harm. */
const NAME_WIDTH = 160;
const PROSE_WIDTH = 600;

/** A sentence or title inside a paragraph, list item or table cell. */
export function markdownText(text: string): string {
  const line = plainShort(text, PROSE_WIDTH).replace(/\s+/g, ' ').trim();
  return line
    .replace(/[\\`*_{}[\]~$^]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\|/g, '&#124;')
    .replace(/@/g, `@${BREAK}`)
    .replace(/(?<!&)#(?=\d)/g, `#${BREAK}`)
    .replace(/GH-(?=\d)/gi, `$&${BREAK}`)
    .replace(/www(?=\.)/gi, `$&${BREAK}`)
    .replace(/:(?=\S)/g, `:${BREAK}`)
    .replace(/^[#+=:-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A name, path or command as a code span, which none of GitHub's filters reads. */
export function markdownCode(text: string): string {
  return codeSpan(plainShort(text, NAME_WIDTH));
}

/** As {@link markdownCode}, never shortened: for commands. */
export function markdownCommand(text: string): string {
  return codeSpan(plainText(text));
}

/** As {@link markdownCode}, inside a table, whose cells are split at `|` before code spans are seen. */
export function markdownCellCode(text: string): string {
  // `\\|` splits the cell: a pipe after a backslash is spelled out.
  return markdownCode(text.replace(/(?<=\\)\|/g, '\\x7c')).replaceAll('|', '\\|');
}

function codeSpan(text: string): string {
  if (text === '') return '';
  const fence = '`'.repeat(longestRun(text, '`') + 1);
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : '';
  return fence + pad + text + pad + fence;
}

/** The end of a log as a code block, its fence longer than any run of backticks inside. */
export function markdownLog(log: string, lines: number, characters: number): string {
  return markdownBlock(logEnd(log, lines, characters), 'text');
}

/** Harmless text of several lines as a code block. */
export function markdownBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, '`') + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function longestRun(text: string, char: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === char ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
