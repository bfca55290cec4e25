import fc from 'fast-check';
import { joinRanges, mergePackageJson } from '@sluice/formats';

type Entries = Record<string, string>;

interface Manifest {
  readonly name?: string;
  readonly scripts?: Entries;
  readonly dependencies?: Entries;
  readonly devDependencies?: Entries;
  readonly files?: string[];
  readonly engines?: { node: string; npm?: string };
  readonly private?: boolean;
}

const RANGES = ['^1.0.0', '^1.2.0', '1.3.0', '^2.0.0', '~1.2.3', '*', 'latest', 'file:../it'];
const entries = (names: string[], values: string[]): fc.Arbitrary<Entries> =>
  fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...values), { maxKeys: 4 });

const manifest: fc.Arbitrary<Manifest> = fc.record(
  {
    name: fc.constantFrom('it', 'that'),
    scripts: entries(['build', 'test', 'a.b', '__proto__x', 'lint'], ['tsc', 'jest', 'echo "x"']),
    dependencies: entries(['left', 'right', '@scope/up', 'down'], RANGES),
    devDependencies: entries(['left', 'tool', 'types'], RANGES),
    files: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
    engines: fc.record(
      { node: fc.constantFrom('>=20', '>=22'), npm: fc.constantFrom('>=9', '>=10') },
      { requiredKeys: ['node'] },
    ),
    private: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** A manifest that differs from another in few of its keys, nested ones too. */
function edited(from: unknown, to: unknown, dice: readonly boolean[], at = { next: 0 }): unknown {
  if (!isPlain(from) || !isPlain(to)) return dice[at.next++ % dice.length] ? to : from;
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(
    keys
      .map((key) => [key, edited(from[key], to[key], dice, at)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const dice = fc.array(
  fc.nat(9).map((n) => n < 2),
  { minLength: 7, maxLength: 23 },
);
const side = fc.record({ to: manifest, dice });
const triple = fc
  .tuple(manifest, side, side)
  .map(
    ([base, ours, theirs]) =>
      [base, edited(base, ours.to, ours.dice), edited(base, theirs.to, theirs.dice)] as const,
  );
const print = (value: unknown, indent: string | number = 2): string =>
  `${JSON.stringify(value, null, indent)}\n`;

/** Every leaf with the keys on the way to it; a list is a leaf. */
function leaves(value: unknown, at: readonly string[] = []): Map<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[JSON.stringify(at), value]]);
  return new Map(Object.entries(value).flatMap(([key, below]) => [...leaves(below, [...at, key])]));
}

function merged(base: unknown, ours: unknown, theirs: unknown): Record<string, unknown> | null {
  const answer = mergePackageJson(print(base), print(ours), print(theirs));
  return answer.kind === 'merged' ? (JSON.parse(answer.text) as Record<string, unknown>) : null;
}

describe('a merge of package.json', () => {
  test('has everything that one side set and the other did not touch', () => {
    let merges = 0;
    fc.assert(
      fc.property(triple, ([base, ours, theirs]) => {
        const result = merged(base, ours, theirs);
        if (!result) return;
        merges += 1;
        const [b, o, t, r] = [base, ours, theirs, result].map((one) => leaves(one)) as [
          Map<string, unknown>,
          Map<string, unknown>,
          Map<string, unknown>,
          Map<string, unknown>,
        ];
        for (const [mine, other] of [
          [o, t],
          [t, o],
        ] as const) {
          for (const [key, value] of mine) {
            const untouched = JSON.stringify(other.get(key)) === JSON.stringify(b.get(key));
            const changed = JSON.stringify(value) !== JSON.stringify(b.get(key));
            if (untouched && changed) expect([key, r.get(key)]).toEqual([key, value]);
          }
        }
        // And it has nothing that no side had.
        for (const [key, value] of r) {
          const sources = [b, o, t].map((leavesOf) => JSON.stringify(leavesOf.get(key)));
          if (!Array.isArray(value)) expect(sources).toContain(JSON.stringify(value));
        }
      }),
      { numRuns: 1500 },
    );
    expect(merges).toBeGreaterThan(500);
  });

  test('means the same whichever side comes first', () => {
    const asText = (leaf: unknown): string =>
      Array.isArray(leaf) ? (leaf as string[]).map(String).toSorted().join() : JSON.stringify(leaf);
    const sorted = (value: unknown): string[] =>
      [...leaves(value)].map(([key, leaf]) => `${key} ${asText(leaf)}`).toSorted();
    fc.assert(
      fc.property(triple, ([base, ours, theirs]) => {
        const one = merged(base, ours, theirs);
        const other = merged(base, theirs, ours);
        expect(one === null).toBe(other === null);
        if (one && other) expect(sorted(one)).toEqual(sorted(other));
      }),
      { numRuns: 1000 },
    );
  });

  test('is the one side where the other changed nothing, to the byte', () => {
    fc.assert(
      fc.property(manifest, manifest, fc.constantFrom(2, 4, '\t'), (base, changed, indent) => {
        const text = print(changed, indent);
        expect(mergePackageJson(print(base), text, print(base))).toEqual({ kind: 'merged', text });
        const other = mergePackageJson(print(base), print(base, indent), text);
        expect(other.kind === 'merged' && JSON.parse(other.text)).toEqual(changed);
      }),
    );
  });

  test('leaves every line alone that it has no reason to touch', () => {
    const base =
      '{\r\n    "name" : "it",\r\n\r\n    "files": [ "a",   "b" ],\r\n    "dependencies": {\r\n        "left": "1.0.0"\r\n    }\r\n}';
    const ours = base.replace('"left": "1.0.0"', '"left": "1.0.0",\r\n        "zebra": "1.0.0"');
    const theirs = base.replace('"left": "1.0.0"', '"left": "1.0.0",\r\n        "middle": "2.0.0"');
    const answer = mergePackageJson(base, ours, theirs);
    expect(answer).toEqual({
      kind: 'merged',
      text: base.replace(
        '"left": "1.0.0"',
        '"left": "1.0.0",\r\n        "middle": "2.0.0",\r\n        "zebra": "1.0.0"',
      ),
    });
  });

  test('keeps untouched lines byte for byte, whatever is merged into them', () => {
    fc.assert(
      fc.property(triple, fc.constantFrom(2, 4, '\t'), ([base, ours, theirs], indent) => {
        const text = print(ours, indent);
        const answer = mergePackageJson(print(base), text, print(theirs));
        if (answer.kind !== 'merged') return;
        const [before, after] = [leaves(ours), leaves(JSON.parse(answer.text))];
        // A line of its own for each leaf that is no list; the comma after it belongs to its neighbour.
        const lines = new Set(answer.text.split('\n').map((line) => line.replace(/,$/, '')));
        for (const line of text.split('\n').map((each) => each.replace(/,$/, ''))) {
          const [, key] = /^\s+("(?:[^"\\]|\\.)*"): [^[{]*$/.exec(line) ?? [];
          if (key === undefined) continue;
          const stays = [...before]
            .filter(([at]) => at.endsWith(`${key}]`))
            .every(([at, value]) => after.get(at) === value);
          if (stays) expect(lines).toContain(line);
        }
      }),
      { numRuns: 300 },
    );
  });

  const base = { name: 'it', files: ['a'], dependencies: {} };
  test.each([
    [
      'two versions that exclude each other',
      { dependencies: { a: '1.0.0' } },
      { dependencies: { a: '2.0.0' } },
      'dependencies.a',
    ],
    ['two names', { name: 'x' }, { name: 'y' }, 'name'],
    ['a removal against a change', { name: undefined }, { name: 'y' }, 'name'],
    ['a list from which one takes something out', { files: [] }, { files: ['a', 'b'] }, 'files'],
  ])('is a conflict that names the key for %s', (_, ours, theirs, key) => {
    const expected = { kind: 'conflict', keys: [key] };
    expect(mergePackageJson(print(base), print({ ...base, ...ours }), print({ ...base, ...theirs }))).toEqual(
      expected,
    );
    expect(mergePackageJson(print(base), print({ ...base, ...theirs }), print({ ...base, ...ours }))).toEqual(
      expected,
    );
  });

  test.each([
    ['a comment', '{ // note\n}'],
    ['a key that is there twice', '{"a": 1, "a": 2}'],
    ['conflict markers', '<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('is a conflict where a side is not one plain JSON object: %s', (_, text) => {
    const places: [string, string, string][] = [
      [text, '{}', '{}'],
      ['{}', text, '{}'],
      ['{}', '{}', text],
    ];
    for (const sides of places) expect(mergePackageJson(...sides).kind).toBe('conflict');
  });

  test('does not confuse a key with what every object has', () => {
    const answer = mergePackageJson('{}', '{"constructor": "a"}', '{"toString": "b"}');
    expect(answer.kind === 'merged' && JSON.parse(answer.text)).toEqual({ constructor: 'a', toString: 'b' });
  });
});

describe('two version ranges joined', () => {
  test.each([
    ['^1.0.0', '^1.2.0', '^1.2.0'],
    ['^1.2.0', '1.3.0', '1.3.0'],
    ['*', '~1.2.3', '~1.2.3'],
    ['>=1.0.0', '<3.0.0', '>=1.0.0'],
    ['^1.0.0', '^2.0.0', null],
    ['1.0.0', '1.0.1', null],
    ['latest', '^1.0.0', null],
    ['latest', 'latest', 'latest'],
    ['file:../a', 'file:../b', null],
  ])('%s and %s are %s', (a, b, joined) => {
    expect(joinRanges(a, b)).toBe(joined);
    expect(joinRanges(b, a)).toBe(joined);
  });
});
