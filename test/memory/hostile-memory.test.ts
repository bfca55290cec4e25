// Whoever may push the branch that keeps a memory may write into it what he likes: it does no harm.
import fc from 'fast-check';
import {
  decodeMemory,
  EMPTY_MEMORY,
  encodeMemory,
  OUTCOMES,
  Recollection,
  type Recipe,
  rememberDecided,
  type Decision,
} from '@sluice/memory';
import { lostWords } from '../../packages/memory/src/lost-words.ts';
import { shortDigest } from '../../packages/memory/src/short-digest.ts';
import { sight } from '../../packages/memory/src/sighting.ts';
import { commit, NOW } from './written.ts';

const line = fc.constantFrom('alpha();', 'beta();', 'gamma();', 'check(user);', '}', '');
const lines = fc.array(line, { maxLength: 2 });
const places = fc.record({ base: lines, ours: lines, theirs: lines });
const side = fc.constantFrom('base' as const, 'first' as const, 'second' as const);
const recipes: fc.Arbitrary<Recipe> = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({ from: fc.array(fc.tuple(side, fc.nat(1)), { minLength: 1, maxLength: 2 }) }),
    },
    { weight: 1, arbitrary: fc.record({ text: fc.constantFrom('send(secrets);', 'alpha();') }) },
  ),
  { maxLength: 4 },
);

function plantedDecision(place: Parameters<typeof sight>[1], recipe: Recipe): Decision {
  const { pathClass, fingerprint, shape, exact, telling } = sight('ts', place);
  const sample = { base: '', first: '', second: '', answer: '' };
  const rest = { pathClass, fingerprint, shape, exact, telling, recipe, sample };
  return { id: shortDigest(rest), ...rest };
}

/** A memory as somebody else wrote it, in which everything speaks for the recipe. */
function planted(place: Parameters<typeof sight>[1], recipe: Recipe): string {
  const decision = plantedDecision(place, recipe);
  const { id } = decision;
  const events = (['decided', 'passed', 'landed'] as const).flatMap((outcome) =>
    [1, 2, 3].map((number) => {
      const seen = { subject: `decision/${id}`, outcome, source: commit(number), path: 'a.ts' };
      return { id: shortDigest(Object.values(seen)), ...seen, at: NOW };
    }),
  );
  return encodeMemory({
    ...EMPTY_MEMORY,
    decisions: new Map([[id, decision]]),
    events: new Map(events.map((event) => [event.id, event])),
  });
}

const count = (all: readonly string[], one: string): number => all.filter((each) => each === one).length;

test('what it answers has every word of the sides, no line of its own, and none more often than the sides', () => {
  let answered = 0;
  fc.assert(
    fc.property(places, recipes, (place, recipe) => {
      const reading = decodeMemory(planted(place, recipe), NOW);
      if (reading.kind === 'damaged') throw new Error(reading.why);
      const found = new Recollection(reading.memory, 'shared').recall('a.ts', [
        { kind: 'conflict', ...place },
      ]);
      if (found === null) return;
      answered += 1;
      const { base, ours, theirs } = place;
      expect(lostWords(place, found.lines)).toEqual([]);
      for (const one of found.lines) {
        const [before, left, right] = [base, ours, theirs].map((version) => count(version, one));
        expect(left! + right!).toBeGreaterThan(0);
        expect(count(found.lines, one)).toBeLessThanOrEqual(
          Math.max(left!, right!, left! + right! - before!),
        );
      }
    }),
    { numRuns: 1_000 },
  );
  // That there is something to look at.
  expect(answered).toBeGreaterThan(20);
});

test('it is read or refused whatever is in it, and what is read has one spelling within 4 MB', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  const time = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const id = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '*', 'refs/heads/main'));
  const outcome = fc.constantFrom(...Object.keys(OUTCOMES));
  const event = fc.record({
    subject: fc.oneof(
      id,
      id.map((one) => `decision/${one}`),
    ),
    outcome,
    path: id,
    at: time,
  });
  const hostile = fc.record({
    events: fc.array(
      event.map(({ subject, outcome: how, path, at }) => {
        const seen = { subject, outcome: how, source: commit(1), path };
        return { id: shortDigest(Object.values(seen)), ...seen, at };
      }),
    ),
    forgotten: fc.array(fc.record({ id, at: time })),
    watched: fc.array(fc.record({ ref: id, commit: fc.constant(commit(1)), at: time })),
  });
  fc.assert(
    fc.property(hostile, (parts) => {
      const reading = decodeMemory(
        JSON.stringify({ format: 'sluice/memory@1', decisions: [], offers: [], ...parts }),
        NOW,
      );
      if (reading.kind === 'damaged') return;
      const written = encodeMemory(reading.memory);
      const again = decodeMemory(written, NOW);
      expect(again.kind === 'read' && encodeMemory(again.memory)).toBe(written);
      expect(Object.getPrototypeOf(EMPTY_MEMORY)).toBe(Object.prototype);
    }),
  );
});

test('very many answers to one conflict are weighed in a time that grows with their number', () => {
  const text = Array.from({ length: 12 }, (_, i) => `line ${i}`);
  const pieces = [{ kind: 'conflict' as const, base: [], ours: text, theirs: ['other'] }];
  const answers = Array.from({ length: 3_000 }, (_, i): Recipe => {
    const bits = [...i.toString(2).padStart(12, '0')];
    return bits.map((bit) => ({ from: [[bit === '1' ? 'first' : 'second', 0]] }));
  });
  const decisions = answers.map((recipe) => plantedDecision(pieces[0]!, recipe));
  const on = { source: commit(1), path: 'a.ts', at: NOW };
  const memory = rememberDecided(EMPTY_MEMORY, decisions, on);
  expect(memory.decisions.size).toBe(3_000);
  const recollection = new Recollection(memory, 'shared');
  const began = performance.now();
  for (let i = 0; i < 20; i++) expect(recollection.recall('a.ts', pieces)).toBeNull();
  // Each with each would be 180 million comparisons.
  expect(performance.now() - began).toBeLessThan(5_000);
});
