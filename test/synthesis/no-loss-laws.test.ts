// What must hold of every answer, whatever the files: nothing that a side added goes missing, and nothing is there twice.
import fc from 'fast-check';
import { checkSynthesis, type Conflict, type SynthesisAnswer } from '@sluice/synthesis';
import { lossOf } from '../support/loss-words.ts';

/** A file of named lines; each side inserts named lines of its own at places of its own. */
const history = fc
  .record({
    size: fc.integer({ min: 1, max: 12 }),
    ours: fc.array(fc.nat(), { maxLength: 5 }),
    theirs: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  })
  .map(({ size, ours, theirs }) => {
    const rows = (mine: readonly number[], yours: readonly number[]): string[] =>
      Array.from({ length: size }, (_, i) => [
        ...insertions(mine, i, size, 'ours'),
        ...insertions(yours, i, size, 'theirs'),
        `base${i} = ${i};`,
      ]).flat();
    return { base: rows([], []), ours: rows(ours, []), theirs: rows([], theirs), both: rows(ours, theirs) };
  });

function insertions(at: readonly number[], i: number, size: number, side: string): string[] {
  return at.flatMap((place, n) => (place % size === i ? [`${side}${n} = ${side}Make(${n});`] : []));
}

function verdict(
  sides: Record<'base' | 'ours' | 'theirs', readonly string[]>,
  answer: readonly string[],
): string {
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  const conflict: Conflict = {
    branch: 'b',
    onto: ['a'],
    strategy: 'port',
    files: [{ path: 'f.ts', base: text(sides.base), ours: text(sides.ours), theirs: text(sides.theirs) }],
    documents: [],
    neighbours: [],
    intents: [],
  };
  const given: SynthesisAnswer = {
    possible: true,
    why: '',
    winner: 'neither',
    files: [{ path: 'f.ts', text: text(answer) }],
    documents: [],
    glue: [],
    leftOut: [],
    confidence: 1,
    suspicious: [],
  };
  const checked = checkSynthesis(given, conflict, { parses: () => null, lossOf });
  return checked.kind === 'sound' ? 'sound' : checked.why.join('; ');
}

test('an answer with all lines of both sides is sound, in any order', () => {
  fc.assert(
    fc.property(history, fc.boolean(), ({ both, ...sides }, turned) => {
      expect(verdict(sides, turned ? both.toReversed() : both)).toBe('sound');
    }),
  );
});

test('an answer that lacks any one line is dropped', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ both, ...sides }, n) => {
      const answer = both.toSpliced(n % both.length, 1);
      expect(verdict(sides, answer)).toMatch(/it lacks/);
    }),
  );
});

test('an answer that has any one line twice is dropped', () => {
  fc.assert(
    fc.property(history, fc.nat(), ({ both, ...sides }, n) => {
      const line = both[n % both.length]!;
      fc.pre(line.length >= 12);
      expect(verdict(sides, [...both, line])).toMatch(/would be there twice/);
    }),
  );
});
