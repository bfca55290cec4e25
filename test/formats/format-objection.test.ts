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

/** Both sides added `first` at the top and `last` at the bottom of the same lines: where git sees nothing to decide. */
interface Apart {
  readonly path: string;
  readonly before?: string;
  readonly rows: readonly string[];
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly after?: string;
}

function objectionTo({ path, before = '', rows, first, last, after = '' }: Apart): string | null {
  const text = (...parts: (readonly string[])[]): string => before + keys(...parts.flat()) + after;
  const sides = { path, base: text(rows), ours: text(first, rows), theirs: text(rows, last) };
  return formatObjection(sides, text(first, rows, last));
}

describe('an addition of both, in two places, is told', () => {
  const rows = ['a: 1', 'b: 1', 'c: 1'];
  const documents = (name: string): string[] => ['---', 'kind: Map', 'metadata:', `  name: ${name}`];
  const table = (name: string): string[] => ['[[bin]]', `name = "${name}"`];
  test.each<[string, Apart]>([
    [
      'key twice: [1].new',
      { path: 'a.yml', before: 'kind: A\n---\n', rows, first: ['new: 1'], last: ['new: 2'] },
    ],
    [
      'item twice: Map x',
      { path: 'a.yml', rows: documents('a'), first: documents('x'), last: documents('x') },
    ],
    [
      'item twice: steps: x',
      {
        path: 'a.yml',
        before: 'steps:\n',
        rows: ['- id: a'],
        first: ['- id: x', '  b: 1'],
        last: ['- id: x'],
      },
    ],
    [
      'item twice: [[bin]] "x"',
      { path: 'a.toml', rows: table('a'), first: table('x'), last: [...table('x'), 'y = 1'] },
    ],
    [
      'item twice: 7',
      { path: 'a.jsonl', rows: ['{"id":1}'], first: ['{"id":7,"a":1}'], last: ['{"id":7,"a":2}'] },
    ],
    ['key twice: new', { path: 'a.properties', rows: ['a=1', 'a=2'], first: ['new=1'], last: ['new=2'] }],
    [
      'key twice: NEW',
      { path: '.env', rows: ['A=1', 'A=2', 'B="', '"'], first: ['export NEW=1'], last: ['NEW=2'] },
    ],
    [
      'key twice: [a] new',
      { path: 'a.ini', before: '[b]\nx=1\nx=2\n[a]\n', rows: ['a=1'], first: ['new=1'], last: ['new=2'] },
    ],
    [
      'key twice: [new]',
      { path: 'a.ini', rows: ['[a]', 'a=1', 'a=2'], first: ['[new]', 'b=1'], last: ['[new]', 'c=1'] },
    ],
    [
      'key twice: new',
      { path: 'requirements.txt', rows: ['a==1', 'a==2'], first: ['new==1'], last: ['new==2'] },
    ],
    [
      'item twice: resources: string name=x',
      {
        path: 'a.xml',
        before: '<resources>\n',
        rows: ['<string name="a">1</string>'],
        first: ['<string name="x">1</string>'],
        last: ['<string name="x">2</string>'],
        after: '</resources>\n',
      },
    ],
    [
      'item twice: p: x',
      {
        path: 'a.xml',
        before: '<p>\n',
        rows: ['<a>1</a>'],
        first: ['<x>1</x>'],
        last: ['<x>2</x>'],
        after: '</p>\n',
      },
    ],
    [
      'item twice: color:',
      {
        path: 'a.css',
        before: 'a {\n',
        rows: ['margin: 0;'],
        first: ['color: red;'],
        last: ['color: blue;'],
        after: '}\n',
      },
    ],
    [
      "item twice: implementation 'x:y:#'",
      {
        path: 'build.gradle',
        before: 'dependencies {\n',
        rows: ["  implementation 'a:b:1.0'"],
        first: ["  implementation 'x:y:1.0'"],
        last: ["  implementation 'x:y:1.1'"],
        after: '}\n',
      },
    ],
    [
      'item twice: "x"',
      {
        path: 'a.json',
        before: '[\n{"id":"a"},\n',
        rows: ['{"id":"b"},'],
        first: ['{"id":"x"},'],
        last: ['{"id":"x","y":1},'],
        after: '{"id":"z"}]\n',
      },
    ],
  ])('%s', (what, apart) => {
    expect(objectionTo(apart)).toMatch(/^would have an? /);
    expect(objectionTo(apart)).toContain(` ${what}`);
  });

  test.each<[string, Apart]>([
    [
      'documents without a name',
      { path: 'a.yml', rows: ['a: 1'], first: ['a: 1', '---'], last: ['---', 'a: 1'] },
    ],
    [
      'one key in several documents',
      { path: 'a.yml', rows: ['kind: A', '---', 'kind: B'], first: ['new: 1'], last: ['new: 2'] },
    ],
    [
      'names where a version has one twice',
      { path: 'a.yml', before: 'x:\n', rows: ['- id: a', '- id: a'], first: ['- id: b'], last: ['- id: b'] },
    ],
    [
      'tables without a name',
      { path: 'a.toml', rows: ['[[bin]]', 'a = 1'], first: ['[[bin]]', 'b = 1'], last: ['[[bin]]', 'b = 1'] },
    ],
    [
      'elements that are there several times',
      {
        path: 'a.xml',
        before: '<p>\n',
        rows: ['<x>1</x>', '<x>2</x>'],
        first: ['<x>3</x>'],
        last: ['<x>4</x>'],
        after: '</p>\n',
      },
    ],
    [
      'rules of one selector',
      { path: 'a.css', rows: ['a { margin: 0 }'], first: ['b { color: red }'], last: ['b { margin: 0 }'] },
    ],
    ['checksums', { path: 'go.sum', rows: ['a v1 h1:a='], first: ['b v1 h1:b='], last: ['b v1 h1:b='] }],
  ])('but not %s', (_, apart) => {
    expect(objectionTo(apart)).toBeNull();
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

describe('what one side alone decided of a key is what the text says', () => {
  const ini = (...lines: readonly string[]): string => keys(...lines);
  const base = ini('a = 1', '[b]', 'c = 1', '[d]', 'e = 1');

  test.each([
    [
      'its value',
      ini('a = 2', '[b]', 'c = 1', '[d]', 'e = 1'),
      ini('a = 3', '[b]', 'c = 1', '[d]', 'e = 1'),
      'a',
    ],
    ['its section', `${base}new = 1\n`, ini('a = 1', 'new = 1', '[b]', 'c = 1', '[d]', 'e = 1'), '[d.new'],
  ])('%s', (_, ours, merged, key) => {
    const sides = { path: 'a.ini', base, ours, theirs: base };
    const words = `would have another value, or another place, for ${key}`;
    expect(formatObjection(sides, merged)).toContain(words.replace('[', ''));
    expect(formatObjection({ ...sides, ours: base, theirs: ours }, merged)).toContain(words.replace('[', ''));
    expect(formatObjection(sides, ours)).toBeNull();
  });

  test('and that it is gone', () => {
    const ours = base.replace('c = 1\n', '');
    const sides = { path: 'a.ini', base, ours, theirs: base };
    expect(formatObjection(sides, base)).toBe('would bring back b.c, which one side removed');
    expect(formatObjection({ ...sides, theirs: base.replace('c = 1', 'c = 2') }, base)).toBeNull();
  });

  test('but a section that the other side gave another name keeps what is put into it', () => {
    const sides = { path: 'a.ini', base, ours: `${base}new = 1\n`, theirs: base.replace('[d]', '[f]') };
    expect(formatObjection(sides, `${sides.theirs}new = 1\n`)).toBeNull();
  });
});
