import fc from 'fast-check';
import { brokenLaws } from '../support/clustering-laws.ts';
import { randomHistory } from '../support/random-history.ts';
import { inRepository, removeHistories, writeHistory } from '../support/written-history.ts';

afterEach(removeHistories);

/** Seeds of histories that once broke a law: commits taken back among kin, an empty new file, a held branch. */
const ONCE_BROKEN = [507, 783, 1061, 1463, 1802, 2533, 2865, 3450, 3733];

function lawsBrokenBy(seed: number): Promise<string[]> {
  return inRepository(writeHistory(randomHistory(seed)), brokenLaws);
}

describe('against real merges of all pairs of branches, clusters are complete, tight and land what can land', () => {
  test.each(ONCE_BROKEN)('for the history of seed %i', async (seed) => {
    expect(await lawsBrokenBy(seed)).toEqual([]);
  });

  test('for fixed histories', async () => {
    for (let seed = 0; seed < 60; seed++)
      expect({ seed, broken: await lawsBrokenBy(seed) }).toEqual({ seed, broken: [] });
  });

  test('for histories that nobody has seen before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 31), async (seed) => {
        expect(await lawsBrokenBy(seed)).toEqual([]);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});
