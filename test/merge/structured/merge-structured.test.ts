import { mergeStructured, readProgram, type StructuredMerge } from '../../../packages/merge/src/index.ts';
import type { SyntaxReader } from '../../../packages/syntax/src/index.ts';
import { syntaxReader } from '../../support/syntax.ts';

let reader: SyntaxReader;
beforeAll(async () => (reader = await syntaxReader()));

interface Sides {
  readonly base: string | null;
  readonly ours: string;
  readonly theirs: string;
}

function merge(path: string, sides: Sides): StructuredMerge {
  const program = readProgram({ path, ...sides }, reader);
  if (!program) throw new Error('a version cannot be read');
  return mergeStructured(program);
}

/** The merged text, or the reasons why there is none. */
function merged(path: string, sides: Sides): string | readonly string[] {
  const result = merge(path, sides);
  return result.kind === 'merged' ? result.text : result.reasons;
}

describe('both sides add something at one place', () => {
  test('functions are both kept, ours first, with the blank lines between them', () => {
    const base = 'function a() {\n  return 1;\n}\n';
    const ours = `${base}\n// about b\nfunction b() {\n  return 2;\n}\n`;
    const theirs = `${base}\nfunction c() {\n  return 3;\n}\n`;
    expect(merged('a.js', { base, ours, theirs })).toBe(`${ours}\nfunction c() {\n  return 3;\n}\n`);
  });

  test('members of a class', () => {
    const file = (...members: string[]): string => `class A {\n${members.join('\n\n')}\n}\n`;
    const [a, b, c] = [
      '  int a() {\n    return 1;\n  }',
      '  int b() {\n    return 2;\n  }',
      '  int c() {\n    return 3;\n  }',
    ];
    expect(merged('A.java', { base: file(a), ours: file(a, b), theirs: file(a, c) })).toBe(file(a, b, c));
  });

  test('the same thing once', () => {
    const base = 'package p\n';
    const same = `${base}\nfunc A() int {\n\treturn 1\n}\n`;
    expect(merged('a.go', { base, ours: `${same}\nfunc B() {}\n`, theirs: same })).toBe(
      `${same}\nfunc B() {}\n`,
    );
  });

  test('keys of an object and names of an enum get the commas that they need', () => {
    const file = (keys: string): string => `const a = {\n${keys}\n};\n`;
    expect(
      merged('a.ts', {
        base: file('  one: 1'),
        ours: file('  one: 1,\n  two: 2'),
        theirs: file('  one: 1,\n  three: 3 // more'),
      }),
    ).toBe(file('  one: 1,\n  two: 2,\n  three: 3 // more'));
    expect(
      merged('a.ts', { base: 'enum A { B }\n', ours: 'enum A { B, C }\n', theirs: 'enum A { B, D, }\n' }),
    ).toBe('enum A { B, C, D, }\n');
  });

  test('nothing is decided where both add code that runs, or different things of one name', () => {
    expect(merged('a.js', { base: 'a();\n', ours: 'a();\nb();\n', theirs: 'a();\nc();\n' })).toEqual([
      'both sides added code at c();, and it may have to run in an order',
    ]);
    const twice = { base: '', ours: 'def a():\n    return 1\n', theirs: 'def a():\n    return 2\n' };
    expect(merged('a.py', twice)).toEqual(['both sides added a, and not the same']);
  });
});

