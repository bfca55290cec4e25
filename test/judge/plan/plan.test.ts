import fc from 'fast-check';
import { finished, nextRuns, observe, startPlan } from '@sluice/judge';
import type { RunOutcome } from '@sluice/judge';
import { drive, failsWith } from './drive.ts';
import type { Circumstances, Oracle } from './drive.ts';

const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  slots: fc.integer({ min: 1, max: 8 }),
  finishes: fc.array(fc.nat(7), { minLength: 1, maxLength: 20 }),
  obeysStop: fc.boolean(),
});

/** Hidden sets of one or two branches among `count`. */
const workload = fc.integer({ min: 1, max: 24 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    hidden: fc.array(fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 2 }), { maxLength: 6 }),
  }),
);

function properSubsets(set: readonly number[]): number[][] {
  return Array.from({ length: 2 ** set.length - 1 }, (_, bits) => set.filter((__, i) => (bits >> i) & 1));
}

describe('a batch that is green as a whole', () => {
  test('costs one run, and the base is never looked at', () => {
    const { result, observed } = drive(50, () => 'green', { slots: 4 });
    expect(result.accepted).toHaveLength(50);
    expect(result.base).toBe('unknown');
    expect(observed).toHaveLength(1);
  });

  test('may repair a base that is known to be red', () => {
    expect(drive(3, () => 'green', { slots: 1, base: 'red' }).accepted).toEqual([0, 1, 2]);
  });
});

describe('a plan without branches', () => {
  test('is finished before anything is run', () => {
    const state = startPlan([], { slots: 2 });
    expect(nextRuns(state)).toEqual({ start: [], stop: [] });
    expect(finished(state)).toEqual({ accepted: [], offenders: [], base: 'unknown' });
  });
});

describe('a base that fails by itself', () => {
  test.each([1, 2, 8])('ends the plan without an offender, with %i slots', (slots) => {
    const { result } = drive(9, () => 'red', { slots });
    expect(result).toEqual({ accepted: [], offenders: [], base: 'red' });
  });

  test('is not tested again when that is known', () => {
    const { result, observed } = drive(9, () => 'red', { slots: 2, base: 'red' });
    expect(result.base).toBe('red');
    expect(observed).toHaveLength(1);
  });
});

describe('one bad branch among many, with one slot', () => {
  test('is found within 2 + ceil(log2 N) + 2 runs, wherever it is', () => {
    for (let count = 1; count <= 64; count++) {
      for (let bad = 0; bad < count; bad++) {
        const { accepted, offenders, observed } = drive(count, failsWith([[bad]]), { slots: 1 });
        expect(offenders).toEqual([{ item: bad, failingSet: [bad], kind: 'alone' }]);
        expect(accepted).toHaveLength(count - 1);
        expect(observed.length).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(count)) + 2);
      }
    }
  });
});

describe('two branches that pass alone and fail together', () => {
  test('the later one goes, and both are named', () => {
    const { accepted, offenders } = drive(12, failsWith([[3, 9]]), { slots: 3 });
    expect(offenders).toEqual([{ item: 9, failingSet: [3, 9], kind: 'interaction' }]);
    expect(accepted).toHaveLength(11);
  });

  test('four together are still named exactly', () => {
    const { offenders } = drive(16, failsWith([[1, 4, 9, 14]]), { slots: 1 });
    expect(offenders).toEqual([{ item: 14, failingSet: [1, 4, 9, 14], kind: 'interaction' }]);
  });

  test('of more than four a failing set is named, though not the smallest', () => {
    const hidden = [0, 2, 4, 6, 8, 10];
    const { offenders } = drive(12, failsWith([hidden]), { slots: 1 });
    expect(offenders).toHaveLength(1);
    expect(offenders[0]!.failingSet).toEqual(expect.arrayContaining(hidden));
  });
});

describe('branches that do not merge with others of the batch', () => {
  const unmergeable: Oracle = (set) => (set.includes(2) && set.includes(5) ? 'unmergeable' : 'green');

  test('the later one goes, as unmergeable', () => {
    const { accepted, offenders } = drive(8, unmergeable, { slots: 2 });
    expect(offenders).toEqual([{ item: 5, failingSet: [2, 5], kind: 'unmergeable' }]);
    expect(accepted).toEqual([0, 1, 2, 3, 4, 6, 7]);
  });

  test('a subset that does not merge is not taken for the reason of a red test', () => {
    // 6 needs 3 to merge, and fails with 1.
    const oracle: Oracle = (set) => {
      if (set.includes(6) && !set.includes(3)) return 'unmergeable';
      return set.includes(6) && set.includes(1) ? 'red' : 'green';
    };
    const { offenders } = drive(8, oracle, { slots: 1 });
    expect(offenders).toEqual([{ item: 6, failingSet: [1, 3, 6], kind: 'interaction' }]);
  });
});

