import fc from 'fast-check';
import { compareNumbers, isNumber } from '../../../packages/merge/src/text/numbers.ts';

describe('numbers and versions', () => {
  it.each(['7', '2024', '1.20.3', '10.0'])('takes %s for one', (word) => {
    expect(isNumber(word)).toBe(true);
  });

  it.each(['', 'v2', '1.', '.5', '1..2', '2.x', '-1'])('does not take "%s" for one', (word) => {
    expect(isNumber(word)).toBe(false);
  });

  it.each([
    ['10', '9'],
    ['1.10.0', '1.9.9'],
    ['2', '1.99'],
    ['1.0.1', '1'],
  ])('puts %s above %s', (high, low) => {
    expect(compareNumbers(high, low)).toBeGreaterThan(0);
    expect(compareNumbers(low, high)).toBeLessThan(0);
  });

  it('takes missing parts for nought', () => {
    expect(compareNumbers('1.0', '1')).toBe(0);
  });

  it('puts any in one order', () => {
    const version = fc.array(fc.nat(99), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareNumbers(a, b))).toBe(-Math.sign(compareNumbers(b, a)) + 0);
        if (compareNumbers(a, b) >= 0 && compareNumbers(b, c) >= 0)
          expect(compareNumbers(a, c)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
