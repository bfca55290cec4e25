// What shows without reading the versions of a program has to be what reading them shows.
import fc from 'fast-check';
import { isApart, objectionsTo, readOnce, type FileSides } from '../../../packages/merge/src/index.ts';
import type { SyntaxReader } from '../../../packages/syntax/src/index.ts';
import { syntaxReader } from '../../support/syntax.ts';

let syntax: SyntaxReader;
beforeAll(async () => (syntax = await syntaxReader()));

/** Pieces that get into each other's way: the same names, imports of everything, code that is cut in the middle. */
const PIECES: readonly (readonly [path: string, pieces: readonly string[], fragments: readonly string[]])[] =
  [
    [
      'a.ts',
      [
        "import { a } from './a';\n",
        "import { a, b as c } from './ab';\n",
        "import * as d from './d';\n",
        "import './everything';\n",
        "export * from './e';\n",
        'function a() {\n  return c + d.x;\n}\n',
        'export function b(a: number) {\n  const c = a;\n  return c;\n}\n',
        'const c = 1;\n',
        'const c = () => a()\n',
        'class A {\n  m() {\n    return a;\n  }\n  n = 1;\n}\n',
        'class A {\n  m() {\n    return c;\n  }\n}\n',
        'interface A {\n  n: number;\n}\n',
        '// about what comes\n',
        'use(a, c);\n',
        '\n',
      ],
      [
        '(a)\n',
        '[a, c].map(b);\n',
        'abstract\n',
        'a`\n',
        '`;\n',
        '/*\n',
        '*/\n',
        '{\n',
        '}\n',
        'function e() {\n',
      ],
    ],
    [
      'a.py',
      [
        'from a import a\n',
        'from e import *\n',
        'from f import *\n',
        'import a.b\n',
        'import a as c\n',
        'def a():\n    return c\n',
        'def a(c):\n    b = c\n    return b\n',
        '@a\n',
        'class A:\n    n = 1\n\n    def m(self):\n        return a\n',
        'if a:\n    c = 2\n',
        'c = 1\n',
        'use(a, c, A)\n',
        '# about what comes\n',
        '\n',
      ],
      ['    # further in\n', '    x = c\n', 'else:\n    c = 3\n', 'x = """\n', 'x = [\n', ']\n'],
    ],
    [
      'a.go',
      [
        'package a\n',
        'import "a"\n',
        'import c "a/b"\n',
        'import . "e"\n',
        'func a() int {\n\treturn c.X\n}\n',
        'func (t T) m() int {\n\tc := 1\n\treturn c\n}\n',
        'type T struct {\n\tn int\n}\n',
        'type T struct {\n\tc A\n}\n',
        'var c = a()\n',
        'var (\n\tx = 1\n\ty = T{}\n)\n',
        '// about what comes\n',
        'const y = c\n',
        '\n',
      ],
      ['var x = T{\n', '}\n', '/*\n', '*/\n'],
    ],
    [
      'A.java',
      [
        'package a;\n',
        'import a.A;\n',
        'import b.A;\n',
        'import a.*;\n',
        'import static a.A.*;\n',
        'class A {\n  int n;\n  B m(B b) {\n    return b;\n  }\n}\n',
        'class A {\n  C c;\n}\n',
        'interface B extends C {\n  A m();\n}\n',
        'enum C {\n  X, Y;\n}\n',
        '@Deprecated\n',
        '// about what comes\n',
        '\n',
      ],
      ['abstract\n', 'class D {\n', '}\n', '/*\n', '*/\n'],
    ],
    [
      'a.rs',
      [
        'use a::A;\n',
        'use a::{b, A as C};\n',
        'use e::*;\n',
        'use f::*;\n',
        'mod a;\n',
        '#[cfg(test)]\n',
        '#[derive(Debug)]\n',
        'struct A {\n    n: C,\n}\n',
        'struct A;\n',
        'impl A {\n    fn m(&self) -> C {\n        b()\n    }\n}\n',
        'impl A {\n    fn m(&self) {}\n}\n',
        'fn b(c: A) -> C {\n    let x = c;\n    x\n}\n',
        'mod t {\n    use super::*;\n    fn b() {}\n}\n',
        '/// about what comes\n',
        'const X: A = b(1);\n',
        '\n',
      ],
      ['mod t {\n', '}\n', '/*\n', '*/\n'],
    ],
  ];

/** What is done to one piece: by neither side, or by one. */
interface Step {
  readonly by: 'both' | 'ours' | 'theirs';
  readonly before: string;
  readonly after: string;
}

function steps(pieces: readonly string[], fragments: readonly string[]): fc.Arbitrary<readonly Step[]> {
  const piece = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.constantFrom(...fragments) },
  );
  const some = fc.array(piece, { maxLength: 2 }).map((all) => all.join(''));
  const kept = piece.map((text): Step => ({ by: 'both', before: text, after: text }));
  const done = fc.record({ by: fc.constantFrom('ours', 'theirs'), before: some, after: some });
  return fc.array(fc.oneof({ weight: 3, arbitrary: kept }, { weight: 2, arbitrary: done }), {
    minLength: 3,
    maxLength: 12,
  });
}

function merged(path: string, all: readonly Step[]): { sides: FileSides; text: string } {
  const of = (...sides: readonly Step['by'][]): string =>
    all.map(({ by, before, after }) => (sides.includes(by) ? after : before)).join('');
  return { sides: { path, base: of(), ours: of('ours'), theirs: of('theirs') }, text: of('ours', 'theirs') };
}

describe.each(PIECES)('of %s', (path, pieces, fragments) => {
  test('nothing speaks against a merge of sides that did their work apart', () => {
    let [apart, lost] = [0, 0];
    fc.assert(
      fc.property(steps(pieces, fragments), (all) => {
        const { sides, text } = merged(path, all);
        const objections = objectionsTo(sides, text, readOnce(sides, { syntax }));
        if (objections.length > 0) lost += 1;
        if (!isApart(sides, text, syntax)) return;
        apart += 1;
        expect(objections).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(apart).toBeGreaterThan(20);
    expect(lost).toBeGreaterThan(20);
  });
});
