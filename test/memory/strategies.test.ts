// Which candidates are made, and which of them comes first.
import fc from 'fast-check';
import type { Candidate } from '@sluice/model';
import {
  EMPTY_MEMORY,
  orderStrategies,
  rankCandidates,
  remember,
  statistics,
  strategySubject,
  type MemoryOutcome,
} from '@sluice/memory';
import { commit, NOW } from './written.ts';

const LADDER = ['by-meaning', 'minimal', 'one-agent-primary'] as const;
type Rung = (typeof LADDER)[number];

const ordered = (heard: Partial<Record<Rung, readonly MemoryOutcome[]>>): readonly Rung[] => {
  const seen = Object.entries(heard).flatMap(([strategy, outcomes]) =>
    outcomes.map((outcome, i) => ({
      subject: strategySubject(strategy as Rung),
      outcome,
      on: { source: commit(i), path: '', at: NOW },
    })),
  );
  const known = statistics(remember(EMPTY_MEMORY, seen));
  return orderStrategies(LADDER, (strategy) => known.get(strategySubject(strategy)));
};
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('the ladder', () => {
  test('is as it is where nothing is known', () => {
    expect(ordered({})).toEqual(LADDER);
  });

  test('has first what people take more often', () => {
    expect(ordered({ 'one-agent-primary': ['landed'] })).toEqual([
      'by-meaning',
      'one-agent-primary',
      'minimal',
    ]);
    expect(ordered({ minimal: ['edited'], 'one-agent-primary': ['edited', 'edited'] })).toEqual(LADDER);
  });

  test('loses what hardly anybody takes, when enough was seen', () => {
    expect(ordered({ minimal: times(9, 'edited') })).toContain('minimal');
    expect(ordered({ minimal: times(20, 'edited') })).toEqual(['by-meaning', 'one-agent-primary']);
  });

  test('never loses what drops nothing', () => {
    const outcome = fc.constantFrom<MemoryOutcome>('landed', 'edited', 'reverted');
    const list = fc.array(outcome, { maxLength: 30 });
    fc.assert(
      fc.property(list, list, list, (a, b, c) => {
        const found = ordered({ 'by-meaning': a, minimal: b, 'one-agent-primary': c });
        expect(found[0]).toBe('by-meaning');
      }),
    );
  });
});

describe('before anything is known of people, a candidate comes first', () => {
  const candidate = (id: string, dropped: readonly string[], branches = 1): Candidate => ({
    id,
    cluster: 'c1',
    strategy: 'minimal',
    tree: commit(1),
    steps: Array.from({ length: branches }, () => ({
      branch: 'b',
      head: commit(2),
      tree: commit(3),
      files: [],
      dropped,
    })),
    complete: dropped.length === 0,
  });
  const paths = ['a.ts', 'b.ts', 'test/a.test.ts'];
  const first = (...given: readonly Candidate[]): string =>
    rankCandidates(given.map((one) => ({ candidate: one, paths })))[0]!.candidate.id;

  test('that drops nothing', () => {
    expect(first(candidate('x', ['a.ts'], 2), candidate('y', []))).toBe('y');
  });
  test('that takes in more branches', () => {
    expect(first(candidate('x', ['a.ts']), candidate('y', ['a.ts', 'b.ts'], 2))).toBe('y');
  });
  test('that keeps the tests', () => {
    expect(first(candidate('x', ['test/a.test.ts']), candidate('y', ['a.ts', 'b.ts']))).toBe('y');
  });
  test('that drops less', () => {
    expect(first(candidate('x', ['a.ts', 'b.ts']), candidate('y', ['a.ts']))).toBe('y');
  });
  test('that changes fewer files', () => {
    const ranked = rankCandidates([
      { candidate: candidate('x', ['a.ts']), paths: [...paths, 'c.ts'] },
      { candidate: candidate('y', ['a.ts']), paths },
    ]);
    expect(ranked[0]!.candidate.id).toBe('y');
  });
  test('as given, where nothing tells them apart', () => {
    expect(first(candidate('x', ['a.ts']), candidate('y', ['b.ts']))).toBe('x');
  });
});
