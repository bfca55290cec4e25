import { symbolFindings, symbolSpots, type Contender, type SymbolSpot } from '@sluice/cluster';
import { asOid, type BranchSymbols, type CallShape, type Parameter } from '@sluice/model';
import fc from 'fast-check';

const NOTHING: BranchSymbols = { removed: [], signatures: [], added: [], used: [], claimed: [] };

const at = (symbol: string, path = 'a.ts', line = 1) => ({ symbol, path, line });
const call = (positional: number, ...named: string[]): CallShape => ({ positional, named });
const parameter = (name: string, optional = false): Parameter => ({ name, optional, variadic: false });
const uses = (symbol: string, shape: CallShape | null = call(1), resolved = true): BranchSymbols => ({
  ...NOTHING,
  used: [{ ...at(symbol, 'b.ts', 7), call: shape, resolved }],
});
const removes = (symbol: string): BranchSymbols => ({ ...NOTHING, removed: [at(symbol)] });
const changes = (symbol: string, before: Parameter[], after: Parameter[], strict = true): BranchSymbols => ({
  ...NOTHING,
  signatures: [{ ...at(symbol), before, after, strict }],
});

const roles = (spots: readonly SymbolSpot[]) =>
  spots.map(({ deed, symbol, definers, users, suspect }) => ({
    deed,
    symbol,
    definers: definers.map(({ by }) => by),
    users: users.map(({ by }) => by),
    suspect,
  }));

function contender(name: string, contains: readonly string[] = []): Contender {
  return {
    name,
    commit: asOid('0'.repeat(40)),
    changes: [],
    dependencies: [],
    roots: [],
    contains: new Set(contains),
    landable: true,
    riskCount: 0,
    committedAt: 0,
  };
}

describe('a definition that one branch takes away', () => {
  test('is suspect where another one newly uses it', () => {
    expect(roles(symbolSpots([removes('m#parse'), uses('m#parse')]))).toEqual([
      { deed: 'removed', symbol: 'm#parse', definers: [0], users: [1], suspect: true },
    ]);
  });

  test('is only told where nothing but the name says what is meant', () => {
    expect(roles(symbolSpots([removes('m#Server.close'), uses('.close', call(0), false)]))).toEqual([
      { deed: 'removed', symbol: 'm#Server.close', definers: [0], users: [1], suspect: false },
    ]);
  });

  test('is told where the name of its owner is said, and not where that is another one', () => {
    const branches = [
      removes('m#Server.close'),
      uses('.Server.close', call(0), false),
      uses('.File.close', call(0), false),
    ];
    expect(roles(symbolSpots(branches))).toMatchObject([{ definers: [0], users: [1], suspect: false }]);
  });

  test('is not looked for by its name where it is a copy of others', () => {
    expect(symbolSpots([removes('go:vendor/x#Server.close'), uses('.close', call(0), false)])).toEqual([]);
  });

  test('is nothing to a branch that takes it away too, or to the one itself', () => {
    const both = { ...removes('m#parse'), used: uses('m#parse').used };
    expect(symbolSpots([both, removes('m#parse')])).toEqual([]);
  });
});

describe('a definition with other parameters', () => {
  const one = [parameter('text')];
  const two = [parameter('text'), parameter('path')];

  test('is suspect where a new call fits the old ones only', () => {
    expect(roles(symbolSpots([changes('m#parse', one, two), uses('m#parse', call(1))]))).toMatchObject([
      { deed: 'signature', suspect: true },
    ]);
  });

  test.each(
    Object.entries({
      'fits both': [changes('m#parse', one, [...one, parameter('path', true)]), call(1)],
      'fits the new ones': [changes('m#parse', one, two), call(2)],
      'cannot be counted': [changes('m#parse', one, two), null],
      'is of a language that lets arguments be missing': [changes('m#parse', one, two, false), call(1)],
    } as const),
  )('breaks nothing where the call %s', (_, [changed, shape]) => {
    const spots = symbolSpots([changed, uses('m#parse', shape)]);
    expect(spots.filter(({ suspect }) => suspect)).toEqual([]);
  });
});

