// What git merges without a conflict: two sides that did their work far from each other.
import fc from 'fast-check';
import { openEngine, type Engine } from '../../packages/engine/src/index.ts';
import { edited, edits, model } from '../support/random-program.ts';
import { textOf, WRITINGS } from '../support/written-program.ts';

let engine: Engine;
beforeAll(async () => (engine = await openEngine()));

/** A program, and one that each of two sides has made of it. */
const sides = fc.record({ base: model, left: edits, right: edits }).map(({ base, left, right }) => ({
  base,
  ours: edited(base, left, 200),
  theirs: edited(base, right, 300),
}));

describe.each(WRITINGS.map((writing) => [writing.path, writing] as const))('of %s', (path, writing) => {
  test('is lost what is lost whatever was looked at before', () => {
    let lost = 0;
    fc.assert(
      fc.property(sides, ({ base, ours, theirs }) => {
        const of = {
          path,
          base: textOf(base, writing),
          ours: textOf(ours, writing),
          theirs: textOf(theirs, writing),
        };
        // Each side as the result: what the other one did is missing.
        for (const result of [of.ours, of.theirs, of.base]) {
          const found = engine.findSilentLoss(of, result);
          expect(found).toEqual(engine.findLoss(of, result));
          lost += found.length;
        }
      }),
      { numRuns: 25 },
    );
    expect(lost).toBeGreaterThan(0);
  });
});
