/**
 * Text by others (names, titles, paths, logs) made harmless for a terminal and for every other output that is built on
 * it: what cannot be seen, or changes how its surroundings are seen, is spelled out.
 */

/** Control and format characters (bidirectional ones among them), line separators, lone surrogates, blank letters. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\ufffe\uffff]/gu;
const UNSEEN_BUT_LINES = new RegExp(`(?!\\n)${UNSEEN.source}`, 'gu');
/** Marks stacked on one letter, far beyond what any script needs, paint over the lines around it. */
const STACKED = /(\p{M}{4})\p{M}+/gu;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const TAB = 8;

/** On one line, with every unseen character as `\xNN` or `\u{N}`; bytes that are not UTF-8 as `\xNN`. */
export function plainText(text: string): string {
  return text.replace(UNSEEN, escapeChar).replace(STACKED, '$1…');
}

/** As {@link plainText}, but line breaks stay and tabs become spaces. */
export function plainLog(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' '.repeat(TAB))
    .replace(UNSEEN_BUT_LINES, escapeChar)
    .replace(STACKED, '$1…');
}

function escapeChar(char: string): string {
  const code = char.codePointAt(0)!;
  const rawByte = code >= 0xdc80 && code <= 0xdcff;
  if (rawByte) return `\\x${(code - 0xdc00).toString(16)}`;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

/** Columns that harmless text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += /\p{M}/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** At most `width` columns; what is cut off is shown as `…`. */
export function clip(text: string, width: number): string {
  if (text.length <= width && displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    used += displayWidth(char);
    if (used > width - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** As {@link clip}, but the end stays too: names tell themselves apart there. */
export function clipMiddle(text: string, width: number): string {
  if (text.length <= width && displayWidth(text) <= width) return text;
  const tail = [...text.slice(-width)].slice(-Math.floor(width / 3)).join('');
  const room = width - displayWidth(tail);
  return room < 2 ? clip(text, width) : clip(text, room) + tail;
}

/** {@link plainText} of at most `width` columns, without reading all of a text that is long only to cost time. */
export function plainShort(text: string, width: number): string {
  const far = width * 2;
  const enough = text.length <= far * 2 ? text : text.slice(0, far) + text.slice(-far);
  return clipMiddle(plainText(enough), width);
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Lines of at most `width` columns, broken at spaces; a word that is longer is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = clipMiddle(word, width);
  }
  return line === '' ? lines : [...lines, line];
}

/** The end of a log, which is where failures are told: at most so many lines and characters. */
export function logEnd(log: string, lines: number, characters: number): string {
  const all = plainLog(log.slice(-characters * 4))
    .replace(/\n+$/, '')
    .split('\n');
  const kept = all
    .slice(-lines)
    .map((line) => clip(line, 400))
    .join('\n');
  const cut = [...kept].slice(-characters).join('');
  return all.length > lines || log.length > characters * 4 || cut.length < kept.length ? `…\n${cut}` : cut;
}
