import { encodeGitText } from '@sluice/model';
import { plainText } from './plain-text.ts';

const BARE = /^[A-Za-z0-9_/.,:@%+][A-Za-z0-9_/.,:@%+=^~-]*$/;

/**
 * One word of a command for people to copy into a POSIX shell: bare if it can be, else in single quotes; a word with
 * characters that a terminal would hide is spelled out for `printf`, so that what is seen is what runs.
 * A word that starts with `-` stays one: put `--` or `refs/heads/` before it.
 */
export function shellQuote(word: string): string {
  if (BARE.test(word)) return word;
  if (plainText(word) === word) return `'${word.replaceAll("'", `'\\''`)}'`;
  const lineBreaks = /\n*$/.exec(word)![0];
  const printed = `"$(printf '${spellOut(word.slice(0, word.length - lineBreaks.length))}')"`;
  // $(…) drops line breaks at the end.
  return lineBreaks === '' ? printed : `${printed}'${lineBreaks}'`;
}

function spellOut(word: string): string {
  let text = '';
  for (const byte of encodeGitText(word)) {
    const plain = /[A-Za-z0-9_/.,:@+=-]/.test(String.fromCharCode(byte));
    text += plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  }
  // A format that starts with '-' would be read as an option.
  return text.replace(/^-/, '\\055');
}
