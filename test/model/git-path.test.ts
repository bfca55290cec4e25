import { decodeGitText, encodeGitText, isHostilePath, parentsOf, showPath } from '@sluice/model';
import fc from 'fast-check';

/** Bytes that are rarely UTF-8, often nearly so. */
const bytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 3 }).map((array) => Buffer.from(array)),
      fc.string({ unit: 'binary', maxLength: 3 }).map((text) => Buffer.from(text)),
      fc
        .constantFrom('efbfbd', 'eda080', 'edb280', 'c080', 'f4908080', 'efbbbf', 'e282')
        .map((hex) => Buffer.from(hex, 'hex')),
    ),
    { maxLength: 6 },
  )
  .map((parts) => Buffer.concat(parts));

describe('a path that git holds as bytes', () => {
  test('comes back as the same bytes', () => {
    fc.assert(
      fc.property(bytes, (given) => expect(encodeGitText(decodeGitText(given))).toEqual(given)),
      {
        numRuns: 2000,
      },
    );
  });

  test('is the usual text where it is UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeGitText(Buffer.from(text))).toBe(text);
        expect(encodeGitText(text)).toEqual(Buffer.from(text));
      }),
    );
  });

  test('tells two different names apart', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => expect(decodeGitText(a) === decodeGitText(b)).toBe(a.equals(b))),
    );
  });

  test('keeps a replacement character that it really has', () => {
    expect(decodeGitText(Buffer.from('a\ufffdb'))).toBe('a\ufffdb');
    expect(decodeGitText(Buffer.from([0x61, 0xff]))).toBe('a\udcff');
  });
});

describe('a path as people see it', () => {
  test('is on one line of well-formed text, whatever the bytes', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const shown = showPath(decodeGitText(given));
        expect(shown.isWellFormed()).toBe(true);
        // eslint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
    );
  });

  test('is itself where nothing in it is dangerous', () => {
    expect(isHostilePath('docs/grüße "2".md')).toBe(false);
    expect(showPath('docs/grüße "2".md')).toBe('docs/grüße "2".md');
  });

  test.each([
    ['a\nb', 'a\\x0ab'],
    ['a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a\udcffb', 'a\\xffb'],
    ['a\u007f', 'a\\x7f'],
  ])('escapes %j', (path, shown) => {
    expect(isHostilePath(path)).toBe(true);
    expect(showPath(path)).toBe(shown);
  });
});

describe('the directories above a path', () => {
  test('come nearest first, without the root', () => {
    expect(parentsOf('a/b/c')).toEqual(['a/b', 'a']);
    expect(parentsOf('a')).toEqual([]);
  });
});
