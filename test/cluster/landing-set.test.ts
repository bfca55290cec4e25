import fc from 'fast-check';
import { ConflictRows } from '../../packages/cluster/src/conflict-rows.ts';
import { landingSet } from '../../packages/cluster/src/landing-set.ts';

interface Graph {
  readonly size: number;
  readonly conflicts: readonly (readonly [number, number])[];
  readonly weights: readonly number[];
}

/** Graphs in which each pair conflicts with a probability of `density` percent. */
function graphs(size: { min: number; max: number }): fc.Arbitrary<Graph> {
  return fc
    .record({ n: fc.integer(size), density: fc.integer({ min: 0, max: 100 }) })
    .chain(({ n, density }) => {
      const pairs = everyPair(n);
      return fc.record({
        size: fc.constant(n),
        conflicts: fc
          .array(fc.nat(99), { minLength: pairs.length, maxLength: pairs.length })
          .map((dice) => pairs.filter((_, i) => dice[i]! < density)),
        weights: fc.array(fc.nat(50), { minLength: n, maxLength: n }),
      });
    });
}

function everyPair(n: number): [number, number][] {
  return Array.from({ length: n }, (_, a) => a).flatMap((a) =>
    Array.from({ length: n - a - 1 }, (_, i): [number, number] => [a, a + i + 1]),
  );
}

function rowsOf({ size, conflicts }: Graph): ConflictRows {
  const rows = new ConflictRows(size);
  for (const [a, b] of conflicts) rows.set(a, b, true);
  return rows;
}

function chosenFrom(graph: Graph, members = Array.from({ length: graph.size }, (_, i) => i)): number[] {
  return landingSet(members, rowsOf(graph), (i) => graph.weights[i]!);
}

function unweighted(size: number, conflicts: readonly (readonly [number, number])[]): Graph {
  return { size, conflicts, weights: Array.from({ length: size }, () => 1) };
}

const weightOf = (graph: Graph, set: readonly number[]): number =>
  set.reduce((sum, i) => sum + graph.weights[i]!, 0);

/** Count and weight of the best set, by trying all. */
function best(graph: Graph): { count: number; weight: number } {
  const rows = Array.from({ length: graph.size }, () => 0);
  for (const [a, b] of graph.conflicts) {
    rows[a]! |= 1 << b;
    rows[b]! |= 1 << a;
  }
  const search = (
    at: number,
    banned: number,
    count: number,
    weight: number,
  ): { count: number; weight: number } => {
    if (at === graph.size) return { count, weight };
    const without = search(at + 1, banned, count, weight);
    if ((banned >> at) & 1) return without;
    const within = search(at + 1, banned | rows[at]!, count + 1, weight + graph.weights[at]!);
    const better = within.count - without.count || within.weight - without.weight;
    return better > 0 ? within : without;
  };
  return search(0, 0, 0, 0);
}

function expectIndependentAndMaximal(graph: Graph, chosen: readonly number[]): void {
  const set = new Set(chosen);
  expect(set.size).toBe(chosen.length);
  expect(graph.conflicts.filter(([a, b]) => set.has(a) && set.has(b))).toEqual([]);
  const blocked = new Set(
    graph.conflicts.flatMap(([a, b]) => [...(set.has(a) ? [b] : []), ...(set.has(b) ? [a] : [])]),
  );
  expect(graph.weights.flatMap((_, i) => (set.has(i) || blocked.has(i) ? [] : [i]))).toEqual([]);
}

describe('the landing set of few branches', () => {
  test('has the most members, and of such sets the greatest weight', () => {
    fc.assert(
      fc.property(graphs({ min: 1, max: 16 }), (graph) => {
        const chosen = chosenFrom(graph);
        expectIndependentAndMaximal(graph, chosen);
        expect({ count: chosen.length, weight: weightOf(graph, chosen) }).toEqual(best(graph));
      }),
      { numRuns: 300 },
    );
  });

  test('is chosen among the members alone, whatever others conflict with', () => {
    fc.assert(
      fc.property(graphs({ min: 2, max: 12 }), fc.nat(4095), (graph, bits) => {
        const members = graph.weights.flatMap((_, i) => ((bits >> i) & 1 ? [i] : []));
        const place = new Map(members.map((member, i) => [member, i]));
        const alone: Graph = {
          size: members.length,
          conflicts: graph.conflicts
            .filter(([a, b]) => place.has(a) && place.has(b))
            .map(([a, b]) => [place.get(a)!, place.get(b)!]),
          weights: members.map((member) => graph.weights[member]!),
        };
        const chosen = chosenFrom(graph, members);
        expect(chosen.filter((i) => !place.has(i))).toEqual([]);
        expect({ count: chosen.length, weight: weightOf(graph, chosen) }).toEqual(best(alone));
      }),
    );
  });
});

describe('the landing set of many branches', () => {
  test('is independent, and nothing could be added to it', () => {
    fc.assert(
      fc.property(graphs({ min: 41, max: 110 }), (graph) =>
        expectIndependentAndMaximal(graph, chosenFrom(graph)),
      ),
      { numRuns: 40 },
    );
  });

  test('has the most members where conflicts come in small groups', () => {
    const group = graphs({ min: 1, max: 8 });
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 14 }), (groups) => {
        const starts = groups.map((_, g) => groups.slice(0, g).reduce((sum, { size }) => sum + size, 0));
        const joined: Graph = {
          size: groups.reduce((sum, { size }) => sum + size, 0),
          conflicts: groups.flatMap(({ conflicts }, g) =>
            conflicts.map(([a, b]): [number, number] => [a + starts[g]!, b + starts[g]!]),
          ),
          weights: groups.flatMap(({ weights }) => weights),
        };
        expect(chosenFrom(joined)).toHaveLength(groups.reduce((sum, one) => sum + best(one).count, 0));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the landing set of', () => {
  test.each([1, 2, 40, 41, 300])('a clique of %i is its heaviest member', (size) => {
    const weights = Array.from({ length: size }, (_, i) => (i === size >> 1 ? 7 : 3));
    expect(chosenFrom({ size, conflicts: everyPair(size), weights })).toEqual([size >> 1]);
  });

  test.each([3, 40, 200])('a star of %i is its rays, however heavy the centre', (size) => {
    const conflicts = Array.from({ length: size - 1 }, (_, i): [number, number] => [0, i + 1]);
    const weights = Array.from({ length: size }, (_, i) => (i === 0 ? 1000 : 1));
    expect(chosenFrom({ size, conflicts, weights })).toHaveLength(size - 1);
  });

  test.each([2, 3, 39, 40, 41, 120, 121])('a path of %i is every other member', (size) => {
    const conflicts = Array.from({ length: size - 1 }, (_, i): [number, number] => [i, i + 1]);
    expect(chosenFrom(unweighted(size, conflicts))).toHaveLength(Math.ceil(size / 2));
  });

  test.each([4, 5, 39, 40])('a ring of %i is half of it', (size) => {
    const conflicts = Array.from({ length: size }, (_, i): [number, number] => [i, (i + 1) % size]);
    expect(chosenFrom(unweighted(size, conflicts))).toHaveLength(Math.floor(size / 2));
  });

  test('two sides that conflict throughout is the larger side', () => {
    const conflicts = everyPair(37).filter(([a, b]) => a < 18 !== b < 18);
    expect(chosenFrom(unweighted(37, conflicts))).toEqual(Array.from({ length: 19 }, (_, i) => i + 18));
  });

  test('nobody is empty', () => {
    expect(chosenFrom(unweighted(0, []))).toEqual([]);
  });
});
