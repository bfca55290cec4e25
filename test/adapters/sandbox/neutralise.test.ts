import fc from 'fast-check';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';

const text = (written: string): string => neutralise(Buffer.from(written));

test('plain output stays as it is', () => {
  expect(text('ok 1 - adds\n\tat file.ts:3:7\nÜbung ✓ 日本 🙂\n')).toBe(
    'ok 1 - adds\n\tat file.ts:3:7\nÜbung ✓ 日本 🙂',
  );
  expect(text('')).toBe('');
});

test.each([
  ['colours', '\u001b[31mred\u001b[0m', 'red'],
  ['8-bit control sequences', '\u009b31mred', 'red'],
  ['titles and links', '\u001b]0;owned\u0007a\u001b]8;;https://x\u001b\\b', 'ab'],
  ['device control strings', '\u001bP+q544e\u001b\\a', 'a'],
  ['cursor movement and erasing', 'FAIL\u001b[2K\u001b[1Aok', 'FAILok'],
  ['character sets and resets', '\u001b(0\u001bca', 'a'],
  ['an unfinished sequence', 'a\u001b[12', 'a'],
  ['bells, backspaces and nulls', 'a\u0000\u0007\b\u007fb', 'ab'],
  ['bidirectional controls', 'if (\u202eadmin\u2066) \u200f{', 'if (admin) {'],
  ['what cannot be seen', 'a\u200bb\ufeffc\u00add\u{e0041}e', 'abcde'],
  ['line and paragraph separators', 'a\u2028b\u2029c', 'abc'],
  ['progress drawn over itself', '10%\r50%\r100%\ndone\r\nnext', '100%\ndone\nnext'],
])('takes out %s', (_what, written, expected) => {
  expect(text(written)).toBe(expected);
});

test('bytes that are no text become replacement characters', () => {
  expect(neutralise(Buffer.from([0x61, 0xff, 0xc3, 0x28, 0x62]))).toBe('a\ufffd\ufffd(b');
});

test.each([
  ['::set-output name=x::1', ': :set-output name=x::1'],
  [' \t::set-output name=x::1', ' \t: :set-output name=x::1'],
  ['a\n::set-output name=x::1', 'a\n: :set-output name=x::1'],
  ['::::stop-commands::', ': :::stop-commands::'],
  ['##[error]x and ##[group]', '# #[error]x and # #[group]'],
  ['#\u001b[0m#[command]', '# #[command]'],
  [':\u200b:warning::', ': :warning::'],
])('breaks up %j', (written, expected) => {
  expect(text(written)).toBe(expected);
});

const pieces = fc.array(
  fc.constantFrom(
    '::',
    ':',
    '#',
    '##',
    '[',
    'error',
    '\u001b',
    '\u001b[',
    '\u001b]',
    '\u009b',
    'm',
    ';',
    '\r',
    '\n',
    '\u202e',
    '\u200b',
    '\0',
    'a',
    '\u0007',
    '\\',
  ),
  { maxLength: 40 },
);

test('whatever is printed, nothing is left that a terminal or a runner acts on, and a second time changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        pieces.map((list) => Buffer.from(list.join(''))),
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      ),
      (bytes) => {
        const once = neutralise(bytes);
        expect(once).not.toMatch(/^[^\S\n]*::|##\[|(?!\n|\t)[\p{Cc}\p{Cf}\p{Cs}]/mu);
        expect(neutralise(Buffer.from(once))).toBe(once);
      },
    ),
    { numRuns: 2000 },
  );
});

test('keeps the last lines and says how many it left out', () => {
  const printed = Buffer.from(Array.from({ length: 10 }, (_, line) => `line ${line}\n`).join(''));
  expect(neutralise(printed, { lines: 2, bytes: 1000 })).toBe('[8 earlier lines]\nline 8\nline 9');
  expect(neutralise(printed, { lines: 100, bytes: 15 })).toBe('[8 earlier lines]\nline 8\nline 9');
  expect(neutralise(printed, { lines: 10, bytes: 1000 })).toMatch(/^line 0\n/);
});

test('shortens a line without end', () => {
  expect(text('x'.repeat(1_000_000))).toBe(`${'x'.repeat(2000)} [998000 more]`);
});

test.each(['\r', '\u001b', '\u001b]', '\u001b[', '\u009b', ':', '#', '\u001bP', '\n', ' \r\n'])(
  'a megabyte of %j is not slow',
  (piece) => {
    const flood = piece.repeat(1_000_000 / piece.length);
    expect(text(flood).length).toBeLessThan(40_000);
    expect(text(`${flood}x`).length).toBeLessThan(40_000);
  },
);
