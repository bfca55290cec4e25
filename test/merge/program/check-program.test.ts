import { checkProgram, objectionText, readProgram, type Program } from '../../../packages/merge/src/index.ts';
import type { SyntaxReader } from '../../../packages/syntax/src/index.ts';
import { syntaxReader } from '../../support/syntax.ts';

let reader: SyntaxReader;
beforeAll(async () => (reader = await syntaxReader()));

interface Sides {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

function programOf(path: string, sides: Sides): Program {
  const program = readProgram({ path: path, ...sides }, reader);
  if (!program) throw new Error('a version cannot be read');
  return program;
}

function objections(path: string, sides: Sides, merged: string): string[] {
  return checkProgram(programOf(path, sides), merged).map(objectionText);
}

describe('a merged program is wrong when', () => {
  const base = 'function a() { return 1; }\n';

  test('it has errors and no version has', () => {
    const sides = { base, ours: base, theirs: `${base}let b;\n` };
    expect(objections('a.js', sides, `${base}let b; }\n`)).toEqual(['the merged program has syntax errors']);
  });

  test('what one side added is gone', () => {
    const sides = { base, ours: `${base}function b() {}\n`, theirs: `${base}let c;\n` };
    expect(objections('a.js', sides, `${base}let c;\n`)).toEqual(['would lose b, which ours added (line 2)']);
    expect(objections('a.js', sides, `${base}let c;\nfunction b() {}\n`)).toEqual([]);
  });

  test('a change that only one side made is gone', () => {
    const sides = { base, ours: base.replace('1', '2'), theirs: `${base}let c;\n` };
    expect(objections('a.js', sides, sides.theirs)).toEqual(['would lose the change of ours to a (line 1)']);
  });

  test('what one side removed is back', () => {
    const both = `${base}function b() {}\n`;
    const sides = { base: both, ours: base, theirs: `${both}let c;\n` };
    expect(objections('a.js', sides, sides.theirs)).toEqual([
      'would bring back b, which ours removed (line 2)',
    ]);
  });

  test('a method that both sides added stands there twice', () => {
    const file = (members: string): string => `class A {\n${members}}\n`;
    const sides = {
      base: file(''),
      ours: file('  int b() { return 1; }\n'),
      theirs: file('  int b() { return 2; }\n'),
    };
    const merged = file('  int b() { return 1; }\n  int b() { return 2; }\n');
    expect(objections('A.java', sides, merged)).toEqual(['would declare A.b twice (line 3)']);
  });

  test('a test is copied, although tests may have one name', () => {
    const one = `test('sells', () => { expect(shop.sell(1)).toBe(true); });\n`;
    const sides = { base: '', ours: one, theirs: one };
    expect(objections('a.test.js', sides, one + one)).toEqual([`would declare test 'sells' twice (line 2)`]);
    expect(objections('a.test.js', sides, one + one.replace('1', '2'))).toEqual([]);
  });

  test.each([
    ['a variable', 'a.ts', 'function a() {\n  MORE\n}\n', 'const b = 1;', 'b'],
    ['a case', 'a.ts', 'function a() {\n  switch (b) {\n  MORE\n  }\n}\n', "case 'c': d();", "case 'c'"],
    ['a key', 'a.ts', 'f({\n  MORE\n});\n', 'b: 1,', 'b'],
    ['an attribute', 'a.tsx', 'f(<a\n  MORE\n/>);\n', 'b="1"', 'b'],
    ['a key', 'a.py', 'def a():\n    return {\n  MORE\n    }\n', '"b": 1,', '"b"'],
    ['a named argument', 'a.py', 'f(\n  MORE\n)\n', 'b=1,', 'b'],
    ['a case', 'a.py', 'match b:\n  MORE\n  case e: f()\n', 'case {"c": 1}: d()', '{"c": 1}'],
    ['a variable', 'a.go', 'package p\nfunc a() {\n  MORE\n}\n', 'b, err := c()', 'b, err'],
    ['a case', 'a.go', 'package p\nfunc a() {\n  switch b {\n  MORE\n  }\n}\n', 'case 1: c()', 'case 1'],
    ['a key', 'a.go', 'package p\nvar a = b{\n  MORE\n}\n', 'c: 1,', 'c'],
    ['a variable', 'A.java', 'class A { void a() {\n  MORE\n} }\n', 'int b = 1;', 'b'],
    ['a case', 'A.java', 'class A { void a() { switch (b) {\n  MORE\n} } }\n', 'case C: d();', 'case C'],
    ['an arm', 'a.rs', 'fn a() { match b {\n  MORE\n} }\n', 'C(1) => d(),', 'C(1)'],
    ['a field', 'a.rs', 'fn a() { b(C {\n  MORE\n}) }\n', 'd: 1,', 'd'],
  ])('%s stands twice in one block: %s', (_, path, file, ...[line, name]) => {
    const once = file.replace('MORE', line);
    const sides = { base: file.replace('MORE', ''), ours: once, theirs: once };
    const twice = file.replace('MORE', `${line}\n  ${line}`);
    expect(objections(path, sides, twice)).toEqual([
      expect.stringContaining(`would have ${name} twice in one block`),
    ]);
    expect(objections(path, { ...sides, ours: twice }, twice)).toEqual([]);
  });

  test('a block is left empty that has to say something', () => {
    const both = 'if a:\n    b()\n\n    c()\nd()\n';
    const sides = { base: both, ours: both.replace('    b()\n', ''), theirs: both.replace('    c()\n', '') };
    expect(objections('a.py', sides, 'if a:\n\nd()\n')).toEqual(['the merged program has syntax errors']);
  });

  test('a type is used that only an import of everything brought in, which the other side took out', () => {
    const file = (head: string, more: string): string => `${head}\nclass A {\n  List<B> c;\n${more}}\n`;
    const sides = {
      base: file('import java.util.*;', ''),
      ours: file('import java.util.List;', ''),
      theirs: file('import java.util.*;', '  Map<B, B> d;\n'),
    };
    expect(objections('A.java', sides, file('import java.util.List;', '  Map<B, B> d;\n'))).toEqual([
      'would use Map without what theirs has to bring it in (line 4)',
    ]);
    expect(objections('A.java', sides, sides.theirs)).toEqual([]);
  });

  test('an import is dropped that one side still uses', () => {
    const file = (head: string, body: string): string => `${head}\ndef a():\n    return ${body}\n`;
    const sides = {
      base: file('import os\n', '1'),
      ours: file('', '1'),
      theirs: file('import os\n', 'os.sep'),
    };
    expect(objections('a.py', sides, file('', 'os.sep'))).toEqual([
      'would use os without what theirs has to bring it in (line 3)',
    ]);
  });

  test('a list of imports is cut short', () => {
    const head = 'from x import (\n    a,\n    b,\n)\n';
    const sides = { base: head, ours: `${head}b()\n`, theirs: `${head}a()\n` };
    expect(objections('a.py', sides, 'from x import (\n    a,\n)\na()\nb()\n')).toEqual([
      'would use b without what ours has to bring it in (line 5)',
    ]);
  });

  test('an import is there twice, or brings in nothing', () => {
    const sides = { base: '', ours: `import { a } from 'x';\na();\n`, theirs: `import { a } from 'y';\n` };
    expect(objections('a.ts', sides, sides.ours + sides.theirs)).toEqual(['would import a twice (line 3)']);
    expect(objections('a.ts', sides, `import {} from 'x';\nlet a;\n`)).toEqual([
      'would import nothing from x (line 1)',
    ]);
  });

  test('a variable is gone that the other side uses, in whatever language', () => {
    const file = (...lines: string[]): string => `package p\nfunc f() {\n\t${lines.join('\n\t')}\n}\n`;
    const sides = {
      base: file('a := g()', 'h(a)'),
      ours: file('h(g())'),
      theirs: file('a := g()', 'h(a)', 'k(a)'),
    };
    expect(objections('a.go', sides, file('h(g())', 'k(a)'))).toEqual([
      'would use a without what theirs has to bring it in (line 4)',
    ]);
    expect(objections('a.go', sides, file('a := g()', 'h(g())', 'k(a)'))).toEqual([]);
  });

  test('a function is gone that the other side calls, where files stand for themselves', () => {
    const sides = { base: 'def a(): pass\n', ours: '', theirs: 'def a(): pass\na()\n' };
    expect(objections('a.py', sides, 'a()\n')).toEqual([
      'would use a without what theirs has to bring it in (line 1)',
    ]);
    const go = {
      base: 'package p\nfunc a() {}\n',
      ours: 'package p\n',
      theirs: 'package p\nfunc a() {}\nvar b = a()\n',
    };
    expect(objections('a.go', go, 'package p\nvar b = a()\n')).toEqual([]);
  });
});

describe('nothing is wrong with', () => {
  test('overloads, accessors, merged interfaces and conditional items', () => {
    const nothing = { base: '', ours: '', theirs: '' };
    const overloads =
      'function a(b: string): void;\nfunction a(b: number): void;\nfunction a(b: unknown) {}\n';
    expect(objections('a.ts', nothing, overloads)).toEqual([]);
    expect(
      objections('a.ts', nothing, 'class A { get b() { return 1; } set b(c) {} static b() {} }'),
    ).toEqual([]);
    expect(objections('a.ts', nothing, 'interface A { b: 1 }\ninterface A { c: 1 }\n')).toEqual([]);
    expect(objections('a.rs', nothing, '#[cfg(unix)]\nfn a() {}\n#[cfg(windows)]\nfn a() { b() }\n')).toEqual(
      [],
    );
    expect(
      objections(
        'a.py',
        nothing,
        'class A:\n    @property\n    def b(self): ...\n    @b.setter\n    def b(self, c): ...\n',
      ),
    ).toEqual([]);
    expect(objections('A.java', nothing, 'import static a.B.any;\nimport static c.D.any;\n')).toEqual([]);
    expect(objections('a.go', nothing, 'package p\nfunc init() {}\nfunc init() {}\n')).toEqual([]);
  });

  test('names of different blocks, variables that may be declared again, and cases with other guards', () => {
    const nothing = { base: '', ours: '', theirs: '' };
    const each = [
      ['a.ts', 'function a() { const b = 1; { const b = 2; } var c; var c; f({ [d]: 1, [d]: 2 }); }'],
      ['a.py', 'f(a=1)\nf(a=1)\nmatch b:\n  case c if d: e()\n  case c if f: e()\n'],
      ['a.go', 'package p\nfunc a() { b, err := c(); d, err := c(); if e := f(); e { e := 1; g(e) } }'],
      ['A.java', 'class A { void a() { for (int b = 1;;) {} for (int b = 1;;) {} } }'],
      ['a.rs', 'fn a() { let b = 1; let b = b + 1; match b { 1 if c => d, 1 => e } }'],
    ] as const;
    for (const [path, text] of each) expect(objections(path, nothing, text)).toEqual([]);
  });

  test('a declaration that was moved or renamed with its content', () => {
    const method = 'long() { return "what it says is what it is"; }';
    const sides = {
      base: 'class A {}\nclass B {}\n',
      ours: `class A { ${method} }\nclass B {}\n`,
      theirs: 'class B {}\n',
    };
    expect(objections('a.js', sides, `class B { ${method} }\n`)).toEqual([]);
    expect(objections('a.js', sides, 'class B {}\n')).toEqual([]);
  });

  test('a name that some version uses without bringing it in', () => {
    const sides = { base: 'next(a)\n', ours: 'from six import next\nnext(a)\n', theirs: 'next(b)\n' };
    expect(objections('a.py', sides, 'next(b)\n')).toEqual([]);
  });

  test('a name that a parameter, a pattern or a loop brings in', () => {
    const sides = { base: '', ours: "import { a, b, c } from 'x';\n", theirs: '' };
    expect(
      objections('a.ts', sides, 'const f = ({ a }: T, b = 1) => { for (const c of d) a(b, c); };\n'),
    ).toEqual([]);
  });
});

test('a program is read when all versions can be', () => {
  const path = 'a.ts';
  expect(readProgram({ path, base: 'let a = ;', ours: '', theirs: '' }, reader)).toBeNull();
  expect(readProgram({ path, base: '', ours: null, theirs: '' }, reader)).toBeNull();
  expect(readProgram({ path: 'a.md', base: '', ours: '', theirs: '' }, reader)).toBeNull();
  expect(programOf('a.ts', { base: null, ours: '', theirs: '' }).base).toBeNull();
});

describe('what stands before a declaration', () => {
  const file = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`;
  const [a, b, c] = ['function a() { return one; }', 'function b() { return two; }', 'class C { x = 3; }'];

  test('and stands before another one, which is put between, is wrong there', () => {
    const sides = { base: file(a, b), ours: file(a, `// Is slow.\n${b}`), theirs: file(a, c, b) };
    expect(objections('a.js', sides, file(a, `// Is slow.\n${c}`, b))).toEqual([
      'would have before C what ours has before b (line 4)',
    ]);
    expect(objections('a.js', sides, file(a, c, `// Is slow.\n${b}`))).toEqual([]);
  });

