// What is imported from elsewhere in the repository: by the name of a package, by an alias, from another crate.
import { expectFree, lines, meetAtSymbols } from '../../support/symbol-meeting.ts';
import { removeHistories } from '../../support/written-history.ts';

afterEach(removeHistories);

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const parse = lines('export function parse(text) {', '  return text;', '}', '', 'export const one = 1;');
const main = (from: string): string => lines(`import { parse } from '${from}';`, '', "parse('x');");
const pythonParse = lines('def parse(text):', '    return text', '', '', 'ONE = 1');
const rustParse = lines('pub fn parse(s: &str) -> &str {', '    s', '}', '', 'pub const ONE: i32 = 1;');

interface Case {
  readonly base: Readonly<Record<string, string>>;
  /** Where `parse` is defined, and where the other branch begins to use it. */
  readonly defined: string;
  readonly user: string;
  readonly use: string;
  readonly check?: readonly string[];
}

const CASES: Record<string, Case> = {
  'a package of the workspace, by its exports': {
    base: {
      'packages/text/package.json': json({
        name: '@app/text',
        exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      }),
      'packages/text/src/index.ts': parse,
      'packages/main/src/main.ts': '',
    },
    defined: 'packages/text/src/index.ts',
    user: 'packages/main/src/main.ts',
    use: main('@app/text'),
  },
  'a package of the workspace, by its main file': {
    base: {
      'text/package.json': json({ name: 'text', main: 'lib/text.js' }),
      'text/lib/text.js': parse,
      'main/main.js': '',
    },
    defined: 'text/lib/text.js',
    user: 'main/main.js',
    use: main('text'),
  },
  'a file of a package of the workspace': {
    base: {
      'packages/text/package.json': json({ name: '@app/text', exports: { './*': './src/*.ts' } }),
      'packages/text/src/parse.ts': parse,
      'packages/main/src/main.ts': '',
    },
    defined: 'packages/text/src/parse.ts',
    user: 'packages/main/src/main.ts',
    use: main('@app/text/parse'),
  },
  'an alias of the compiler': {
    base: {
      'ui/tsconfig.json': lines(
        '{',
        '  // Where the sources are.',
        '  "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"] }, },',
        '}',
      ),
      'ui/src/lib/parse.ts': parse,
      'ui/src/main.ts': '',
    },
    defined: 'ui/src/lib/parse.ts',
    user: 'ui/src/main.ts',
    use: main('@/lib/parse'),
  },
  'an import of the package itself': {
    base: {
      'package.json': json({ name: 'app', type: 'module', imports: { '#lib/*': './src/lib/*.js' } }),
      'src/lib/parse.js': parse,
      'src/main.js': '',
    },
    defined: 'src/lib/parse.js',
    user: 'src/main.js',
    use: main('#lib/parse'),
    check: ['node', 'src/main.js'],
  },
  'a Python package below src': {
    base: {
      'src/app/__init__.py': '',
      'src/app/text.py': pythonParse,
      'tests/test_text.py': '',
    },
    defined: 'src/app/text.py',
    user: 'tests/test_text.py',
    use: lines('from app.text import parse', '', "parse('x')"),
    check: ['env', 'PYTHONPATH=src', 'python3', '-B', 'tests/test_text.py'],
  },
  'a Python package of another project': {
    base: {
      'libs/text/app_text/__init__.py': '',
      'libs/text/app_text/text.py': pythonParse,
      'apps/main/run.py': '',
    },
    defined: 'libs/text/app_text/text.py',
    user: 'apps/main/run.py',
    use: lines('from app_text.text import parse', '', "parse('x')"),
    check: ['env', 'PYTHONPATH=libs/text', 'python3', '-B', 'apps/main/run.py'],
  },
  'another crate of the workspace': {
    base: {
      'crates/app-text/Cargo.toml': lines('[package]', 'authors = ["a"]', 'name = "app-text"'),
      'crates/app-text/src/lib.rs': rustParse,
      'crates/main/src/main.rs': lines('fn main() {}'),
    },
    defined: 'crates/app-text/src/lib.rs',
    user: 'crates/main/src/main.rs',
    use: lines('use app_text::parse;', '', 'fn main() {', '    parse("x");', '}'),
  },
  'its own crate, in a test': {
    base: {
      'Cargo.toml': lines('[package]', 'name = "app"'),
      'src/lib.rs': lines('pub mod text;'),
      'src/text.rs': rustParse,
      'tests/text.rs': '',
    },
    defined: 'src/text.rs',
    user: 'tests/text.rs',
    use: lines('use app::text::parse;', '', '#[test]', 'fn reads() {', '    parse("x");', '}'),
  },
  'a class of Java, statically': {
    base: {
      'src/app/Text.java': lines(
        'package app;',
        '',
        'class Text {',
        '  static void parse(String x) {',
        '  }',
        '}',
      ),
      'src/app/main/Main.java': '',
    },
    defined: 'src/app/Text.java',
    user: 'src/app/main/Main.java',
    use: lines('package app.main;', '', 'import static app.Text.parse;', '', 'class Main {}'),
  },
};

describe.each(Object.entries(CASES))('from %s', (_, { base, defined, user, use, check }) => {
  const without = (text: string): string => text.replaceAll('parse', 'read');

  test('a function that goes ties who begins to use it', async () => {
    const { edges, lands } = await meetAtSymbols({
      base,
      a: { [defined]: without(base[defined]!) },
      b: { [user]: use },
      ...(check && { check }),
    });
    expect(edges).toMatchObject([{ kind: 'definition', path: defined, among: ['a', 'b'] }]);
    expect(edges[0]!.detail).toContain('parse: removed at');
    expect(lands).toBe(1);
  });

  test('one that stays ties nobody', () =>
    expectFree({
      base,
      a: { [defined]: base[defined]!.replace(/one\b|ONE|class Text/, '$&Else') },
      b: { [user]: use },
    }));
});

test('of two packages with one name nobody is tied', () =>
  expectFree({
    base: {
      'a/package.json': json({ name: 'text' }),
      'a/index.ts': parse,
      'b/package.json': json({ name: 'text' }),
      'main.ts': '',
    },
    a: { 'a/index.ts': parse.replace('parse', 'read') },
    b: { 'main.ts': main('text') },
  }));

test('manifests that cannot be read say nothing', () =>
  expectFree({
    base: {
      'text/package.json': '['.repeat(100_000),
      'tsconfig.json': '{ "compilerOptions": { "paths": { "text": 1, "a*b*": ["*"] }, "baseUrl": ".." } }',
      'package.json': '{ "name": "__proto__", "exports": { "./*": null }, "imports": ["#text"] }',
      'text/index.ts': parse,
      'main.ts': '',
    },
    a: { 'text/index.ts': parse.replace('parse', 'read') },
    b: { 'main.ts': main('text') },
  }));