describe('laws for failures that are monotone', () => {
  test('what is accepted was observed green, and the rest are offenders that are guilty', () => {
    fc.assert(
      fc.property(workload, circumstances, ({ count, hidden }, around) => {
        const oracle = failsWith(hidden);
        const { accepted, offenders, observed } = drive(count, oracle, around);
        expect(oracle(accepted)).toBe('green');
        expect(observed).toContainEqual([String(accepted), 'green']);
        expect([...accepted, ...offenders.map(({ item }) => item)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, i) => i),
        );
        for (const { item, failingSet, kind } of offenders) {
          expect(failingSet).toContain(item);
          expect(observed).toContainEqual([String(failingSet), 'red']);
          expect(properSubsets(failingSet).map(oracle)).not.toContain('red');
          expect(kind).toBe(failingSet.length === 1 ? 'alone' : 'interaction');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the same branches land whatever the number of slots and the order in which runs end', () => {
    fc.assert(
      fc.property(workload, circumstances, ({ count, hidden }, around) => {
        const alone = drive(count, failsWith(hidden), { slots: 1 });
        const other = drive(count, failsWith(hidden), around);
        expect(other.accepted).toEqual(alone.accepted);
        expect(other.offenders).toEqual(alone.offenders);
      }),
      { numRuns: 300 },
    );
  });
});

describe('laws for answers without any sense', () => {
  const outcomes = fc.constantFrom<RunOutcome>('green', 'red', 'unmergeable');

  test('it ends within a bounded number of runs and accepts only what was observed green', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 }),
        fc.func(outcomes),
        circumstances,
        (count, answer, around) => {
          const oracle: Oracle = (set) => (set.length === 0 ? 'green' : answer(String(set)));
          const { accepted, offenders, observed } = drive(count, oracle, around);
          if (accepted.length > 0) expect(observed).toContainEqual([String(accepted), 'green']);
          expect(accepted.length + offenders.length).toBe(count);
          for (const { failingSet } of offenders) {
            expect(observed.find(([set]) => set === String(failingSet))?.[1]).toMatch(/red|unmergeable/);
          }
          // Per item: the whole, four searches (for it and three partners) and four tries of the core.
          const search = around.slots * (Math.ceil(Math.log2(count)) + 1);
          expect(observed.length).toBeLessThanOrEqual(2 + count * (1 + 4 * search + 4));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a longer prefix that passes overrules a shorter one that fails', () => {
    // 2 is repaired by 3; only 6 stays bad.
    const oracle: Oracle = (set) =>
      set.includes(6) || (set.includes(2) && !set.includes(3)) ? 'red' : 'green';
    const { accepted } = drive(8, oracle, { slots: 7, finishes: [3], obeysStop: false });
    expect(accepted).toEqual([0, 1, 2, 3, 4, 5, 7]);
  });
});

describe('with many slots', () => {
  test('one bad branch among 200 is found in a few rounds', () => {
    let state = startPlan(
      Array.from({ length: 200 }, (_, i) => [`b${i}`]),
      { slots: 16 },
    );
    const oracle = failsWith([[137]]);
    let rounds = 0;
    for (; finished(state) === null; rounds++) {
      for (const { key, items } of nextRuns(state).start) {
        state = observe(state, key, oracle(items.map(([name]) => Number(name!.slice(1)))));
      }
    }
    // The whole; the base with 15 prefixes; 16 prefixes in what is left; the rest without it, and it alone.
    expect(rounds).toBe(4);
  });

  test('runs that have become needless are named, so that they can be ended', () => {
    let state = startPlan([['a'], ['b'], ['c'], ['d']], { slots: 3, base: 'green' });
    const [whole] = nextRuns(state).start;
    expect(whole).toEqual({ key: '0-3', items: [['a'], ['b'], ['c'], ['d']] });
    state = observe(state, '0-3', 'red');
    expect(nextRuns(state).start.map(({ key }) => key)).toEqual(['0', '0-1', '0-2']);
    state = observe(state, '0', 'red');
    const next = nextRuns(state, new Set(['0-1', '0-2', '0-3']));
    expect(next.stop).toEqual(['0-1', '0-2', '0-3']);
    expect(next.start.map(({ items }) => items)).toEqual([[['b'], ['c'], ['d']]]);
  });
});

describe('the slots after a red batch', () => {
  const red = (slots: number, base?: 'green') => {
    const order = Array.from({ length: 12 }, (_, i) => [`b${i}`]);
    const state = startPlan(order, base === undefined ? { slots } : { slots, base });
    return nextRuns(observe(state, '0-11', 'red')).start.map(({ key }) => key);
  };

  test('one: the base first, since nothing can be judged on a red one', () => {
    expect(red(1)).toEqual(['base']);
  });

  test('two: the base beside the half', () => {
    expect(red(2)).toEqual(['base', '0-5']);
  });

  test('two, and the base is known: the thirds', () => {
    expect(red(2, 'green')).toEqual(['0-3', '0-7']);
  });

  test('what is running is not started again', () => {
    const state = observe(startPlan([['a'], ['b'], ['c']], { slots: 3, base: 'green' }), '0-2', 'red');
    expect(nextRuns(state, new Set(['0-1']))).toEqual({ start: [{ key: '0', items: [['a']] }], stop: [] });
  });
});

describe('what an item is', () => {
  test('branches of one item stand or fall together', () => {
    let state = startPlan([['a'], ['b', 'c']], { slots: 1, base: 'green' });
    state = observe(state, '0-1', 'red');
    state = observe(state, '0', 'green');
    state = observe(state, '1', 'red');
    expect(finished(state)).toEqual({
      accepted: [['a']],
      offenders: [{ item: ['b', 'c'], failingSet: [['b', 'c']], kind: 'alone' }],
      base: 'green',
    });
  });
});

describe('wrong use', () => {
  const state = startPlan([['a'], ['b'], ['c']], { slots: 1 });

  test.each(['', '3', '0-3', '1,0', '0,1', '2-1', 'a', 'base,0'])('%j is not the key of a set', (key) => {
    expect(() => observe(state, key, 'green')).toThrow(RangeError);
  });

  test('the first answer for a set counts', () => {
    const once = observe(state, '0-2', 'green');
    expect(observe(once, '0-2', 'red')).toBe(once);
  });

  test.each([0, -1, 1.5])('%d slots are refused', (slots) => {
    expect(() => startPlan([], { slots })).toThrow(RangeError);
  });
});
