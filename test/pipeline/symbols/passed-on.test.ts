// Names that modules hand on: default exports, `export … from`, what a Python package imports, `pub use`.
import {
  expectFree,
  expectTied,
  lines,
  meetAtSymbols,
  type Meeting,
  type Tied,
} from '../../support/symbol-meeting.ts';
import { removeHistories } from '../../support/written-history.ts';

afterEach(removeHistories);

const node = ['node', 'src/main.mjs'];
const python = ['python3', '-B', '-c', 'import app.main'];

const parse = lines('export function parse(text) {', '  return text;', '}', 'export const one = 1;');
const read = parse.replace('parse', 'read');
const main = (from: string): string => lines(`import { parse } from '${from}';`, '', "parse('x');");
const star = {
  'src/parse.mjs': parse,
  'src/index.mjs': lines("export * from './parse.mjs';"),
  'src/main.mjs': '',
};
const named = { ...star, 'src/index.mjs': lines("export { parse as text, one } from './parse.mjs';") };
const plain = {
  'src/parse.mjs': lines('export default function parse(text) {', '  return text;', '}'),
  'src/main.mjs': '',
};
const whole = lines("import parse from './parse.mjs';", '', "parse('x');");
const pythonBase = {
  'app/__init__.py': lines('from .text import parse, ONE'),
  'app/text.py': lines('def parse(text):', '    return text', '', '', 'ONE = 1'),
  'app/main.py': '',
};
const pythonUse = { 'app/main.py': lines('from app import parse', '', "parse('x')") };
const rust = {
  'src/lib.rs': lines('mod text;', 'pub use text::*;'),
  'src/text.rs': lines('pub fn parse(s: &str) -> &str {', '    s', '}', '', 'pub const ONE: i32 = 1;'),
  'src/main.rs': '',
  'Cargo.toml': lines('[package]', 'name = "app"'),
};

const TIED: Record<string, Tied> = {
  'all that another module exports': {
    base: star,
    a: { 'src/parse.mjs': read },
    b: { 'src/main.mjs': main('./index.mjs') },
    check: node,
    says: 'parse: removed at src/parse.mjs:1, newly used at src/main.mjs:1',
  },
  'a name that is no longer handed on': {
    base: named,
    a: { 'src/index.mjs': lines("export { one } from './parse.mjs';") },
    b: { 'src/main.mjs': main('./index.mjs').replaceAll('parse', 'text') },
    check: node,
    says: 'text: removed at src/index.mjs:1, newly used at src/main.mjs:1',
  },
  'a name that the other one hands on': {
    base: { ...star, 'src/index.mjs': '' },
    a: { 'src/parse.mjs': read },
    b: { 'src/index.mjs': named['src/index.mjs'] },
    check: ['node', 'src/index.mjs'],
    says: 'parse: removed at src/parse.mjs:1, newly used at src/index.mjs:1',
  },
  'a default export': {
    base: plain,
    a: { 'src/parse.mjs': plain['src/parse.mjs'].replace('default ', '') },
    b: { 'src/main.mjs': whole },
    check: node,
    says: 'default: removed at src/parse.mjs:1, newly used at src/main.mjs:1',
  },
  'a name of a Python package': {
    base: pythonBase,
    a: {
      'app/__init__.py': lines('from .text import ONE'),
      'app/text.py': pythonBase['app/text.py'].replace('parse', 'read'),
    },
    b: pythonUse,
    check: python,
    says: 'parse: removed at app/__init__.py:1, newly used at app/main.py:1',
  },
  'all names of a Python module': {
    base: { ...pythonBase, 'app/__init__.py': lines('from .text import *') },
    a: { 'app/text.py': pythonBase['app/text.py'].replace('parse', 'read') },
    b: pythonUse,
    check: python,
    says: 'parse: removed at app/text.py:1, newly used at app/main.py:1',
  },
  'a function of a Python package that gets other parameters': {
    base: pythonBase,
    a: { 'app/text.py': pythonBase['app/text.py'].replace('(text)', '(text, path)') },
    b: pythonUse,
    check: python,
    says: 'parse: given other parameters at app/text.py:1, newly called at app/main.py:3',
  },
  'all names of a Rust module': {
    base: rust,
    a: { 'src/text.rs': rust['src/text.rs'].replace('parse', 'read') },
    b: { 'src/main.rs': lines('use app::parse;', '', 'fn main() {', '    parse("x");', '}') },
    says: 'parse: removed at src/text.rs:1, newly used at src/main.rs:1',
  },
  'a function of a Rust module that is named with it': {
    base: rust,
    a: { 'src/text.rs': rust['src/text.rs'].replace('parse', 'read') },
    b: {
      'src/other.rs': lines('use crate::text;', '', 'pub fn run() {', '    text::parse("x");', '}'),
    },
    says: 'parse: removed at src/text.rs:1, newly used at src/other.rs:4',
  },
  'all of a package of the workspace': {
    base: {
      'packages/text/package.json': '{ "name": "@app/text" }\n',
      'packages/text/src/index.ts': lines("export * from './deep/index.ts';"),
      'packages/text/src/deep/index.ts': lines(
        "export { default as parse } from './parse.ts';",
        "export * from './parse.ts';",
      ),
      'packages/text/src/deep/parse.ts': lines('export default 1;', ...parse.trimEnd().split('\n').slice(3)),
      'src/main.ts': '',
    },
    a: { 'packages/text/src/deep/index.ts': lines("export * from './parse.ts';") },
    b: { 'src/main.ts': main('@app/text') },
    says: 'parse: removed at packages/text/src/deep/index.ts:1, newly used at src/main.ts:1',
  },
};

