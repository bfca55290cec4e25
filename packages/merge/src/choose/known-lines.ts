import { bareLine } from '../no-loss/ruled-lines.ts';
import { versionWordsOf } from '../text/words.ts';

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
  return { bare, key: bare.toLowerCase(), words, depth };
}
