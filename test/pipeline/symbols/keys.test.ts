// Both branches add one key to one mapping of a data file, at places that git merges without a word.
import { expectFree, expectTied, lines, type Meeting, type Tied } from '../../support/symbol-meeting.ts';
import { removeHistories } from '../../support/written-history.ts';

afterEach(removeHistories);

/** Twelve lines, with something new after the second and after the tenth. */
const written = (
  first: readonly string[],
  last: readonly string[],
  line: (i: number) => string,
): string[] => [
  ...[1, 2].map(line),
  ...first,
  ...[3, 4, 5, 6, 7, 8, 9, 10].map(line),
  ...last,
  ...[11, 12].map(line),
];

const json = (first: readonly string[], last: readonly string[]): string =>
  lines('{', '  "app": {', ...written(first, last, (i) => `    "k${i}": ${i},`), '    "end": 0', '  }', '}');
const yaml = (first: readonly string[], last: readonly string[]): string =>
  lines('app:', '  steps:', '    - run: a', ...written(first, last, (i) => `      k${i}: ${i}`));
const toml = (first: readonly string[], last: readonly string[]): string =>
  lines('[tool.app]', ...written(first, last, (i) => `k${i} = ${i}`));
const tables = (first: readonly string[], last: readonly string[]): string =>
  lines('[tool.app]', ...written(first, last, (i) => `[tool.k${i}]`));

type Write = (first: readonly string[], last: readonly string[]) => string;

function meeting(path: string, write: Write, first: readonly string[], last: readonly string[]): Meeting {
  return {
    base: { [path]: write([], []) },
    a: { [path]: write(first, []) },
    b: { [path]: write([], last) },
  };
}

const readsToml = ['python3', '-B', '-c', "import tomllib; tomllib.load(open('pyproject.toml', 'rb'))"];

const TIED: Record<string, Tied> = {
  'a key of JSON, with two values': {
    ...meeting('app.json', json, ['    "port": 1,'], ['    "port": 2,']),
    says: 'app.port: added at app.json:5, added at app.json:13',
  },
  'a mapping of JSON': {
    ...meeting('app.json', json, ['    "on": { "a": 1 },'], ['    "on": { "b": 1 },']),
    says: 'app.on: added at app.json:5, added at app.json:13',
  },
  'a key of YAML, within a list': {
    ...meeting('ci.yml', yaml, ['      env: 1'], ['      env: 1']),
    says: 'app.steps[0].env: added at ci.yml:6, added at ci.yml:14',
  },
  'a key of TOML': {
    ...meeting('pyproject.toml', toml, ['port = 1'], ["port = '2'"]),
    check: readsToml,
    says: 'tool.app.port: added at pyproject.toml:4, added at pyproject.toml:12',
  },
  'a table of TOML': {
    ...meeting('pyproject.toml', tables, ['[tool.lint]', 'a = 1'], ['[tool.lint]', 'b = 1']),
    check: readsToml,
    says: 'tool.lint: added at pyproject.toml:4, added at pyproject.toml:12',
  },
};

test.each(Object.entries(TIED))('%s ties the two', (_, two) => expectTied({ ...two, kind: 'key' }));

const FREE: Record<string, Meeting> = {
  'in two mappings': {
    base: { 'a.yml': lines('a:', '  k: 1', '  l: 1', '  m: 1', 'b:', '  k: 1') },
    a: { 'a.yml': lines('a:', '  new: 1', '  k: 1', '  l: 1', '  m: 1', 'b:', '  k: 1') },
    b: { 'a.yml': lines('a:', '  k: 1', '  l: 1', '  m: 1', 'b:', '  new: 1', '  k: 1') },
  },
  'in two files': {
    base: { 'a.json': json([], []), 'b.json': json([], []) },
    a: { 'a.json': json(['    "port": 1,'], []) },
    b: { 'b.json': json(['    "port": 2,'], []) },
  },
  'of JSON with one value': meeting('app.json', json, ['    "port": 1,'], ['    "port": 1,']),
  'as the same change of one line': {
    ...meeting('ci.yml', yaml, ['      env: 1'], ['      k: 1']),
    b: { 'ci.yml': yaml(['      env: 1'], ['      k: 1']) },
  },
  'where the base has it twice': {
    base: { 'app.json': json(['    "port": 1,'], ['    "port": 2,']) },
    a: { 'app.json': json(['    "port": 3,'], ['    "port": 2,']) },
    b: { 'app.json': json(['    "port": 1,'], ['    "port": 4,']) },
  },
  'in a comment or a text': meeting('ci.yml', yaml, ['      # env: 1'], ["      run: 'env: 1'"]),
  'in each document of a file': {
    base: { 'a.yml': lines('kind: a', 'b: 1', 'c: 1', '---', 'kind: d', 'e: 1') },
    a: { 'a.yml': lines('kind: a', 'name: n', 'b: 1', 'c: 1', '---', 'kind: d', 'e: 1') },
    b: { 'a.yml': lines('kind: a', 'b: 1', 'c: 1', '---', 'kind: d', 'name: m', 'e: 1') },
  },
  'in items that a list gets': {
    base: { 'a.toml': lines('[[bin]]', "name = 'a'", 'k = 1', '', '[x]', 'l = 1', 'm = 1', '', '[y]') },
    a: {
      'a.toml': lines(
        '[[bin]]',
        "name = 'b'",
        '[[bin]]',
        "name = 'a'",
        'k = 1',
        '',
        '[x]',
        'l = 1',
        'm = 1',
        '',
        '[y]',
      ),
    },
    b: {
      'a.toml': lines(
        '[[bin]]',
        "name = 'a'",
        'k = 1',
        '',
        '[x]',
        'l = 1',
        'm = 1',
        '',
        '[y]',
        '[[bin]]',
        "name = 'c'",
      ),
    },
  },
  'in what a program has written': meeting('package-lock.json', json, ['    "port": 1,'], ['    "port": 2,']),
  'where the file cannot be read': meeting(
    'app.json',
    (first, last) => json(first, last).replace('{', '{{'),
    ['    "port": 1,'],
    ['    "port": 2,'],
  ),
};

test.each(Object.entries(FREE))('a key that is added twice ties nobody %s', (_, two) => expectFree(two));
