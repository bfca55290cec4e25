/**
 * Words of a text, with letters of all scripts. Expressions that know these are large: one takes longer to be made than
 * most files take to be read with it. So each is made only when there is a text with such letters.
 */
interface Expression {
  /** For texts of ASCII, of which it makes the same. */
  readonly ascii: RegExp;
  readonly any: () => RegExp;
}

const BEYOND_ASCII = /[^\0-\x7f]/;

function forText({ ascii, any }: Expression, text: string): RegExp {
  return BEYOND_ASCII.test(text) ? any() : ascii;
}

const WORD: Expression = {
  ascii: /\r?\n|[\w$]+|[^\S\n]+|[^\w$\s]/g,
  any: () => /\r?\n|[\p{L}\p{N}_$]+|[^\S\n]+|[^\p{L}\p{N}_$\s]/gu,
};

/** Text as words, runs of blanks, line ends and single signs; joined they are the text. */
export function wordsOf(text: string): string[] {
  return text.match(forText(WORD, text)) ?? [];
}

/** Text without any white space: what a difference in layout leaves. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

// As words, but a version such as 1.20.3 is one.
const VERSION_WORD: Expression = {
  ascii: /\d+(?:\.\d+)+|[\w$]+|[^\S\n]+|\n|[^\w$\s]/g,
  any: () => /\d+(?:\.\d+)+|[\p{L}\p{N}_$]+|[^\S\n]+|\n|[^\p{L}\p{N}_$\s]/gu,
};

/** Text as words in which a version is one word; joined they are the text. */
export function versionWordsOf(text: string): string[] {
  return text.match(forText(VERSION_WORD, text)) ?? [];
}

const SOLID_WORD: Expression = {
  ascii: /\d+(?:\.\d+)+|[\w$]+/g,
  any: () => /\d+(?:\.\d+)+|[\p{L}\p{N}_$]+/gu,
};

/** The same without blanks and signs. */
export function solidWordsOf(text: string): string[] {
  return text.match(forText(SOLID_WORD, text)) ?? [];
}

const PLAIN_WORD: Expression = { ascii: /[\w$]+/g, any: () => /[\p{L}\p{N}_$]+/gu };

/** Words alone, of which a version is several. */
export function plainWordsOf(text: string): string[] {
  return text.match(forText(PLAIN_WORD, text)) ?? [];
}

const NUMBER_APART: Expression = {
  ascii: /\d+(?:\.\d+){0,3}|\r?\n|[A-Za-z_$]+|[^\S\n]+|[^\w$\s]/g,
  any: () => /\d+(?:\.\d+){0,3}|\r?\n|[\p{L}_$]+|[^\S\n]+|[^\p{L}\p{N}_$\s]/gu,
};

/** Text as words in which a number, or a version of up to four parts, stands apart from everything else. */
export function numbersApart(text: string): string[] {
  return text.match(forText(NUMBER_APART, text)) ?? [];
}

const OPENING: Expression = { ascii: /^[\w$]+|^\S/, any: () => /^[\p{L}\p{N}_$]+|^\S/u };

/** The word, or sign, that a line begins with; none where it begins with a blank. */
export function openingOf(line: string): string {
  return forText(OPENING, line).exec(line)?.[0] ?? '';
}

/** Whether a text has a letter or a digit at all. */
export function isTelling(text: string): boolean {
  return /[A-Za-z0-9]/.test(text) || (BEYOND_ASCII.test(text) && /[\p{L}\p{N}]/u.test(text));
}

const NAME: Expression = {
  ascii: /^[A-Za-z_$][\w$]*$/,
  any: () => /^[\p{L}_$][\p{L}\p{N}_$]*$/u,
};

/** Whether a word could name something in a program. */
export function isName(word: string): boolean {
  return forText(NAME, word).test(word);
}