  test('and belongs to what the other side removed is wrong before what it has instead', () => {
    const sides = { base: file(a, b), ours: file(a, `// Is slow.\n${b}`), theirs: file(a, c) };
    expect(objections('a.js', sides, file(a, `// Is slow.\n${c}`))).toEqual([
      'would have before C what ours has before b (line 4)',
    ]);
  });

  test('may go with a declaration that was renamed, or has other parameters', () => {
    const long = (name: string, given = ''): string =>
      `function ${name}(${given}) { return this.size * factor + rest; }`;
    for (const now of [long('wide'), long('b', 'factor')]) {
      const sides = {
        base: file(a, long('b')),
        ours: file(a, `// Is slow.\n${long('b')}`),
        theirs: file(a, now),
      };
      expect(objections('a.js', sides, file(a, `// Is slow.\n${now}`))).toEqual([]);
    }
  });

  test.each([
    ['a.py', '@cached', ['def a():\n    return one', 'def b():\n    return two', 'def c():\n    yield 3']],
    ['A.rs', '#[inline]', ['fn a() { one() }', 'fn b() { two() }', 'struct C { x: u8 }']],
  ])('is in %s an attribute as well: %s', (path, attribute, [first, second, third]) => {
    const sides = {
      base: file(first!, second!),
      ours: file(first!, `${attribute}\n${second}`),
      theirs: file(first!, third!),
    };
    expect(objections(path, sides, file(first!, `${attribute}\n${third}`)).join()).toMatch(
      /would have before [cC] what ours has before b/,
    );
  });
});

describe('a name that one side gave another and the other began to use', () => {
  const file = (name: string, more = ''): string =>
    `package p\n\nfunc ${name}(a int, b int) int {\n\tsum := a + b + step\n\treturn sum\n}\n\nvar step = 1\n${more}`;

  test('is missing, even where other files of the package are not seen', () => {
    const sides = { base: file('add'), ours: file('plus'), theirs: file('add', '\nvar two = add(1, 1)\n') };
    expect(objections('a.go', sides, file('plus', '\nvar two = add(1, 1)\n'))).toEqual([
      'would use add without what theirs has to bring it in (line 10)',
    ]);
    expect(objections('a.go', sides, file('plus', '\nvar two = plus(1, 1)\n'))).toEqual([]);
  });

  test('may be in another file where the first side only took it out', () => {
    const gone = 'package p\n\nvar step = 1\n';
    const sides = { base: file('add'), ours: gone, theirs: file('add', '\nvar two = add(1, 1)\n') };
    expect(objections('a.go', sides, `${gone}\nvar two = add(1, 1)\n`)).toEqual([]);
  });
});
