import fc from 'fast-check';
import picomatch from 'picomatch';
import { globMatcher, globMistake } from '@sluice/config';

const matches = (pattern: string, name: string): boolean => globMatcher([pattern])(name);

describe('what one glob matches', () => {
  it.each([
    ['claude/**', 'claude/x', true],
    ['claude/**', 'claude/x/y', true],
    ['claude/**', 'claude/$(id)', true],
    ['claude/**', 'claude/x";id;"', true],
    ['claude/**', 'claudette/x', false],
    ['claude/**', 'Claude/x', false],
    ['*', 'a/b', false],
    ['*', '.hidden', true],
    ['**', '.a/.b', true],
    ['**/*.ts', 'x.ts', true],
    ['**/*.ts', 'a/.b/x.ts', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'axb', false],
    ['.github/**', '.github', true],
    ['.github/**', '.github/workflows/ci.yml', true],
    ['.github/**', '.githubx', false],
    ['{src/**,lib}/x', 'src/a/b/x', true],
    ['{src/**,lib}/x', 'lib/x', true],
    ['{src/**,lib}/x', 'lib/a/x', false],
    ['v{1..3}', 'v2', true],
    ['v{1..3}', 'v4', false],
    ['{a..c}z', 'bz', true],
    ['{abc}', '{abc}', true],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[^a]b', '/b', false],
    ['[]]', ']', true],
    ['a?', 'a/', false],
    ['+(a|bc)', 'abca', true],
    ['+(a|bc)', '', false],
    ['*(a)b', 'b', true],
    ['x?(.y)', 'x.y', true],
    ['x@(a|b)', 'xb', true],
    ['app/(auth)/**', 'app/(auth)/page.tsx', true],
    ['\\*.md', '*.md', true],
    ['\\*.md', 'a.md', false],
    ['*/**', 'a', false],
    ['*/**', 'a/b', true],
    ['***', 'a/b', false],
    ['a**b', 'a/b', false],
  ])('%s on %s: %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  it('takes newlines, lone surrogates and characters beyond the first plane as one character each', () => {
    for (const strange of ['\n', '\udc80', '😀', '\u0000']) {
      expect(matches('a/?.txt', `a/${strange}.txt`)).toBe(true);
      expect(matches('a/**', `a/x${strange}/y`)).toBe(true);
      expect(matches('*.txt', `${strange}${strange}.txt`)).toBe(true);
      expect(matches('?', strange + strange)).toBe(false);
    }
  });
});

describe('a list of globs', () => {
  it('lets the last match decide, with "!" taking out again', () => {
    const taken = globMatcher(['claude/**', '!claude/wip/**', 'claude/wip/keep', '!**/x']);
    expect(['claude/a', 'claude/wip/a', 'claude/wip/keep', 'claude/x', 'main'].filter(taken)).toEqual([
      'claude/a',
      'claude/wip/keep',
    ]);
  });

  it('matches nothing when it is empty or only takes out', () => {
    expect(globMatcher([])('a')).toBe(false);
    expect(globMatcher(['!a'])('b')).toBe(false);
  });

  it('refuses a pattern that is not a glob', () => {
    expect(() => globMatcher(['ok', '[a'])).toThrow(TypeError);
  });
});

describe('what is wrong with a pattern', () => {
  it.each([
    ['', /empty/],
    ['!', /empty/],
    ['!!a', /two exclamation/],
    ['/a', /starts with a slash/],
    ['docs/', /write "docs\/\*\*"/],
    ['a//b', /two slashes/],
    ['./a', /"\." or "\.\."/],
    ['a/../b', /"\." or "\.\."/],
    ['[a', /never closed/],
    ['[', /never closed/],
    ['[b-a]', /backwards/],
    ['[a/b]', /slash inside/],
    ['[[:alpha:]]', /not supported/],
    ['{a,b', /never closed/],
    ['+(a', /never closed/],
    ['!(a)', null],
    ['a!(b)', /not supported/],
    ['a\\', /backslash/],
    ['{1..500}', /at most 100/],
    ['a'.repeat(301), /longer than 300/],
    ['a'.repeat(300), null],
    ['+(+(a|b)|{c,[d-f]*})/**', null],
  ])('%s', (pattern, expected) => {
    if (expected === null) expect(globMistake(pattern)).toBeNull();
    else expect(globMistake(pattern)).toMatch(expected);
  });

  it('is told for any text, and what is not wrong compiles', () => {
    const syntax = fc.string({ unit: fc.constantFrom(...'ab/*?[]{}(),|!@+\\-^.1') });
    fc.assert(
      fc.property(syntax, syntax, (pattern, name) => {
        if (globMistake(pattern) === null) expect(typeof matches(pattern, name)).toBe('boolean');
        else expect(() => matches(pattern, name)).toThrow(TypeError);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('agreement with a widely used matcher', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '**',
      '*',
      'a',
      'b',
      '.a',
      '?',
      'a*',
      '*b',
      '{a,b}',
      '{a*,.a}b',
      '[ab]',
      'a?b',
      '@(a|b)',
      '?(a)b',
    ),
    fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 5 }),
  );
  const pattern = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/'))
    .filter((text) => !/\*{3}|\*\*[^/]|[^/]\*\*/.test(text));
  const name = fc
    .array(fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    })
    .filter((parts) => !parts.some((text) => /^\.+$/.test(text)))
    .map((parts) => parts.join('/'));

  it('holds for the constructs that both know', () => {
    fc.assert(
      fc.property(pattern, name, (glob, path) => {
        expect(matches(glob, path)).toBe(picomatch(glob, { dot: true })(path));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('hostile patterns on hostile names', () => {
  // With backtracking each of these takes longer than the timeout of a test by many orders of magnitude.
  it.each([
    ['*a'.repeat(140) + 'b', 'a'.repeat(20_000)],
    ['**/a/'.repeat(50) + 'b', 'a/'.repeat(20_000)],
    ['+(a|aa|+(a|aa))b', 'a'.repeat(20_000)],
    ['*(*(*(a)))b', 'a'.repeat(20_000)],
    ['{a,*}'.repeat(50) + 'b', 'a'.repeat(20_000)],
  ])('%.20s…', (pattern, name) => {
    expect(matches(pattern, name)).toBe(false);
    expect(matches(pattern, `${name}b`)).toBe(true);
  });

  it('stays right when names make it forget what it has learnt', () => {
    const matcher = globMatcher(['**/*a????????????']);
    const reference = /a[^/]{12}$/su;
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 40, maxLength: 400 }),
        (text) => {
          expect(matcher(text)).toBe(reference.test(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});