test.each(Object.entries(TIED))('%s ties who takes it away and who begins to use it', (_, two) =>
  expectTied(two),
);

const FREE: Record<string, Meeting> = {
  'what moves behind the name that is handed on': {
    base: { ...star, 'src/read.mjs': lines('export const two = 2;') },
    a: {
      'src/parse.mjs': lines('export const one = 1;'),
      'src/read.mjs': parse.replace('one', 'two'),
      'src/index.mjs': lines("export * from './parse.mjs';", "export * from './read.mjs';"),
    },
    b: { 'src/main.mjs': main('./index.mjs') },
  },
  'a default export that gets another name': {
    base: plain,
    a: { 'src/parse.mjs': plain['src/parse.mjs'].replace('parse', 'read') },
    b: { 'src/main.mjs': whole },
  },
  'a default export that is named elsewhere': {
    base: plain,
    a: {
      'src/parse.mjs': lines('function parse(text) {', '  return text;', '}', 'export { parse as default };'),
    },
    b: { 'src/main.mjs': whole },
  },
  'a name that may come from a module of others': {
    base: { ...star, 'src/index.mjs': lines("export * from './parse.mjs';", "export * from 'text';") },
    a: { 'src/parse.mjs': read },
    b: { 'src/main.mjs': main('./index.mjs') },
  },
  'a module that is written for require()': {
    base: { 'src/parse.js': lines('function parse() {}', 'exports.parse = parse;'), 'src/main.mjs': '' },
    a: { 'src/parse.js': lines('function read() {}', 'exports.parse = read;') },
    b: { 'src/main.mjs': main('./parse.js') },
  },
  'modules that hand on each other': {
    base: { ...star, 'src/parse.mjs': `${parse}export * from './index.mjs';\n` },
    a: { 'src/parse.mjs': `${parse.replace('one', 'two')}export * from './index.mjs';\n` },
    b: { 'src/main.mjs': main('./index.mjs') },
  },
  'a function that fits by all names': {
    base: pythonBase,
    a: { 'app/text.py': pythonBase['app/text.py'].replace('(text)', '(text, path=None)') },
    b: pythonUse,
  },
};

test('what moves behind the name that is handed on is not told of either', async () => {
  const { hints } = await meetAtSymbols(FREE['what moves behind the name that is handed on']!);
  expect(hints).toEqual([]);
});

test.each(Object.entries(FREE))('%s ties nobody', (_, two) => expectFree(two));
