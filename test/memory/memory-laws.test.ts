// A memory may be on many machines: however their parts come together, it is one memory.
import fc from 'fast-check';
import {
  ALL,
  decodeMemory,
  EMPTY_MEMORY,
  encodeMemory,
  expire,
  EXPIRES_AFTER,
  forget,
  mergeMemories,
  OUTCOMES,
  remember,
  strategySubject,
  decisionsIn,
  type Decision,
  type Memory,
  type MemoryEvent,
  type MemoryOutcome,
  type Offer,
} from '@sluice/memory';
import { shortDigest } from '../../packages/memory/src/short-digest.ts';
import { afterwards, commit, conflictOf, decisionOf, finishedWith, NOW } from './written.ts';

const outcome = fc.constantFrom(...(Object.keys(OUTCOMES) as MemoryOutcome[]));
const answer = fc.constantFrom('a;\nb;', 'b;\na;', 'a; b;');
const past = fc.integer({ min: NOW - 1_000, max: NOW });
const pieces = conflictOf('', 'a;', 'b;');
const source = fc.integer({ min: 1, max: 5 }).map(commit);

const step: fc.Arbitrary<(memory: Memory) => Memory> = fc.oneof(
  fc
    .record({ answer, outcomes: fc.array(outcome, { maxLength: 3 }) })
    .map((given) => (memory: Memory) => afterwards({ pieces, ...given }, memory)),
  fc.record({ outcome, source, at: past }).map(({ outcome: how, ...on }) => (memory: Memory) => {
    const seen = { subject: strategySubject('minimal'), outcome: how, on: { path: '', ...on } };
    return remember(memory, [seen]);
  }),
  fc.record({ answer, at: past, all: fc.boolean() }).map(
    ({ answer: given, at, all }) =>
      (memory: Memory) =>
        forget(memory, all ? ALL : decisionOf({ pieces, answer: given }).id, at),
  ),
  fc.record({ ref: fc.constantFrom('refs/heads/main', '__proto__'), source, at: past }).map((seen) => {
    const watched = new Map([[seen.ref, { commit: seen.source, at: seen.at }]]);
    return (memory: Memory) => mergeMemories(memory, { ...EMPTY_MEMORY, watched });
  }),
);
const memories = fc
  .array(step, { maxLength: 6 })
  .map((steps) => steps.reduce((memory, change) => change(memory), EMPTY_MEMORY));

test('two memories are merged to the same in either order', () => {
  fc.assert(
    fc.property(memories, memories, (a, b) => {
      expect(mergeMemories(a, b)).toEqual(mergeMemories(b, a));
    }),
  );
});

test('what was merged already changes nothing', () => {
  fc.assert(
    fc.property(memories, memories, (a, b) => {
      const both = mergeMemories(a, b);
      expect(mergeMemories(both, b)).toEqual(both);
      expect(mergeMemories(a, a)).toEqual(a);
    }),
  );
});

test('three memories are merged to the same whichever meet first', () => {
  fc.assert(
    fc.property(memories, memories, memories, (a, b, c) => {
      expect(mergeMemories(mergeMemories(a, b), c)).toEqual(mergeMemories(a, mergeMemories(b, c)));
    }),
  );
});

test('what is written is read again, and has one spelling', () => {
  fc.assert(
    fc.property(memories, (memory) => {
      const written = encodeMemory(memory);
      const reading = decodeMemory(written, NOW);
      expect(reading).toEqual({ kind: 'read', memory });
      expect(reading.kind === 'read' && encodeMemory(reading.memory)).toBe(written);
    }),
  );
});

describe('what was forgotten', () => {
  const known = afterwards({ pieces, answer: 'a;\nb;', outcomes: ['passed'] });
  const { id } = decisionOf({ pieces, answer: 'a;\nb;' });

  test('does not come back from a copy that still knows', () => {
    expect(mergeMemories(forget(known, id, NOW), known).decisions.size).toBe(0);
    expect(mergeMemories(known, forget(EMPTY_MEMORY, ALL, NOW)).events.size).toBe(0);
  });

  test('can be learned anew', () => {
    const on = { source: commit(99), path: 'a.ts', at: NOW + 1 };
    const anew = remember(
      forget(known, id, NOW),
      [{ subject: `decision/${id}`, outcome: 'decided', on }],
      [...known.decisions.values()],
    );
    expect(anew.decisions.size).toBe(1);
    expect(anew.events.size).toBe(1);
  });
});

test('what nobody has seen for half a year is gone', () => {
  const known = afterwards({ pieces, answer: 'a;\nb;' });
  expect(expire(known, NOW).decisions.size).toBe(1);
  expect(expire(known, NOW + EXPIRES_AFTER).decisions.size).toBe(0);
});

test('a memory stays within bounds, and keeps the newest', () => {
  const seen = Array.from({ length: 1_500 }, (_, i) => ({
    subject: strategySubject('minimal'),
    outcome: 'landed' as const,
    on: { source: commit(i), path: '', at: i },
  }));
  const { events } = remember(EMPTY_MEMORY, seen);
  expect(events.size).toBe(1_000);
  expect(Math.min(...[...events.values()].map(({ at }) => at))).toBe(500);
});

test('what is written down is never too large to be read, whatever letters it is in', () => {
  const wide = '字'.repeat(1_000);
  const known = Array.from({ length: 1_500 }, (_, i) => i).reduce(
    (all, i) => {
      const { decisions, events, offers } = all;
      const [decision] = decisionsIn(
        'a.ts',
        conflictOf('', `${wide}${i}`, `b${i}`),
        finishedWith(`${wide}${i}`),
      );
      decisions.set(decision!.id, decision!);
      const event = {
        subject: `decision/${decision!.id}`,
        outcome: 'passed',
        source: commit(i),
        path: wide,
        at: i,
      };
      events.set(shortDigest(i), { id: shortDigest(i), ...event } as MemoryEvent);
      const file = {
        path: wide,
        kind: '',
        method: 'lines',
        decisions: [],
        before: null,
        offered: null,
      } as const;
      const files = Array.from({ length: 90 }, () => ({ ...file, base: null, ours: null, theirs: null }));
      const offer = {
        commit: commit(i),
        at: i,
        target: wide,
        base: commit(i),
        strategy: null,
        files,
        contested: [],
      };
      if (i < 200) offers.set(String(i), offer);
      return all;
    },
    {
      decisions: new Map<string, Decision>(),
      events: new Map<string, MemoryEvent>(),
      offers: new Map<string, Offer>(),
    },
  );
  const memory = mergeMemories(EMPTY_MEMORY, { ...EMPTY_MEMORY, ...known });
  const written = encodeMemory(memory);
  expect(Buffer.byteLength(written)).toBeLessThan(4_000_000);
  expect(memory.decisions.size).toBeGreaterThan(100);
  expect(memory.offers.size).toBeGreaterThan(0);
  expect(decodeMemory(written, NOW).kind).toBe('read');
});
