import fc from 'fast-check';
import {
  LANGUAGES,
  namesUsed,
  outlineOf,
  everyItem,
  type ItemList,
  type SyntaxTree,
} from '../../packages/syntax/src/index.ts';
import { syntaxReader } from '../support/syntax.ts';

const tableOf = ({ count, kinds, fields, starts, ends, nexts }: SyntaxTree) => ({
  count,
  kinds: [...kinds],
  fields: [...fields],
  starts: [...starts],
  ends: [...ends],
  nexts: [...nexts],
});

describe('reading programs', () => {
  test('nothing is read of a path without a language, or of a text with errors', async () => {
    const reader = await syntaxReader();
    expect(reader.knows('README.md')).toBe(false);
    expect(reader.knows('src/Main.JAVA')).toBe(true);
    expect(reader.read('README.md', 'a')).toBeNull();
    expect(reader.read('a.ts', 'const = ;')).toBeNull();
    expect(reader.read('a.ts', '<<<<<<< ours\nconst a = 1;\n')).toBeNull();
    expect(reader.read('a.ts', '')).not.toBeNull();
    expect(reader.read('a.py', 'if a:\n\nb()\n')).toBeNull();
    expect(reader.read('a.py', 'if a:\n  pass\nb()\n')).not.toBeNull();
  });

  test('offsets count UTF-16 units, as slices of a string do', async () => {
    const text = "const a = '🦀', b = 2;";
    const tree = (await syntaxReader()).read('a.ts', text);
    const uses = tree ? namesUsed(tree) : [];
    expect(uses.map(({ name, start }) => text.slice(start, start + name.length))).toEqual(['a', 'b']);
  });

  test('every use of a name is found once, with its line, and no word of a string or comment', async () => {
    const text = 'a.b(c);\n// d\n`${e} f`;\n';
    const tree = (await syntaxReader()).read('a.ts', text);
    expect((tree ? namesUsed(tree) : []).map((use) => `${use.name} ${use.how} ${use.line}`)).toEqual([
      'a name 1',
      'b member 1',
      'c name 1',
      'e name 3',
    ]);
  });

  test.each([
    ['brackets', 'a.js', `${'['.repeat(20_000)}${']'.repeat(20_000)};`],
    ['classes', 'A.java', `${'class A {'.repeat(3000)}${'}'.repeat(3000)}`],
    ['modules', 'a.rs', `${'mod a {'.repeat(3000)}${'}'.repeat(3000)}`],
    ['conditions', 'a.py', Array.from({ length: 90 }, (_, at) => `${' '.repeat(at)}if a:`).join('\n')],
    ['a long line', 'a.go', `package a\nvar a = ${'1 + '.repeat(50_000)}1`],
  ])('hostile %s are read or refused, never a fault', async (_, path, text) => {
    const reader = await syntaxReader();
    const tree = reader.read(path, text);
    expect(() => tree && everyItem(outlineOf(tree))).not.toThrow();
    expect(reader.read('a.ts', 'const a = 1;')).not.toBeNull();
  });
});

describe('reading versions of a program', () => {
  test('what is too large is not read; what was merged may be twice as large', async () => {
    const reader = await syntaxReader();
    const large = '//'.padEnd(450_000, 'x');
    expect(reader.readVersions('a.ts', [large, 'a()', large]).map(Boolean)).toEqual([false, true, false]);
    expect(reader.read('a.ts', large)).not.toBeNull();
    expect(reader.read('a.ts', large + large)).toBeNull();
  });

  const PIECES: readonly (readonly [path: string, pieces: readonly string[]])[] = [
    [
      'a.ts',
      [
        'function a(first: number) { return first + 1; }\n',
        'const b = (2 + 3) * [4, 5, 6].length;\n',
        'class C {\n  d() { return this.e; }\n  e = { f: "g", h: [1, 2, 3] };\n}\n',
        '// i\n',
        '\n',
        'j<k>(l);\n',
      ],
    ],
    [
      'a.py',
      [
        'def a(first, second=None):\n    return first + second\n',
        'class C:\n    def d(self):\n        return [1, 2, 3]\n',
        '    # e\n',
        'if f:\n    g = {"h": 1, "i": 2}\n',
        '    j = """k\nl"""\n',
        '\n',
      ],
    ],
  ];

  test.each(PIECES)('of %s gives the trees that reading each by itself gives', async (path, pieces) => {
    const reader = await syntaxReader();
    const program = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join(''));
    fc.assert(
      fc.property(program, program, program, program, (base, ours, theirs, merged) => {
        const apart = [base, ours, theirs, merged].map((text) => reader.read(path, text));
        const together = reader.readVersions(path, [base, ours, theirs]);
        const like = together[0] ? reader.readLike(path, merged, together[0]) : reader.read(path, merged);
        expect([...together, like].map((tree) => tree && tableOf(tree))).toEqual(
          apart.map((tree) => tree && tableOf(tree)),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('a text like a program is read after others were, too', async () => {
    const reader = await syntaxReader();
    const [base] = reader.readVersions('a.ts', ['const a = 1;\n', 'const b = 2;\n']);
    reader.readVersions('a.py', ['a = 1\n']);
    const tree = base && reader.readLike('a.ts', 'const a = 3;\n', base);
    expect(tree && namesUsed(tree).map(({ name }) => name)).toEqual(['a']);
    expect(base && reader.readLike('a.ts', 'const = 3;\n', base)).toBeNull();
  });

  test('one with errors does not stand in the way of the others', async () => {
    const reader = await syntaxReader();
    const trees = reader.readVersions('a.ts', ['let a = ;', 'let a = 1;', 'let a = {;', 'let b;']);
    expect(trees.map((tree) => tree !== null)).toEqual([false, true, false, true]);
  });
});

test('what lies between items is white space: nothing of a program is outside of its outline', async () => {
  const reader = await syntaxReader();
  const sources: readonly [string, string][] = [
    ['a.ts', '\uFEFF/* a */ import a from "b"; class C { x; /* y */ } // z\n/* end */'],
    ['a.py', '# a\nx = 1; y = 2\nclass C:\n    """d"""\n\n    z = 1\n    # e\n# f\n'],
    ['a.go', 'package a // b\n\nimport "c"\n\ntype T struct {\n\tA int // a\n\t// end\n}\n'],
    ['A.java', 'class A { int a;; enum E { X, /* y */ Y, ; void m() {} } /* end */ }'],
    ['a.rs', '#![a]\n/// d\nstruct A { a: u8, /* b */ }\nfn f() {}\n'],
  ];
  const gapsIn = (text: string, list: ItemList): string[] => {
    const edges = [list.span.start, ...list.items.flatMap(({ span }) => [span.start, span.end])];
    edges.push(list.span.end);
    const gaps: string[] = [];
    for (let at = 0; at < edges.length; at += 2) gaps.push(text.slice(edges[at], edges[at + 1]));
    return [...gaps, ...list.items.flatMap(({ body }) => (body?.list ? gapsIn(text, body.list) : []))];
  };
  for (const [path, text] of sources) {
    const tree = reader.read(path, text);
    if (!tree) throw new Error(`${path} cannot be read`);
    expect(gapsIn(text, outlineOf(tree).list).join('').trim()).toBe('');
  }
});

test('each language has its own extensions', () => {
  const extensions = LANGUAGES.flatMap((language) => language.extensions);
  expect(new Set(extensions).size).toBe(extensions.length);
});
