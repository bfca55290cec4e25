import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { HOMES, LAYERS, ownerOf, packageOf } from './layers.ts';
import { importsOf, read, ROOT, sourceFiles, type SourceImport } from './source-file.ts';

const files = sourceFiles('packages');
let imports: readonly SourceImport[];

beforeAll(async () => {
  imports = await importsOf(files);
});

const isRelative = ({ specifier }: SourceImport) => specifier.startsWith('.');
const isOurs = ({ specifier }: SourceImport) => specifier.startsWith('@sluice/');
const isBuiltin = ({ specifier }: SourceImport) => specifier.startsWith('node:');
const isThirdParty = (each: SourceImport) => !isRelative(each) && !isOurs(each) && !isBuiltin(each);
const show = ({ from, specifier }: SourceImport) => `${from} imports ${specifier}`;
const target = ({ from, specifier }: SourceImport) => posix.join(posix.dirname(from), specifier);

test('every package has a place in the layers', () => {
  expect(readdirSync(join(ROOT, 'packages')).toSorted()).toEqual(Object.keys(LAYERS).toSorted());
});

test('the reader of imports sees types and dynamic imports, and no text', async () => {
  const found = await importsOf(['test/architecture/samples/imports.ts']);
  expect(found.map(({ specifier }) => specifier).toSorted()).toEqual([
    './a.ts',
    './b.ts',
    './c.ts',
    './d.ts',
    'e',
    'f',
  ]);
});

test('packages import only what is below them', () => {
  const wrong = imports.filter((each) => {
    const allowed = LAYERS[ownerOf(each.from)] ?? [];
    return isOurs(each) && !allowed.includes(packageOf(each.specifier).replace('@sluice/', ''));
  });
  expect(wrong.map(show)).toEqual([]);
});

test('a relative import names a file of the same package with its extension', () => {
  const wrong = imports.filter(isRelative).filter((each) => {
    return ownerOf(target(each)) !== ownerOf(each.from) || !existsSync(join(ROOT, target(each)));
  });
  expect(wrong.map(show)).toEqual([]);
});

test('third-party packages are imported at home only', () => {
  const wrong = imports.filter(isThirdParty).filter(({ from, specifier }) => {
    const homes = HOMES[packageOf(specifier)] ?? [];
    return !homes.some((home) => from.startsWith(home));
  });
  expect(wrong.map(show)).toEqual([]);
});

test.each(Object.keys(LAYERS))('the dependencies of %s are what it imports, pinned', (name) => {
  const manifest = JSON.parse(read(`packages/${name}/package.json`)) as {
    dependencies?: Record<string, string>;
  };
  const own = imports.filter(({ from }) => ownerOf(from) === name);
  const used = own
    .filter((each) => isOurs(each) || isThirdParty(each))
    .map((each) => packageOf(each.specifier));
  const declared = manifest.dependencies ?? {};
  expect(Object.keys(declared).toSorted()).toEqual([...new Set(used)].toSorted());
  expect(Object.values(declared).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('no imports go round in a circle', () => {
  const edges = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const each of imports.filter(isRelative)) edges.get(each.from)?.push(target(each));
  expect(findCircle(edges)).toEqual([]);
});

test('a circle of imports is found', () => {
  const edges = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ]);
  expect(findCircle(edges)).toEqual(['b', 'd', 'b']);
});

function findCircle(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of edges.get(file) ?? []) {
      const circle = walk(next, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of edges.keys()) {
    const circle = walk(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
