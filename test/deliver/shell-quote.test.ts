import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { plainText, shellQuote } from '@sluice/deliver';
import { encodeGitText } from '@sluice/model';
import { HOSTILE_NAMES, HOSTILE_TEXT } from '../support/hostile-run-results.ts';

/** What a real shell makes of the words, as bytes. */
function readBack(words: readonly string[]): Buffer[] {
  const script = words.map((word) => `printf '%s\\0' ${shellQuote(word)}`).join('\n');
  const out = execFileSync('sh', ['-c', script]).toString('latin1');
  return out
    .split('\0')
    .slice(0, -1)
    .map((each) => Buffer.from(each, 'latin1'));
}

describe('a word quoted for the shell', () => {
  test('is the same word again, for names that shells fear', () => {
    const words = [
      ...HOSTILE_NAMES,
      HOSTILE_TEXT,
      '',
      '~',
      '~root',
      '=x',
      '#x',
      '{a,b}',
      '!x',
      '*',
      'a\nb',
      'a\n',
      '\u0001',
      '-n\u0001',
      "'",
      "'''",
      '\\',
    ];
    expect(readBack(words)).toEqual(words.map((word) => encodeGitText(word)));
  });

  test('is the same word again, for any text', () => {
    const word = fc
      .string({ unit: 'binary' })
      .map((text) => text.replaceAll('\0', ''))
      .filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(fc.array(word, { minLength: 20, maxLength: 40 }), (words) => {
        expect(readBack(words)).toEqual(words.map((each) => encodeGitText(each)));
      }),
      { numRuns: 20 },
    );
  });

  test('looks like what it is: nothing unseen is in it', () => {
    for (const name of HOSTILE_NAMES) expect(plainText(shellQuote(name))).toBe(shellQuote(name));
  });

  test('stays bare where it can', () => {
    expect(shellQuote('claude/add-retry_2.x')).toBe('claude/add-retry_2.x');
  });
});
