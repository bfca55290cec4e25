const WORD = /\r?\n|[\p{L}\p{N}_$]+|[^\S\n]+|[^\p{L}\p{N}_$\s]/gu;

/** Text as words, runs of blanks, line ends and single signs; joined they are the text. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Text without any white space: what a difference in layout leaves. */
export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

// As words, but a version such as 1.20.3 is one.
const VERSION_WORD = /\d+(?:\.\d+)+|[\p{L}\p{N}_$]+|[^\S\n]+|\n|[^\p{L}\p{N}_$\s]/gu;

/** Text as words in which a version is one word; joined they are the text. */
export function versionWordsOf(text: string): string[] {
  return text.match(VERSION_WORD) ?? [];
}

const SOLID_WORD = /\d+(?:\.\d+)+|[\p{L}\p{N}_$]+/gu;

/** The same without blanks and signs. */
export function solidWordsOf(text: string): string[] {
  return text.match(SOLID_WORD) ?? [];
}
