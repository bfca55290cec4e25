import { mergeFormat, type FormatMerge } from '@sluice/formats';

/** The merged text, or the keys in the way. */
function outcome(merge: FormatMerge | null): string | readonly string[] | null {
  if (merge === null) return null;
  return merge.kind === 'merged' ? merge.text : merge.keys;
}

const merge = (path: string, base: string | null, ours: string, theirs: string): ReturnType<typeof outcome> =>
  outcome(mergeFormat(path, base, ours, theirs));

describe('a file is left to its text', () => {
  test.each([
    ['a format that is not known', 'main.rs', 'a'],
    ['JSON that is not well-formed', 'a.json', '{'],
    ['JSON with a key twice', 'a.json', '{"a": 1, "a": 2}'],
    ['JSON deeper than any stack', 'a.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['YAML of several documents', 'a.yml', 'a: 1\n---\nb: 2\n'],
    ['YAML with a key twice', 'a.yml', 'a: 1\na: 2\n'],
    ['YAML deeper than any stack', 'a.yml', '['.repeat(20_000)],
    ['TOML with a table twice', 'a.toml', '[a]\nb = 1\n[a]\n'],
    ['TOML that is not well-formed', 'a.toml', 'a = \n'],
    ['XML with entities of its own', 'a.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['XML that does not end', 'a.xml', '<a><b></a>'],
    ['XML deeper than any stack', 'a.xml', '<a>'.repeat(100_000) + '</a>'.repeat(100_000)],
    ['properties with a key twice', 'a.properties', 'a=1\na=2\n'],
    ['an environment that is a program', '.env', 'a=1\necho "$a"\n'],
    ['records that are no JSON', 'a.jsonl', '{"a": 1}\nb\n'],
    ['a style sheet that does not end', 'a.css', 'a { b: c'],
    ['a lockfile', 'package-lock.json', '{}'],
    ['a snapshot', '__snapshots__/a.test.ts.snap', 'exports[`a`] = `b`;'],
    ['a go.mod with a module twice', 'go.mod', 'require (\n\ta v1\n\ta v2\n)\n'],
  ])('%s', (_, path, text) => {
    expect(mergeFormat(path, text, `${text}\n`, `${text}\n\n`)).toBeNull();
  });
});

describe('what one side wrote stays as it was written', () => {
  test('comments, order, quotes, indentation and a trailing comma', () => {
    const base = '// top\n{\n\t"b": 1, // one\n\t/* two */ "a": [1,2],\n}\n';
    const ours = base.replace('1, // one', '10, // ten');
    const theirs = base.replace('[1,2],', '[1,2,3],\n\t"c": {"x":null}, // new');
    expect(merge('tsconfig.json', base, ours, theirs)).toBe(
      '// top\n{\n\t"b": 10, // ten\n\t/* two */ "a": [1,2,3],\n\t"c": {"x":null}, // new\n}\n',
    );
  });

  test('byte order mark, CRLF and a missing last line break', () => {
    const base = '\uFEFFa=1\r\nb=2\r\nc=3';
    expect(merge('x.properties', base, base.replace('a=1', 'a=2'), base.replace('c=3', 'c=3\r\nd=4'))).toBe(
      '\uFEFFa=2\r\nb=2\r\nc=3\r\nd=4',
    );
  });

  test('the side that changes the line breaks changes those of the other', () => {
    expect(merge('x.properties', 'a=1\nb=2\n', 'a=1\r\nb=2\r\n', 'a=1\nb=3\n')).toBe('a=1\r\nb=3\r\n');
  });

  test('block scalars, anchors, aliases and merge keys of YAML', () => {
    const base = 'x: &x\n  a: 1\ny:\n  <<: *x\n  run: |\n    one\n\n    two\n# end\n';
    const ours = base.replace('a: 1', 'a: 2 # more');
    const theirs = base.replace('    two\n', '    two\n  "on": [a, b]\n');
    expect(merge('a.yml', base, ours, theirs)).toBe(
      'x: &x\n  a: 2 # more\ny:\n  <<: *x\n  run: |\n    one\n\n    two\n  "on": [a, b]\n# end\n',
    );
  });

  test('attributes, comments, processing instructions and empty elements of XML', () => {
    const base = '<?xml version="1.0"?>\n<a>\n\t<!-- one -->\n\t<b c="1"/>\n\t<d>x</d>\n</a>\n<!-- end -->\n';
    const ours = base.replace('c="1"', 'c="2"');
    const theirs = base.replace('<d>x</d>', '<d>x</d>\n\t<?p q?>\n\t<e>é&amp;</e> <!-- two -->');
    expect(merge('a.xml', base, ours, theirs)).toBe(
      '<?xml version="1.0"?>\n<a>\n\t<!-- one -->\n\t<b c="2"/>\n\t<d>x</d>\n\t<?p q?>\n\t<e>é&amp;</e> <!-- two -->\n</a>\n<!-- end -->\n',
    );
  });
});

describe('both sides changed the same', () => {
  test.each<[string, string, [string, string, string], string[]]>([
    ['a value', 'a.json', ['{"a": {"b": 1}}', '{"a": {"b": 2}}', '{"a": {"b": 3}}'], ['a.b']],
    ['a value against its removal', 'a.yml', ['a: 1\nb: 1\n', 'a: 2\nb: 1\n', 'b: 1\n'], ['a']],
    ['a value to which both add', 'a.toml', ['a = 1\n', 'a = 1\nb = 2\n', 'a = 1\nb = 3\n'], ['b']],
    ['an item of a list', 'a.yml', ['- a b c\n', '- a b d\n', '- a b e\n'], ['a b c']],
    ['a list from which one removes', 'a.json', ['["a"]', '["b"]', '["a", "c"]'], ['(all)']],
    ['a comment', 'a.toml', ['# x\na = 1\n', '# y\na = 1\n', '# z\na = 1\n'], ['a (comment)']],
    [
      'an alias that loses its anchor',
      'a.yml',
      ['a: &a 1\nb: 2\n', 'b: 2\n', 'a: &a 1\nb: 2\nc: *a\n'],
      ['(layout)'],
    ],
  ])('%s is named', (_, path, sides, keys) => {
    expect(merge(path, ...sides)).toEqual(keys);
  });

  test('a file that both added is merged key by key', () => {
    expect(merge('a.json', null, '{\n  "a": 1\n}\n', '{\n  "b": 2\n}\n')).toBe('{\n  "a": 1,\n  "b": 2\n}\n');
    expect(merge('a.json', null, '{"a": 1}', '{"a": 2}')).toEqual(['a']);
  });
});

test('keys that objects have by themselves are keys like others', () => {
  const text = merge('a.json', '{}', '{"__proto__": {"x": 1}}', '{"constructor": {"y": 1}}') as string;
  expect(text).toBe('{"__proto__": {"x": 1},"constructor": {"y": 1}}');
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

describe('records', () => {
  test('one that both changed is merged field by field, the later one first', () => {
    const line = (state: string, size: number, at: string): string =>
      `${JSON.stringify({ id: 'a', state, size, updated_at: `2026-01-0${at}T10:00:00Z` })}\n`;
    expect(merge('x.jsonl', line('new', 1, '1'), line('open', 1, '2'), line('done', 2, '3'))).toBe(
      line('done', 2, '3'),
    );
    expect(merge('x.jsonl', line('new', 1, '1'), line('done', 1, '3'), line('open', 2, '2'))).toBe(
      line('done', 2, '3'),
    );
  });

  test('one that does not say when it was changed is a question', () => {
    expect(merge('x.jsonl', '{"id":1,"s":"a"}\n', '{"id":1,"s":"b"}\n', '{"id":1,"s":"c"}\n')).toEqual(['1']);
  });

  test('checksums stay as long as one side has them, in their order', () => {
    expect(
      merge(
        'go.sum',
        'a v1 h1:x=\nc v1 h1:z=\n',
        'b v1 h1:y=\nc v1 h1:z=\n',
        'a v1 h1:x=\nc v1 h1:z=\nd v1 h1:w=\n',
      ),
    ).toBe('a v1 h1:x=\nb v1 h1:y=\nc v1 h1:z=\nd v1 h1:w=\n');
  });
});

test('what is lost is named on its side', () => {
  const answer = mergeFormat(
    'package.json',
    '{"version": "1.0.0", "files": ["a"], "x": 1}',
    '{"version": "2.0.0-rc.1", "files": ["a"]}',
    '{"version": "1.0.1", "files": ["a"], "x": 1}',
  );
  expect(answer?.kind === 'merged' && [answer.text, answer.lost]).toEqual([
    '{"version": "2.0.0-rc.1", "files": ["a"]}',
    { ours: [], theirs: ['version: "1.0.1"', 'x'] },
  ]);
});

test('a merge that is often right is surer than one that is seldom', () => {
  const apart = mergeFormat(
    'pom.xml',
    '<a><b>1</b><c>1</c></a>',
    '<a><b>2</b><c>1</c></a>',
    '<a><b>1</b><c>2</c></a>',
  );
  const sums = mergeFormat('go.sum', 'b v1 h1:x=\n', 'a v1 h1:x=\nb v1 h1:x=\n', 'a v2 h1:x=\nb v1 h1:x=\n');
  expect(apart?.kind === 'merged' && sums?.kind === 'merged' && apart.confidence > sums.confidence).toBe(
    true,
  );
});

test('a large file is merged in time that grows with it', () => {
  const rows = (from: number): string =>
    Array.from({ length: 40_000 }, (_, i) => `{"id":"i${i}","text":"row ${from + i}"}\n`).join('');
  const base = rows(0);
  const answer = mergeFormat('x.jsonl', base, `{"id":"new"}\n${base}`, `${base}{"id":"last"}\n`);
  expect(answer?.kind === 'merged' && answer.text === `{"id":"new"}\n${base}{"id":"last"}\n`).toBe(true);
});

test('a side that is too short to show how it is written does not change how the file is', () => {
  const [base, theirs] = ['b=1\r\nc=2\r\n', 'a=0\r\nb=1\r\nc=2\r\nd=3\r\n'];
  expect(mergeFormat('a.properties', base, 'b=1', theirs)).toMatchObject({ text: 'a=0\r\nb=1\r\nd=3' });
  expect(mergeFormat('a.properties', `\ufeff${base}`, '', `\ufeff${theirs}`)).toMatchObject({
    text: '\ufeffa=0\r\nd=3\r\n',
  });
});

test.each([
  ['{\n  "a": {},\n  "b": 1\n}\n', '{\n  "a": {\n    "y": 2\n  },\n  "b": 1\n}\n'],
  ['{\n  "a": {\n    "x": 1\n  },\n  "b": 1\n}\n', '{\n  "a": {\n    "y": 2\n  },\n  "b": 1\n}\n'],
])('what both sides together emptied has no line of white space: %j and %j', (ours, theirs) => {
  const base = '{\n  "a": {\n    "x": 1,\n    "y": 2\n  },\n  "b": 1\n}\n';
  const answer = mergeFormat('a.json', base, ours, theirs);
  expect(answer?.kind === 'merged' && JSON.parse(answer.text)).toEqual({ a: {}, b: 1 });
  expect(answer).toMatchObject({ text: expect.not.stringMatching(/\n[ ]*\n/) });
});