describe('imports', () => {
  test('names of one module are one set, in the order that the list is kept in', () => {
    const file = (names: string): string => `import { ${names} } from 'x';\n`;
    expect(
      merged('a.ts', { base: file('b, d, e'), ours: file('b, c, d, e'), theirs: file('a, b, d, e, f') }),
    ).toBe(file('a, b, c, d, e, f'));
  });

  test('statements that both sides add are sorted when the file is', () => {
    const file = (...names: string[]): string =>
      `package a;\n\n${names.map((n) => `import ${n};\n`).join('')}`;
    expect(
      merged('A.java', {
        base: file('a.A', 'd.D'),
        ours: file('a.A', 'c.C', 'd.D'),
        theirs: file('a.A', 'b.B', 'd.D'),
      }),
    ).toBe(file('a.A', 'b.B', 'c.C', 'd.D'));
  });

  test('a list over several lines stays one, and is never cut short', () => {
    const lines = (...names: string[]): string =>
      `from x import (\n${names.map((n) => `    ${n},\n`).join('')})\n`;
    const use = '\n\ndef f():\n    return a, b\n';
    expect(
      merged('a.py', {
        base: `from x import a, b\n${use}`,
        ours: lines('a', 'b', 'long') + use,
        theirs: `from x import a, b, c\n${use}`,
      }),
    ).toBe(lines('a', 'b', 'c', 'long') + use);
  });

  test('both sides begin to import from one module', () => {
    const sides = {
      base: 'use z::Z;\n',
      ours: 'use a::{B, C};\nuse z::Z;\n',
      theirs: 'use a::{C, D};\nuse z::Z;\n',
    };
    expect(merged('a.rs', sides)).toBe('use a::{B, C, D};\nuse z::Z;\n');
  });

  test('where the file has one statement for each name, it stays so', () => {
    const file = (...names: string[]): string => names.map((name) => `from t import ${name}\n`).join('');
    expect(
      merged('a.py', { base: file('A', 'D'), ours: file('A', 'B', 'D'), theirs: file('A', 'C', 'D') }),
    ).toBe(file('A', 'B', 'C', 'D'));
  });

  test('one that a side removed stays if the other has a new use for it', () => {
    const file = (head: string, body: string): string =>
      `${head}import sys\n\n\ndef a():\n    return ${body}\n`;
    const result = merge('a.py', {
      base: file('import os\n', 'os.sep'),
      ours: file('', '1'),
      theirs: `${file('import os\n', 'os.sep')}\n\ndef b():\n    return os.name\n`,
    });
    expect(result).toMatchObject({
      kind: 'merged',
      text: `${file('import os\n', '1')}\n\ndef b():\n    return os.name\n`,
      facts: { keptImports: 1 },
    });
  });

  test('a name of a list that one side removed stays, too', () => {
    const file = (names: string, body: string): string =>
      `from t import ${names}\n\n\ndef a() -> ${body}:\n    pass\n`;
    expect(
      merged('a.py', {
        base: file('A, B, C', 'B'),
        ours: file('A, C', 'C'),
        theirs: `${file('A, B, C', 'B')}\n\ndef b() -> B:\n    pass\n`,
      }),
    ).toBe(`${file('A, B, C', 'C')}\n\ndef b() -> B:\n    pass\n`);
  });

  test('one of which each side removed some names is gone, never hollow', () => {
    const file = (head: string): string => `${head}export const c = 1;\n`;
    expect(
      merged('a.ts', {
        base: file("import { a, b } from 'x';\n"),
        ours: file("import { a } from 'x';\n"),
        theirs: file("import { b } from 'x';\n"),
      }),
    ).toBe(file(''));
  });

  test('of one that a side removed, what the other added to it stays', () => {
    const sides = {
      base: "import { a } from 'x';\na();\n",
      ours: '',
      theirs: "import { a, b } from 'x';\na();\nexport const c = () => b();\n",
    };
    expect(merged('a.ts', sides)).toBe("import { b } from 'x';\nexport const c = () => b();\n");
  });
});

describe('one side moves or renames what the other changes', () => {
  const [a, b] = ['fn a() -> u8 {\n    let x = 1;\n    let y = 2;\n    x + y\n}\n', 'fn b() {}\n'];

  test('a moved declaration takes the change along', () => {
    expect(
      merged('a.rs', { base: `${a}\n${b}`, ours: `${b}\n${a}`, theirs: `${a.replace('= 1', '= 3')}\n${b}` }),
    ).toBe(`${b}\n${a.replace('= 1', '= 3')}`);
  });

  test('a renamed one too', () => {
    const renamed = a.replace('fn a', 'fn sum');
    expect(merged('a.rs', { base: a, ours: renamed, theirs: a.replace('= 2', '= 4') })).toBe(
      renamed.replace('= 2', '= 4'),
    );
  });

  test('a removed one is a conflict when the other side changed it, and told as lost when not', () => {
    const sides = { base: `${a}\n${b}`, ours: b, theirs: `${a.replace('= 1', '= 3')}\n${b}` };
    expect(merged('a.rs', sides)).toEqual(['one side removed a, the other changed it']);
    expect(merge('a.rs', { ...sides, theirs: `${sides.base}\nfn c() {}\n` })).toMatchObject({
      kind: 'merged',
      text: `${b}\nfn c() {}\n`,
      lost: { ours: [], theirs: ['a'] },
    });
  });
});

describe('code that both sides changed', () => {
  const body = (first: string, last: string): string =>
    `func a() {\n\tx := ${first}\n\ty := 2\n\tz(${last})\n}\n`;
  const file = (text: string): string => `package p\n\n${text}`;

  test('is merged as text where the changes do not touch', () => {
    expect(
      merged('a.go', {
        base: file(body('1', 'x, y')),
        ours: file(body('10', 'x, y')),
        theirs: file(body('1', 'y, x')),
      }),
    ).toBe(file(body('10', 'y, x')));
  });

  test('is left open where they do, and the rest is decided', () => {
    const result = merge('a.go', {
      base: file(body('1', 'x')),
      ours: file(`${body('10', 'x')}\nfunc b() {}\n`),
      theirs: file(`${body('20', 'x')}\nfunc c() {}\n`),
    });
    expect(result).toMatchObject({ kind: 'conflict', reasons: ['both sides changed a in one place'] });
    expect(result.kind === 'conflict' && result.partial).toBe(
      file(`func a() {\n\0\n\ty := 2\n\tz(x)\n}\n\nfunc b() {}\n\nfunc c() {}\n`),
    );
  });

  test('comments travel with what they describe', () => {
    const sides = {
      base: '// about a\nlet a = 1;\n\n// about b\nlet b = 2;\n',
      ours: '// about b\nlet b = 2;\n\n// about a\nlet a = 1;\n',
      theirs: '// all about a\nlet a = 1;\n\n// about b\nlet b = 2;\n',
    };
    expect(merged('a.js', sides)).toBe('// about b\nlet b = 2;\n\n// all about a\nlet a = 1;\n');
  });
});
