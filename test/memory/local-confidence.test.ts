// How far what people made of a method's answers here moves what the method says of itself.
import fc from 'fast-check';
import { EMPTY_MEMORY, methodSubject, Recollection, remember, type MemoryOutcome } from '@sluice/memory';
import type { Method } from '@sluice/model';
import { localConfidence } from '../../packages/memory/src/local-confidence.ts';
import { commit, NOW } from './written.ts';

const confidences = fc.double({ min: 0, max: 1, noNaN: true });
const counts = fc.nat(200);
/** Sums of such numbers are exact to about so much. */
const EXACT = 1e-12;

test('nothing that is known changes nothing, to the last bit', () => {
  fc.assert(
    fc.property(confidences, (confidence) => {
      expect(localConfidence(confidence, { good: 0, bad: 0 })).toBe(confidence);
    }),
  );
});

test('one success more never lowers it, one failure more never raises it', () => {
  fc.assert(
    fc.property(confidences, counts, counts, (confidence, good, bad) => {
      const now = localConfidence(confidence, { good, bad });
      expect(localConfidence(confidence, { good: good + 1, bad })).toBeGreaterThanOrEqual(now - EXACT);
      expect(localConfidence(confidence, { good, bad: bad + 1 })).toBeLessThanOrEqual(now + EXACT);
    }),
  );
});

test('it is never more than the engine says, and never less than a fifth of that, however much was seen', () => {
  fc.assert(
    fc.property(confidences, counts, counts, (confidence, good, bad) => {
      const now = localConfidence(confidence, { good, bad });
      expect(now).toBeLessThanOrEqual(confidence);
      expect(now).toBeGreaterThanOrEqual(confidence / 5 - EXACT);
    }),
  );
});

test('what is likelier anywhere is likelier here', () => {
  fc.assert(
    fc.property(confidences, confidences, counts, counts, (a, b, good, bad) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((each) =>
        localConfidence(each, { good, bad }),
      );
      expect(less!).toBeLessThanOrEqual(more! + EXACT);
    }),
  );
});

test('it goes by the kind of conflict and the method', () => {
  const heard = (kind: string, method: Method, outcomes: readonly MemoryOutcome[]) =>
    outcomes.map((outcome, i) => {
      const on = { source: commit(i), path: 'src/a.ts', at: NOW };
      return { subject: methodSubject(kind, method), outcome, on };
    });
  const memory = remember(EMPTY_MEMORY, [
    ...heard('content ts', 'lines', ['edited', 'edited', 'reverted', 'edited', 'edited']),
    ...heard('content ts', 'tokens', ['landed']),
  ]);
  const here = new Recollection(memory).experienceWith('src/b.ts', 'content');
  expect(here('lines', 0.9)).toBeCloseTo(0.6);
  expect(here('tokens', 0.9)).toBe(0.9);
  expect(here('structured', 0.9)).toBe(0.9);
  for (const path of ['src/b.py', 'test/b.test.ts'])
    expect(new Recollection(memory).experienceWith(path, 'content')('lines', 0.9)).toBe(0.9);
  expect(new Recollection(memory).experienceWith('src/b.ts', 'add-add')('lines', 0.9)).toBe(0.9);
});
