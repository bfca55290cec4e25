import { isApart, objectionsTo, readOnce } from '../../../packages/merge/src/index.ts';
import type { SyntaxReader } from '../../../packages/syntax/src/index.ts';
import { syntaxReader } from '../../support/syntax.ts';

let syntax: SyntaxReader;
beforeAll(async () => (syntax = await syntaxReader()));

const LINES = Array.from({ length: 3 }, (_, at) => `const between${at} = ${at};\n`).join('');

/** A program of a head and a foot, between lines that nobody changes, as each side writes them. */
const program = (head: string, foot: string): string => `${LINES}${head}${LINES}${foot}${LINES}`;

/** A merge of two sides of which one changes the head, the other the foot. */
const halves = (path: string, head: readonly [string, string], foot: readonly [string, string]) => ({
  sides: {
    path,
    base: program(head[0], foot[0]),
    ours: program(head[1], foot[0]),
    theirs: program(head[0], foot[1]),
  },
  text: program(head[1], foot[1]),
});

test.each([
  [
    'change functions of their own',
    ['function a() {}\n', 'function a() { return 1; }\n'],
    ['b();\n', 'c();\n'],
  ],
  ['add functions of their own', ['', '// one\nfunction a() {}\n'], ['', 'function b(a) { return a; }\n']],
  [
    'import something, and use what was there',
    ["import 'a';\n", "import 'a';\nimport { b } from 'b';\n"],
    ['', 'c();\n'],
  ],
  ['take something away that nobody says', ['let a = 1;\n', ''], ['b();\n', 'b(1);\n']],
] as const)('sides are apart that %s', (_, head, foot) => {
  const { sides, text } = halves('a.ts', head, foot);
  expect(isApart(sides, text, syntax)).toBe(true);
  expect(isApart({ ...sides, ours: sides.theirs, theirs: sides.ours }, text, syntax)).toBe(true);
  expect(isApart(sides, sides.ours, syntax)).toBe(false);
});

const PIECE = 'use(a, one, two, three);\n  use(b, four, five);\n';

test.each([
  ['one takes an import away, the other uses it', ["import { a } from 'a';\n", ''], ['b();\n', 'b(a);\n']],
  ['one comments it out', ["import { a } from 'a';\n", "// import { a } from 'a';\n"], ['b();\n', 'b(a);\n']],
  ['both declare one name', ['', 'function a() {}\n'], ['', 'function a() {}\n']],
  ['both import one name', ['', "import { a } from 'a';\n"], ['', "import { a } from 'b';\n"]],
  [
    'both add one piece, in two places',
    ['function a() {\n}\n', `function a() {\n  ${PIECE}}\n`],
    ['function b() {\n}\n', `function b() {\n  ${PIECE}}\n`],
  ],
  [
    'both give up the last places that give a name its meaning',
    ['use(a);\nfunction b(a) {}\n', 'use(a);\nfunction b() {}\n'],
    ['function c(a) {}\n', 'function c() {}\n'],
  ],
] as const)('where %s the versions are read', (_, head, foot) => {
  const { sides, text } = halves('a.ts', head, foot);
  expect(objectionsTo(sides, text, readOnce(sides, { syntax }))).not.toEqual([]);
  expect(isApart(sides, text, syntax)).toBe(false);
});

test.each([
  [
    'items are members of one class',
    {
      base: 'class A {\n  get = 1;\n}\n',
      ours: 'class A {\n  get = 1;\n  a() {}\n}\n',
      theirs: 'class A {\n  a() {}\n  get = 1;\n}\n',
      text: 'class A {\n  a() {}\n  get = 1;\n  a() {}\n}\n',
    },
  ],
  [
    'one goes on with what is before it',
    {
      base: 'x;\n\n\n(b);\n',
      ours: 'let c = a\n\n\n(b);\n',
      theirs: 'x;\n\n\n(b) => 1;\n',
      text: 'let c = a\n\n\n(b) => 1;\n',
    },
  ],
])('where %s, too', (_, { text, ...versions }) => {
  const sides = { path: 'a.ts', ...versions };
  expect(objectionsTo(sides, text, readOnce(sides, { syntax }))).not.toEqual([]);
  expect(isApart(sides, text, syntax)).toBe(false);
});

test('what came of one merge is a side of the next', () => {
  const names = ['a', 'b', 'c', 'd'];
  const written = (changed: readonly string[]): string =>
    names.map((name) => `const ${name} = ${changed.includes(name) ? 1 : 0};\n${LINES}`).join('');
  const base = syntax.read('a.ts', written([]));
  const reads: string[] = [];
  const read: SyntaxReader['read'] = (path, text) => {
    if (text === written([])) return base;
    reads.push(text);
    return syntax.read(path, text);
  };
  for (let at = 1; at < names.length; at++) {
    const [ours, theirs] = [names.slice(0, at), names[at]!];
    const sides = { path: 'a.ts', base: written([]), ours: written(ours), theirs: written([theirs]) };
    expect(isApart(sides, written([...ours, theirs]), { ...syntax, knows: () => true, read })).toBe(true);
  }
  expect(reads.toSorted()).toEqual(names.flatMap((name) => [`const ${name} = 0;\n`, `const ${name} = 1;\n`]));
});

describe('items of both sides that touch', () => {
  const [A, B, E] = ['function a() {}\n', 'function b() {}\n', 'function e() {}\n'];
  const COMMENT = '// what is said of the next\n';

  test.each([
    [
      'one says something of an item that the other takes out',
      { base: A + B, ours: COMMENT + A + B, theirs: B },
      COMMENT + B,
    ],
    [
      'one takes an item out and leaves what was said of it, the other puts something there',
      { base: COMMENT + A + B, ours: COMMENT + B, theirs: COMMENT + A + E + B },
      COMMENT + E + B,
    ],
  ])('are read where %s', (_, { base, ours, theirs }, text) => {
    const sides = { path: 'a.ts', base: LINES + base, ours: LINES + ours, theirs: LINES + theirs };
    expect(objectionsTo(sides, LINES + text, readOnce(sides, { syntax }))).toEqual([
      expect.stringContaining('would have before'),
    ]);
    expect(isApart(sides, LINES + text, syntax)).toBe(false);
  });

  test('are not where each is about itself', () => {
    const sides = { path: 'a.ts', base: A + B, ours: `${COMMENT}function a(n) {}\n${B}`, theirs: A + E };
    expect(isApart(sides, `${COMMENT}function a(n) {}\n${E}`, syntax)).toBe(true);
  });
});
