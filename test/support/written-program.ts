import type { Model, Part } from './random-program.ts';

/** How a language writes a program. */
export interface Writing {
  readonly path: string;
  readonly imported: (id: number) => string;
  readonly part: (part: Part) => string;
  /** The whole of it, of what is imported and declared. */
  readonly whole: (imports: string, parts: string) => string;
}

const indented = (text: string, by: string): string => text.replaceAll(/^(?=.)/gm, by);

const curly = (head: string, lines: readonly string[], indent: string): string =>
  `${head} {\n${lines.map((line) => `${indent}${line}\n`).join('')}}`;

/** Words that no other part has: else one that goes and one that comes would look like one that was renamed. */
const words = (id: number, at: number, value: number): string =>
  [...'abcdef'].map((letter) => `${letter}${id}`).join(' + ') + ` + at${at}(${value})`;

/** A part with its comment, a function or a class. */
const written =
  (
    mark: string,
    code: (lines: readonly string[], name: string) => string,
    type: (part: Part, name: string) => string,
  ) =>
  (part: Part): string => {
    const note = part.note > 0 ? `${mark} about ${part.id}, ${part.note}\n` : '';
    return (
      note +
      (part.kind === 'function'
        ? code(
            part.lines.map((value, at) => words(part.id, at, value)),
            `f${part.id}`,
          )
        : type(part, `C${part.id}`))
    );
  };

const plain = (imports: string, parts: string): string => `${imports}\n${parts}`;

const script = (path: string, imported: Writing['imported']): Writing => ({
  path,
  imported,
  part: written(
    '//',
    (lines, name) =>
      curly(
        `export function ${name}()`,
        ['let total = 0;', ...lines.map((line) => `total += ${line};`), 'return total;'],
        '  ',
      ),
    ({ members }, name) =>
      curly(
        `export class ${name}`,
        [...members].map(([id, v]) => `m${id}() {\n    return ${v};\n  }\n`),
        '  ',
      ),
  ),
  whole: plain,
});

const es = (id: number): string => `import { i${id} } from './m${id}';\n`;

export const WRITINGS: readonly Writing[] = [
  script('a.ts', es),
  script('a.tsx', es),
  script('a.mjs', es),
  script('a.js', (id) => `const { i${id} } = require('./m${id}');\n`),
  {
    path: 'a.py',
    imported: (id) => `from m${id} import i${id}\n`,
    part: written(
      '#',
      (lines, name) =>
        [
          `def ${name}():`,
          '    total = 0',
          ...lines.map((line) => `    total += ${line}`),
          '    return total',
          '',
        ].join('\n'),
      ({ members }, name) =>
        [
          `class ${name}:`,
          `    name = "${name}"`,
          '',
          ...[...members].map(([id, v]) => `    def m${id}(self):\n        return ${v}\n`),
        ].join('\n'),
    ),
    whole: plain,
  },
  {
    path: 'a.go',
    imported: (id) => `\t"m/i${id}"\n`,
    part: written(
      '//',
      (lines, name) =>
        curly(
          `func ${name}() int`,
          ['total := 0', ...lines.map((line) => `total += ${line}`), 'return total'],
          '\t',
        ),
      ({ members }, name) =>
        curly(
          `type ${name} struct`,
          [...members].map(([id, v]) => `m${id} [${v}]int`),
          '\t',
        ),
    ),
    whole: (imports, parts) => `package p\n\nimport (\n${imports})\n\n${parts}`,
  },
  {
    path: 'Main.java',
    imported: (id) => `import m.I${id};\n`,
    part: (part) =>
      indented(
        written(
          '//',
          (lines, name) =>
            curly(
              `static int ${name}()`,
              ['int total = 0;', ...lines.map((line) => `total += ${line};`), 'return total;'],
              '    ',
            ),
          ({ members }, name) =>
            curly(
              `static class ${name}`,
              [...members].map(([id, v]) => `int m${id}() {\n        return ${v};\n    }\n`),
              '    ',
            ),
        )(part),
        '    ',
      ),
    whole: (imports, parts) => `package p;\n\n${imports}\npublic class Main {\n${parts}}\n`,
  },
  {
    path: 'a.rs',
    imported: (id) => `use m${id}::i${id};\n`,
    part: written(
      '///',
      (lines, name) =>
        curly(
          `pub fn ${name}() -> i64`,
          ['let mut total = 0;', ...lines.map((line) => `total += ${line};`), 'total'],
          '    ',
        ),
      ({ members }, name) =>
        curly(
          `#[derive(Debug)]\npub struct ${name}`,
          [...members].map(([id, v]) => `m${id}: [u8; ${v}],`),
          '    ',
        ),
    ),
    whole: plain,
  },
];

export function textOf({ imports, parts }: Model, writing: Writing): string {
  const texts = parts.map((part) => `${writing.part(part).trimEnd()}\n`).join('\n');
  return writing.whole(imports.map(writing.imported).join(''), texts);
}
