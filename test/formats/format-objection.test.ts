import { formatObjection } from '@sluice/formats';

const keys = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('a merged text cannot be right', () => {
  test.each([
    ['a.yml', keys('a: 1', 'b: 1'), keys('new: 1', 'a: 1', 'b: 1'), keys('a: 1', 'b: 1', 'new: 2')],
    ['a.properties', keys('a=1', 'b=1'), keys('new=1', 'a=1', 'b=1'), keys('a=1', 'b=1', 'new=2')],
    ['.env', keys('a=1', 'b=1'), keys('new=1', 'a=1', 'b=1'), keys('a=1', 'b=1', 'new=2')],
    ['a.toml', keys('a = 1', 'b = 1'), keys('new = 1', 'a = 1', 'b = 1'), keys('a = 1', 'b = 1', 'new = 2')],
    ['a.json', '{"a":1}', '{"new":1,"a":1}', '{"a":1,"new":2}'],
  ])('when both sides added one key in different places: %s', (path, base, ours, theirs) => {
    const merged = path.endsWith('json') ? '{"new":1,"a":1,"new":2}' : `${ours}${theirs.slice(base.length)}`;
    expect(formatObjection({ path, base, ours, theirs }, merged)).toBe('would have a key twice: new');
  });

  test('when it is not well-formed though its versions are; a key is told with those that it stands under', () => {
    const sides = { path: 'a.json', base: '{"a":{}}', ours: '{"a":{"b":1}}', theirs: '{"a":{"b":2}}' };
    expect(formatObjection(sides, '{"a":{"b":1,"b":2}}')).toBe('would have a key twice: a.b');
    expect(formatObjection({ ...sides, theirs: '{"a":{"c":2}}' }, '{"a":{"b":1 "c":2}}')).toBe(
      'the merged text is no well-formed JSON',
    );
  });
});

describe('nothing speaks against', () => {
  test.each([
    ['a text that can be read', 'a.json', '{}', '{}'],
    ['a key of JSON twice that says the same', 'a.json', '{"b":1}', '{"a":1,"b":1,"a":1}'],
    ['what a version had wrong already', 'a.json', '{"a":1,"a":2}', '{"a":1,"a":2,"b":3}'],
    ['a format that is not known', 'a.c', 'int', '}'],
  ])('%s', (_, path, side, merged) => {
    expect(formatObjection({ path, base: side, ours: side, theirs: side }, merged)).toBeNull();
  });

  test('a file that is new on both sides and can be read', () => {
    expect(formatObjection({ path: 'a.json', base: null, ours: '{}', theirs: '{}' }, '{"a":1}')).toBeNull();
  });
});
