import { keysIn } from '@sluice/formats';
import fc from 'fast-check';

const shown = (path: string, text: string): string[] | null =>
  keysIn(path, text)?.map(({ scope, name, line }) => `${line} ${scope} ${name}`) ?? null;

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;

describe('the keys of a file', () => {
  test('are those of its mappings, in lists too', () => {
    expect(
      shown(
        'a.json',
        lines(
          '{',
          '  // a comment',
          '  "name": "x",',
          '  "jobs": [{ "id": 1 }, { "id": 2 }],',
          '  "a": { "b": {} }',
          '}',
        ),
      ),
    ).toEqual(['3  name', '4  jobs', '4 jobs[0] id', '4 jobs[1] id', '5  a', '5 a b']);
    expect(
      shown(
        'a.yml',
        lines('name: x', 'jobs:', '  test: {os: linux}', '  steps:', '    - run: a', '      if: b'),
      ),
    ).toEqual([
      '1  name',
      '2  jobs',
      '3 jobs test',
      '3 jobs.test os',
      '4 jobs steps',
      '5 jobs.steps[0] run',
      '6 jobs.steps[0] if',
    ]);
    expect(
      shown(
        'a.toml',
        lines(
          'a = 1',
          'b.c = 2',
          '[tool.x]',
          'd = {e = 1}',
          '[[bin]]',
          'name = "p"',
          '[[bin]]',
          'name = "q"',
        ),
      ),
    ).toEqual(['1  a', '2 b c', '3 tool x', '4 tool.x d', '4 tool.x.d e', '6 bin[0] name', '8 bin[1] name']);
  });

  test('are told apart in each document of YAML', () => {
    expect(shown('a.yaml', lines('kind: a', '---', 'kind: b'))).toEqual(['1 [0] kind', '3 [1] kind']);
  });

  test.each([
    ['a.json', lines('{', '  "a": 1,', '  "b": 2,', '  "a": 3', '}'), ['2  a', '3  b', '4  a']],
    ['a.yaml', lines('a: 1', 'b: 2', 'a: 1'), ['1  a', '2  b', '3  a']],
    ['a.toml', lines('a = 1', 'b = 2', 'a = 3'), ['1  a', '2  b', '3  a']],
    ['a.toml', lines('[x]', 'a = 1', '["x"]', 'b = 1'), ['1  x', '2 x a', '3  x']],
    [
      'a.toml',
      lines('"a b" = 1', '"a b" = 2', '[x]', 'y = 1', 'y = 2'),
      ['1  a b', '2  a b', '3  x', '4 x y', '5 x y'],
    ],
  ])('that are there twice are listed twice (%s, %j)', (path, text, expected) => {
    expect(shown(path, text)).toEqual(expected);
  });

  test('are one in JSON where both say the same, since the last one counts', () => {
    expect(shown('a.json', lines('{', '  "a": 1,', '  "b": 2,', '  "a": 1', '}'))).toEqual(['2  a', '3  b']);
  });

  test.each([
    ['a.json', '{ "a": '],
    ['a.yaml', 'a: [1\nb: 2\n'],
    ['a.toml', 'a = \n'],
    ['package-lock.json', '{ "a": 1 }'],
    ['a.txt', 'a: 1'],
  ])('are unknown in %s that says %j', (path, text) => {
    expect(keysIn(path, text)).toBeNull();
  });

  test('are not what would show as something else', () => {
    expect(shown('a.json', JSON.stringify({ 'a\nb': 1, 'c\u202Ed': 1, ok: 1 }))).toEqual(['1  ok']);
  });
});

describe('hostile files', () => {
  test.each([
    ['a.json', '['.repeat(200_000)],
    ['a.json', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ['a.yaml', '- '.repeat(5000)],
    ['a.json', `{${Array.from({ length: 30_000 }, (_, i) => `"k${i}":1`).join()}}`],
  ])('are given up on in little time (%s)', (path, text) => {
    const start = performance.now();
    expect(keysIn(path, text)).toBeNull();
    expect(performance.now() - start).toBeLessThan(4000);
  });

  test('are read as far as people look', () => {
    expect(keysIn('a.toml', `a = ${'['.repeat(5000)}${']'.repeat(5000)}`)).toHaveLength(1);
  });

  test('with the same key very often are read or given up on', () => {
    expect(keysIn('a.toml', 'a = 1\n'.repeat(2000))).toBeNull();
    expect(keysIn('a.json', `{${'"a":1,'.repeat(5000)}"b":1}`)).toHaveLength(2);
  });
});

const name = fc.stringMatching(/^[a-z]{1,4}$/);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.dictionary(name, fc.oneof({ depthSize: 'small' }, fc.integer(), tie('tree')), { maxKeys: 4 }),
}));

test('every format finds the keys of one tree', () => {
  const keysOf = (value: unknown, scope: string): string[] =>
    Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => {
      const whole = scope === '' ? key : `${scope}.${key}`;
      return [`${scope} ${key}`, ...(typeof inner === 'object' ? keysOf(inner, whole) : [])];
    });
  const toml = (value: unknown): string =>
    typeof value === 'object'
      ? `{${Object.entries(value as object)
          .map(([key, inner]) => `${key} = ${toml(inner)}`)
          .join(', ')}}`
      : JSON.stringify(value);
  fc.assert(
    fc.property(tree, (value) => {
      const expected = keysOf(value, '');
      const found = (path: string, text: string) =>
        keysIn(path, text)?.map(({ scope, name: key }) => `${scope} ${key}`);
      expect(found('a.json', JSON.stringify(value, null, 2))).toEqual(expected);
      expect(found('a.yaml', JSON.stringify(value))).toEqual(expected);
      const top = Object.entries(value as object).map(([key, inner]) => `${key} = ${toml(inner)}\n`);
      expect(found('a.toml', top.join(''))).toEqual(expected);
    }),
  );
});
