import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { BLIND } from './layers.ts';
import { importsOf, read, ROOT, sourceFiles } from './source-file.ts';

const packages = sourceFiles('packages');
const scripts = sourceFiles('scripts');
const tests = sourceFiles('test');
const blind = packages.filter((path) => BLIND.some((name) => path.startsWith(`packages/${name}/`)));

/** What a blind source would have to say to see the world. */
const SIGHT = [
  /\basync\b(?= ?(?:function|\(|\*|[\w$]+ ?(?:=>|\()))/,
  /\bawait /,
  /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/,
  /\bMath\.random\b|\brandom(?:Bytes|UUID|Int)\b/,
  /\bprocess\.|\bglobalThis\b/,
  /\bconsole\./,
  /\bset(?:Timeout|Interval|Immediate)\(/,
  /\bfetch\(/,
];
const BLIND_BUILTINS = ['node:buffer', 'node:crypto', 'node:path'];

/** Without comments and types. */
function code(source: string): string {
  return transformSync(source, { loader: 'ts', target: 'esnext' }).code;
}

function longerThan(files: readonly string[], lines: number): string[] {
  return files.filter((path) => read(path).split('\n').length - 1 > lines);
}

test('the core is synchronous and blind', () => {
  const seeing = blind.flatMap((path) => {
    const text = code(read(path));
    return SIGHT.flatMap((sight) => (sight.test(text) ? [`${path}: ${sight.exec(text)?.[0]}`] : []));
  });
  expect(seeing).toEqual([]);
});

test.each([
  'export async function f() {}',
  'export const f = async () => 1;',
  'export const f = async (x: string) => x;',
  'export const now = Date.now();',
  'export const f = (now = new Date()) => now;',
  'export const x = process.env;',
  'console.log(1);',
])('a source that is not blind is seen: %s', (source) => {
  expect(SIGHT.some((sight) => sight.test(code(source)))).toBe(true);
});

test('the core uses no part of node that reaches the world', async () => {
  const imports = await importsOf(blind);
  const wrong = imports.filter(
    ({ specifier }) => specifier.startsWith('node:') && !BLIND_BUILTINS.includes(specifier),
  );
  expect(wrong).toEqual([]);
});

test('packages do not ask where they are: a bundle is somewhere else', () => {
  expect(packages.filter((path) => /\bimport\.meta\b|\b__dirname\b/.test(readCode(path)))).toEqual([]);
});

test('files are short', () => {
  expect(longerThan([...packages, ...scripts], 300)).toEqual([]);
  expect(longerThan(tests, 400)).toEqual([]);
});

test('no test replaces a module', () => {
  const replacing = new RegExp(String.raw`\bjest\s*\.\s*(?:unstable_)?(?:do)?[mM]ock\w*\(`);
  expect(tests.filter((path) => replacing.test(read(path)))).toEqual([]);
});

test('no file names a home directory or a place of one machine', () => {
  const place = /(?:^|[\s"'`(=:])\/(?:home|root|Users|work)\/(?!linuxbrew\/)[\w.-]+\/[\w.-]+/m;
  expect(ownFiles().filter((path) => place.test(read(path)))).toEqual([]);
});

/** The template text of the demo project is no code of ours. */
function readCode(path: string): string {
  return path.startsWith('packages/cli/src/demo/') ? '' : code(read(path));
}

/** Every text file that is kept in the repository. */
function ownFiles(): string[] {
  const kept = /\.(?:ts|js|cjs|json|md|yml|yaml|txt)$|^(?:scripts|\.ci)\/[\w-]+$/;
  const skipped = /(?:^|\/)(?:node_modules|\.git|\.cache|coverage|demo)\//;
  const paths = ['packages', 'scripts', 'test', 'dist', '.ci', 'docs', 'schemas'].flatMap((folder) =>
    below(folder),
  );
  const top = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isFile());
  return [...paths, ...top.map((entry) => entry.name)].filter(
    (path) => kept.test(path) && !skipped.test(path),
  );
}

function below(folder: string): string[] {
  try {
    const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
