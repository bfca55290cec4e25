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

/** What is said of one side, said of the other. */
function mirrored(phrases: readonly string[]): string[] {
  const other: Record<string, string> = { ours: 'theirs', theirs: 'ours' };
  return phrases.map((phrase) => phrase.replace(/\b(?:ours|theirs)\b/, (side) => other[side]!)).toSorted();
}

describe.each(WRITINGS.map((writing) => [writing.path, writing] as const))('of %s', (path, writing) => {
  test('is lost what is lost whatever was looked at before, and whichever side is which', () => {
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
          const flipped = engine.findLoss({ ...of, ours: of.theirs, theirs: of.ours }, result);
          expect(mirrored(flipped)).toEqual(found.toSorted());
          lost += found.length;
        }
      }),
      { numRuns: 25 },
    );
    expect(lost).toBeGreaterThan(0);
  });
});
