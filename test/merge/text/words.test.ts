import fc from 'fast-check';
import {
  isName,
  isTelling,
  numbersApart,
  openingOf,
  plainWordsOf,
  solidWordsOf,
  versionWordsOf,
  wordsOf,
} from '../../../packages/merge/src/text/words.ts';

/** What makes a difference somewhere, and letters beyond ASCII among it, or none. */
const ascii = fc.constantFrom(
  'a',
  'Zz',
  '_',
  '$',
  '7',
  '10',
  '.',
  ',',
  '(',
  ' ',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\0',
);
const any = fc.oneof(
  ascii,
  fc.constantFrom('é', 'ß', '日本', '٣', '²', '\u00A0', '\u2028', '𝒳', '😀', '\uD800'),
);
const text = fc
  .oneof(fc.array(ascii, { maxLength: 12 }), fc.array(any, { maxLength: 12 }))
  .map((parts) => parts.join(''));

const holds = (law: (text: string) => void): void => fc.assert(fc.property(text, law), { numRuns: 3000 });

test.each([
  ['words', wordsOf, /\r?\n|[\p{L}\p{N}_$]+|[^\S\n]+|[^\p{L}\p{N}_$\s]/gu],
  ['words with versions', versionWordsOf, /\d+(?:\.\d+)+|[\p{L}\p{N}_$]+|[^\S\n]+|\n|[^\p{L}\p{N}_$\s]/gu],
  ['solid words', solidWordsOf, /\d+(?:\.\d+)+|[\p{L}\p{N}_$]+/gu],
  ['plain words', plainWordsOf, /[\p{L}\p{N}_$]+/gu],
  ['numbers apart', numbersApart, /\d+(?:\.\d+){0,3}|\r?\n|[\p{L}_$]+|[^\S\n]+|[^\p{L}\p{N}_$\s]/gu],
])('%s are the same whether a text has letters beyond ASCII or not', (_what, split, expression) => {
  holds((each) => expect(split(each)).toEqual(each.match(expression) ?? []));
});

test('a name, an opening and what tells something are so, too', () => {
  holds((each) => {
    expect(isName(each)).toBe(/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(each));
    expect(isTelling(each)).toBe(/[\p{L}\p{N}]/u.test(each));
    expect(openingOf(each)).toBe(/^[\p{L}\p{N}_$]+|^\S/u.exec(each)?.[0] ?? '');
  });
});

test('words joined are the text', () => {
  holds((each) => {
    expect(wordsOf(each).join('')).toBe(each);
    expect(versionWordsOf(each).join('')).toBe(each);
  });
});