describe('what symbols say about branches', () => {
  const adds = { ...NOTHING, added: [at('m#parse')] };

  test('puts the branch that defines before those that use', () => {
    const contenders = ['a', 'b', 'c'].map((name) => contender(name));
    const { precedence, hints, ties } = symbolFindings(
      symbolSpots([uses('m#parse'), adds, uses('m#parse')]),
      [],
      contenders,
    );
    expect(precedence).toEqual([{ definers: [1], users: [0, 2] }]);
    expect(hints).toEqual([
      {
        kind: 'definition',
        symbol: 'm#parse',
        path: 'a.ts',
        definers: ['b'],
        users: ['a', 'c'],
        detail: 'parse: added at a.ts:1, used at b.ts:7 and 1 more',
      },
    ]);
    expect(ties).toEqual([]);
  });

  test('is nothing to a branch that is stacked on the other', () => {
    const contenders = [contender('a'), contender('b', ['a'])];
    expect(symbolFindings(symbolSpots([adds, uses('m#parse')]), [], contenders).hints).toEqual([]);
  });

  test('ties only those whose merge was seen to be broken', () => {
    const contenders = ['a', 'b', 'c'].map((name) => contender(name));
    const spots = symbolSpots([removes('m#parse'), uses('m#parse'), uses('m#parse')]);
    const { ties, hints } = symbolFindings(
      spots,
      [{ spot: spots[0]!, definer: 0, other: 2, broken: true }],
      contenders,
    );
    expect(ties).toMatchObject([
      {
        kind: 'definition',
        path: 'a.ts',
        classes: [[0], [2]],
        detail: 'parse: removed at a.ts:1, newly used at b.ts:7',
      },
    ]);
    expect(hints).toMatchObject([{ definers: ['a'], users: ['b'] }]);
  });
});

const symbol = fc.constantFrom('m#a', 'm#b', 'm#C.d', 'n#a');
const site = fc.record({
  symbol,
  path: fc.constantFrom('a.ts', 'b.ts'),
  line: fc.integer({ min: 1, max: 9 }),
});
const parameters = fc.array(
  fc.record({ name: fc.constantFrom('x', 'y', 'z'), optional: fc.boolean(), variadic: fc.boolean() }),
  { maxLength: 3 },
);
const branch: fc.Arbitrary<BranchSymbols> = fc.record({
  removed: fc.array(site, { maxLength: 3 }),
  added: fc.array(site, { maxLength: 3 }),
  signatures: fc.array(
    fc.tuple(site, parameters, parameters).map(([where, before, after]) => ({
      ...where,
      before,
      after,
      strict: true,
    })),
    { maxLength: 2 },
  ),
  used: fc.array(
    fc.tuple(site, fc.nat(3), fc.boolean()).map(([where, positional, resolved]) => ({
      ...where,
      call: call(positional),
      resolved,
    })),
    { maxLength: 4 },
  ),
  claimed: fc.array(
    fc
      .tuple(site, fc.constantFrom('declaration' as const, 'route' as const))
      .map(([where, kind]) => ({ ...where, kind })),
    { maxLength: 3 },
  ),
});
const branches = fc.array(branch, { minLength: 2, maxLength: 8 });

describe('whatever the branches do', () => {
  const names = (spots: readonly SymbolSpot[], index: readonly number[]) =>
    spots
      .map(({ kind, deed, symbol: of, definers, users, suspect }) =>
        [
          kind,
          deed,
          of,
          suspect,
          definers.map(({ by }) => index[by]!).sort((a, b) => a - b),
          users.map(({ by }) => index[by]!).sort((a, b) => a - b),
        ].join(),
      )
      .sort();

  test('their order does not matter', () => {
    fc.assert(
      fc.property(branches, fc.infiniteStream(fc.nat()), (all, keys) => {
        const order = all
          .map((_, i) => ({ i, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key);
        const shuffled = order.map(({ i }) => all[i]!);
        const own = all.map((_, i) => i);
        const there = order.map(({ i }) => i);
        expect(names(symbolSpots(shuffled), there)).toEqual(names(symbolSpots(all), own));
      }),
    );
  });

  test('both sides of a spot name its symbol, and nobody is on both', () => {
    fc.assert(
      fc.property(branches, (all) => {
        for (const { symbol: of, deed, kind, definers, users } of symbolSpots(all)) {
          expect(definers.length + users.length).toBeGreaterThan(1);
          expect(new Set([...definers, ...users].map(({ by }) => by)).size).toBe(
            definers.length + users.length,
          );
          for (const { by } of definers) {
            const { removed, added, signatures, claimed } = all[by]!;
            const deeds = {
              removed,
              added,
              signature: signatures,
              twice: claimed.filter((one) => one.kind === kind),
            };
            expect(deeds[deed].map((one) => one.symbol)).toContain(of);
          }
          for (const { by } of users) expect(all[by]!.used.map((one) => one.symbol)).toContain(of);
        }
      }),
    );
  });

  test('a spot costs its members and not their pairs', () => {
    const callers = Array.from({ length: 1000 }, () => uses('m#parse'));
    const removers = Array.from({ length: 1000 }, () => removes('m#parse'));
    const spots = symbolSpots([...callers, ...removers]);
    expect(roles(spots).map(({ definers, users }) => [definers.length, users.length])).toEqual([
      [1000, 1000],
    ]);
  });
});
