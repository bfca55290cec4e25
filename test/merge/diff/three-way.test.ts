import fc from 'fast-check';
import { edits } from '../../../packages/merge/src/diff/edits.ts';
import { changesOf, threeWay } from '../../../packages/merge/src/diff/three-way.ts';

/** Few different elements, so that much is equal; many, so that little is. */
const sequence = fc.constantFrom(1, 3, 10, 60).chain((names) => {
  const one = fc.array(fc.nat(names), { maxLength: 40 }).map((ids) => Int32Array.from(ids));
  return fc.record({ base: one, ours: one, theirs: one, names: fc.constant(names + 1) });
});

test('edits make the second sequence of the first', () => {
  fc.assert(
    fc.property(sequence, ({ base, ours, names }) => {
      const made: number[] = [];
      let at = 0;
      for (const { from, to, start, end } of edits(base, ours, names)) {
        made.push(...base.subarray(at, from));
        expect(made).toHaveLength(start);
        made.push(...ours.subarray(start, end));
        at = to;
      }
      expect([...made, ...base.subarray(at)]).toEqual([...ours]);
    }),
    { numRuns: 2000 },
  );
});

test.each(['strict', 'adjacent'] as const)(
  '%s chunks cover all versions, and are what they say',
  (touching) => {
    fc.assert(
      fc.property(sequence, ({ base, ours, theirs, names }) => {
        const sides = { base, ours, theirs };
        const at = { base: 0, ours: 0, theirs: 0 };
        for (const chunk of threeWay(sides, changesOf(sides, names), touching)) {
          const part = (side: 'base' | 'ours' | 'theirs'): string => {
            expect(chunk[side].start).toBe(at[side]);
            at[side] = chunk[side].end;
            return sides[side].subarray(chunk[side].start, chunk[side].end).join();
          };
          const [b, o, t] = [part('base'), part('ours'), part('theirs')];
          if (chunk.kind === 'same') expect([o, t]).toEqual([b, b]);
          if (chunk.kind === 'ours') expect(t).toBe(b);
          if (chunk.kind === 'theirs') expect(o).toBe(b);
          if (chunk.kind === 'both') expect(o).toBe(t);
        }
        expect(at).toEqual({ base: base.length, ours: ours.length, theirs: theirs.length });
      }),
      { numRuns: 2000 },
    );
  },
);

test('a long sequence of equal elements with others in between is lined up in little time', () => {
  const size = 50_000;
  const make = (every: number, with_: number): Int32Array =>
    Int32Array.from({ length: size }, (_, i) => (i % every === 0 ? with_ : 0));
  const sides = { base: new Int32Array(size), ours: make(7, 1), theirs: make(5, 2) };
  const chunks = threeWay(sides, changesOf(sides, 3), 'strict');
  expect(chunks.at(-1)!.base.end).toBe(size);
});
