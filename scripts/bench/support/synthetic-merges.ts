import type { FileSides } from '@sluice/merge';

/** A file that was made to be merged, and what is hard about it. */
export interface Synthetic {
  readonly about: string;
  readonly sides: FileSides;
}

/** Programs of some length in which both sides change a function, add an import and add a function of their own. */
export function ordinaryMerges(count: number): Synthetic[] {
  return Array.from({ length: count }, (_, n) => {
    const base = program(n, {});
    const ours = program(n, { argument: 'first', added: 'ours' });
    const theirs = program(n, { result: 'null', added: 'theirs' });
    return { about: 'ordinary', sides: { path: `src/part-${n}.ts`, base, ours, theirs } };
  });
}

/** Programs in which both sides change one of many functions; the larger is read as a text. In characters, about. */
export function largeMerges(sizes: readonly number[]): Synthetic[] {
  return sizes.map((characters) => {
    const versions = [{}, { argument: 'first' }, { result: 'null' }].map((change) =>
      manyFunctions(Math.ceil(characters / 76), change),
    );
    const [base, ours, theirs] = versions as [string, string, string];
    const about = `a program of ${(characters / 1e6).toFixed(1)} MB, in a process of its own`;
    return { about, sides: { path: 'src/large.ts', base, ours, theirs } };
  });
}

interface Change {
  readonly argument?: string | undefined;
  readonly result?: string | undefined;
  readonly added?: string;
}

/** Both sides changed something else of a small program: it has to be read to see that nothing is lost. */
export function cleanMerge(): FileSides {
  const base = program(0, {});
  return { path: 'src/part.ts', base, ours: `// ours\n${base}`, theirs: `${base}export const last = 1;\n` };
}

function program(n: number, { argument, result, added }: Change): string {
  const functions = functionsOf(10 + (n % 60), (i) => i === n % 10, { argument, result });
  const own = added === undefined ? '' : `\nexport function ${added}(): string {\n  return '${added}';\n}\n`;
  const imports = added === undefined ? '' : `import { ${added}Name } from './${added}.ts';\n`;
  return `import { a } from './a.ts';\n${imports}\n${functions.join('\n')}${own}`;
}

function manyFunctions(count: number, change: Change): string {
  return functionsOf(count, (i) => i === count >> 1, change).join('\n');
}

function functionsOf(
  count: number,
  isChanged: (i: number) => boolean,
  { argument = 'value', result = 'value' }: Change,
): string[] {
  return Array.from({ length: count }, (_, i) => {
    const [name, value] = isChanged(i) ? [argument, result] : ['value', 'value'];
    return `export function part${i}(${name}: number): number {\n  return ${i} + ${value};\n}\n`;
  });
}

/** Input of people who mean no good, or of machines: each has to end soon, whatever comes of it. */
export function adversarialMerges(lines: number): Synthetic[] {
  const numbered = (word: string): string[] => Array.from({ length: lines }, (_, i) => `${word} ${i}`);
  const text = (of: readonly string[]): string => `${of.join('\n')}\n`;
  const changed = (of: readonly string[], every: number, word: string): string[] =>
    of.map((line, i) => (i % every === 0 ? `${line} ${word}` : line));
  const plain = numbered('line');
  const equal = Array.from({ length: lines }, () => 'same');
  const nested = (depth: number, leaf: string): string => '['.repeat(depth) + leaf + ']'.repeat(depth);
  const long = (word: string): string => `${`${word} = 1; `.repeat(lines)}\n`;
  const three = (path: string, base: string, ours: string, theirs: string): FileSides => ({
    path,
    base,
    ours,
    theirs,
  });
  return [
    {
      about: `${lines} lines, every third changed by both`,
      sides: three('a.py', text(plain), text(changed(plain, 3, 'x')), text(changed(plain, 3, 'y'))),
    },
    {
      about: `${lines} lines, nothing in common`,
      sides: three('a.txt', text(plain), text(numbered('ours')), text(numbered('theirs'))),
    },
    {
      about: `${lines} equal lines, some in between`,
      sides: three('a.txt', text(equal), text(changed(equal, 7, 'x')), text(changed(equal, 5, 'y'))),
    },
    { about: 'one long line', sides: three('a.js', long('a'), long('b'), long('c')) },
    {
      about: 'deep nesting',
      sides: three(
        'a.js',
        `x = ${nested(lines, '1')}\n`,
        `x = ${nested(lines, '2')}\n`,
        `x = ${nested(lines, '3')}\n`,
      ),
    },
    {
      about: 'deep nesting in JSON',
      sides: three('a.json', `${nested(lines, '1')}\n`, `${nested(lines, '2')}\n`, `${nested(lines, '3')}\n`),
    },
  ];
}
