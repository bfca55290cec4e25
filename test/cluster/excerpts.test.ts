// What of a changed program is read, and that reading no more of it says the same.
import { branchSymbols, excerptsOf, type ChangedText } from '@sluice/cluster';
import { openEngine } from '@sluice/engine';
import type { BranchSymbols, Region } from '@sluice/model';
import { locateSymbols } from '@sluice/syntax';
import fc from 'fast-check';

/** A program by its items, of which some are replaced: '' where there is none. */
function changed(path: string, items: readonly (readonly [before: string, after: string])[]): ChangedText {
  const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'));
  const regions: Region[] = [];
  let start = 0;
  for (const [before, after] of items) {
    const [old, now] = [linesOf(before), linesOf(after)];
    const region = { start, removed: old.map(() => 1), added: now.map(() => 2) };
    const last = regions.at(-1);
    if (before === after) start += old.length;
    else {
      start += old.length;
      // Regions that touch are one.
      if (last && last.start + last.removed.length === region.start)
        regions.push({
          start: regions.pop()!.start,
          removed: [...last.removed, ...region.removed],
          added: [...last.added, ...region.added],
        });
      else regions.push(region);
    }
  }
  const text = (side: 0 | 1): string => `${items.flatMap((item) => linesOf(item[side])).join('\n')}\n`;
  return { by: 0, path, language: 'x', before: text(0), after: text(1), regions };
}

const same = (item: string): [string, string] => [item, item];
const filler = (count: number): [string, string][] =>
  Array.from({ length: count }, (_, i) => same(`export const filler${i} = ${i};`));

describe('the excerpts of a changed program', () => {
  test('have the items that change, those beside them, and imports, each where it was', () => {
    const parse = 'export function parse(a) {\n  return a;\n}';
    const file = changed('a.ts', [
      same("import { x } from './x.ts';"),
      ...filler(9),
      [parse, parse.replace('(a)', '(a, b)')],
      ...filler(9),
    ]);
    const { before, after, rest } = excerptsOf(file)!;
    const blank = (count: number): string => '\n'.repeat(count);
    const around = (head: string): string =>
      `import { x } from './x.ts';${blank(9)}export const filler8 = 8;\n${head} {\n  return a;\n}\nexport const filler0 = 0;`;
    expect(before.trimEnd()).toBe(around('export function parse(a)'));
    expect(after.trimEnd()).toBe(around('export function parse(a, b)'));
    expect(before.split('\n')).toHaveLength(file.before!.split('\n').length);
    expect(rest).toContain('export const filler4 = 4;');
    expect(rest).toHaveLength(17);
  });

  test.each([
    ['a text of several lines', 'const text = `\nnot code {\n`;'],
    ['a comment of several lines', '/*\nfunction old() {}\n*/'],
  ])('are not cut within %s', (_, item) => {
    const { after } = excerptsOf(
      changed('a.ts', [...filler(9), [item, item.replace('{', '{ more')], ...filler(9)]),
    )!;
    expect(after.trim().split('\n').slice(1, -1).join('\n')).toBe(item.replace('{', '{ more'));
  });

  test('are not made of a file that is new, or changes nearly everywhere', () => {
    expect(excerptsOf({ ...changed('a.ts', filler(3)), before: null, regions: null })).toBeNull();
    expect(excerptsOf(changed('a.ts', [['a;', 'b;'], same('c;'), ['d;', 'e;']]))).toBeNull();
  });

  test('of a long file cost little', () => {
    const file = changed('a.ts', [...filler(50_000), ['a;', 'b;'], ...filler(50_000)]);
    const start = performance.now();
    expect(excerptsOf(file)).not.toBeNull();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

const name = fc.constantFrom(
  ...['parse', 'read', 'Server', 'close', 'open', 'Row', 'list', 'add', 'find', 'drop', 'Key', 'size'],
);
const script = fc.oneof(
  fc
    .tuple(name, fc.constantFrom('', 'a', 'a, b = 1'))
    .map(([of, list]) => `export function ${of}(${list}) {\n  return 1;\n}`),
  fc.tuple(name, name).map(([of, member]) => `class ${of} {\n  ${member}() {\n    return 2;\n  }\n}`),
  name.map((of) => `const ${of} = \`\n${of}() {\n\`;`),
  fc.tuple(name, name).map(([of, called]) => `// ${of}\nexport const ${of} = () => ${called}();`),
  name.map((of) => `app.get('/${of}', () => ${of}());`),
  name.map((of) => `export enum Code${of} {\n  A = 1,\n}`),
);
const python = fc.oneof(
  fc.tuple(name, fc.constantFrom('', 'a', 'a, b=1')).map(([of, list]) => `def ${of}(${list}):\n    return 1`),
  fc.tuple(name, name).map(([of, member]) => `class ${of}:\n    def ${member}(self):\n        return 2`),
  name.map((of) => `${of} = """\ndef ${of}():\n"""`),
  name.map((of) => `@app.get("/${of}")\ndef view_${of}():\n    return ${of}()`),
);
const edits = (item: fc.Arbitrary<string>) =>
  fc.array(
    fc.oneof(
      { weight: 5, arbitrary: item.map((text): [string, string] => [text, text]) },
      { weight: 1, arbitrary: fc.tuple(item, fc.oneof(item, fc.constant(''))) },
      { weight: 1, arbitrary: item.map((text): [string, string] => ['', text]) },
    ),
    { minLength: 4, maxLength: 14 },
  );

test.each([
  ['a.ts', script],
  ['a.py', python],
] as const)('excerpts of %s say the same as the whole program', async (path, item) => {
  const engine = await openEngine();
  const layout = {
    has: () => false,
    goModules: [],
    scriptPackages: new Map(),
    aliases: [],
    crates: new Map(),
    pythonRoot: () => null,
  };
  const symbolsIn = (before: string, after: string, rest: readonly string[]): BranchSymbols | null => {
    const [old, now] = [engine.symbols(path, before), engine.symbols(path, after)];
    if (!old || !now) return null;
    const [one, two] = [locateSymbols(path, old, layout), locateSymbols(path, now, layout)];
    return branchSymbols([
      { before: one, after: two, onlyUses: false, rest, isAdded: () => true, strict: true },
    ]);
  };
  const namesTwice = (text: string): boolean => {
    const { definitions, claims } = engine.symbols(path, text)!;
    const names = [...definitions, ...claims].map((one) => one.name);
    return new Set(names).size !== names.length;
  };
  const told = ({ signatures, added, claimed }: BranchSymbols) => ({
    signatures,
    added,
    claimed,
  });
  let compared = 0;
  fc.assert(
    fc.property(edits(item), (items) => {
      const file = changed(path, items);
      const excerpts = excerptsOf(file);
      const [part, whole] = [
        excerpts && symbolsIn(excerpts.before, excerpts.after, excerpts.rest),
        symbolsIn(file.before!, file.after!, []),
      ];
      // Of two definitions of a name an excerpt may have one.
      if (!part || !whole || [file.before!, file.after!].some(namesTwice)) return;
      compared += 1;
      expect(told(part)).toEqual(told(whole));
      // In what it does not read a name that is declared again is not one that is said.
      expect(part.removed).toEqual(expect.arrayContaining([...whole.removed]));
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(5);
});
