import { bareLine } from '../no-loss/ruled-lines.ts';
import { isTelling, versionWordsOf } from '../text/words.ts';

/** What a line says. */
export interface KnownLine {
  /** Without indentation and a comma at the end: what it says in a list wherever it stands. */
  readonly bare: string;
  /** The same in small letters: what lists are sorted by. */
  readonly key: string;
  /** Without those that are only blanks. */
  readonly words: readonly string[];
  /** Opening less closing brackets. */
  readonly depth: number;
  /** Blanks before it. */
  readonly indent: number;
  /** What entries are in the order of, numbers by value; null where it opens or closes nothing but a bracket. */
  readonly order: string | null;
}

/** The lines of hunks: the proposals for one are made of the same few lines, so each is taken apart once for a file. */
export class KnownLines {
  readonly #lines = new Map<string, KnownLine>();

  of(line: string): KnownLine {
    const known = this.#lines.get(line) ?? takeApart(line);
    this.#lines.set(line, known);
    return known;
  }
}

function takeApart(line: string): KnownLine {
  const words = versionWordsOf(line).filter((word) => word.trim() !== '');
  let depth = 0;
  for (const word of words) {
    if (word === '(' || word === '[' || word === '{') depth++;
    else if (word === ')' || word === ']' || word === '}') depth--;
  }
  const bare = bareLine(line);
  const indent = line.length - line.replace(/^[ \t]+/, '').length;
  return { bare, key: bare.toLowerCase(), words, depth, indent, order: orderOf(line) };
}

function orderOf(line: string): string | null {
  if (!isTelling(line)) return null;
  const small = line.trim().toLowerCase();
  return small.replace(/\d{1,9}/g, (digits) => digits.padStart(9, '0'));
}
