// A definition goes away on one branch, and the other begins to use it.
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

const node = ['node', '--input-type=module', '-e', "await import('./src/main.mjs')"];
const python = ['python3', '-B', '-c', 'import app.main'];

const scriptBase = {
  'src/parse.mjs': lines('export function parse(text) {', '  return text;', '}', '', 'export const one = 1;'),
  'src/main.mjs': lines('export const main = 1;'),
};
const scriptUse = lines("import { parse } from './parse.mjs';", '', 'export const main = 1;', "parse('x');");
const pythonBase = {
  'app/__init__.py': '',
  'app/text.py': lines('def parse(text):', '    return text', '', '', 'ONE = 1'),
  'app/main.py': lines('MAIN = 1'),
};
const goBase = {
  'go.mod': lines('module example.com/app', '', 'go 1.22'),
  'text/parse.go': lines('package text', '', 'func Parse(s string) string {', '\treturn s', '}'),
  'text/other.go': lines('package text', '', 'const One = 1'),
  'main.go': lines('package main', '', 'func main() {', '}'),
};
const goUse = lines(
  'package main',
  '',
  'import "example.com/app/text"',
  '',
  'func main() {',
  '\tprintln(text.Parse("x"))',
  '}',
);
const goWithout = lines('package text', '', 'func read(s string) string {', '\treturn s', '}');

const TIED: Record<string, Tied> = {
  'a function of a JavaScript module': {
    base: scriptBase,
    a: { 'src/parse.mjs': lines('export const one = 1;') },
    b: { 'src/main.mjs': scriptUse },
    check: node,
    says: 'parse: removed at src/parse.mjs:1, newly used at src/main.mjs:1',
  },
  'a function that gets another name': {
    base: scriptBase,
    a: {
      'src/parse.mjs': lines(
        'export function read(text) {',
        '  return text;',
        '}',
        '',
        'export const one = 1;',
      ),
    },
    b: { 'src/main.mjs': scriptUse },
    check: node,
    says: 'parse: removed at src/parse.mjs:1, newly used at src/main.mjs:1',
  },
  'a module that is deleted': {
    base: scriptBase,
    a: { 'src/parse.mjs': null },
    b: { 'src/new.mjs': scriptUse, 'src/main.mjs': lines("import './new.mjs';", 'export const main = 1;') },
    check: node,
    says: 'parse: removed at src/parse.mjs:1, newly used at src/new.mjs:1',
  },
  'a private function of the file that both change': {
    base: {
      'src/main.mjs': lines(
        'function helper() {',
        '  return 1;',
        '}',
        ...Array.from({ length: 12 }, (_, i) => `export const v${i} = ${i};`),
        'export const last = 1;',
      ),
    },
    a: {
      'src/main.mjs': lines(
        ...Array.from({ length: 12 }, (_, i) => `export const v${i} = ${i};`),
        'export const last = 1;',
      ),
    },
    b: {
      'src/main.mjs': lines(
        'function helper() {',
        '  return 1;',
        '}',
        ...Array.from({ length: 12 }, (_, i) => `export const v${i} = ${i};`),
        'export const last = helper();',
      ),
    },
    check: node,
    says: 'helper: removed at src/main.mjs:1, newly used at src/main.mjs:16',
  },
  'a function of a Python module': {
    base: pythonBase,
    a: { 'app/text.py': lines('ONE = 1') },
    b: { 'app/main.py': lines('from app.text import parse', '', 'MAIN = 1', "parse('x')") },
    check: python,
    says: 'parse: removed at app/text.py:1, newly used at app/main.py:1',
  },
  'a function of a Python module that is imported as a whole': {
    base: pythonBase,
    a: { 'app/text.py': lines('ONE = 1') },
    b: { 'app/main.py': lines('from . import text', '', 'MAIN = 1', "text.parse('x')") },
    check: python,
    says: 'parse: removed at app/text.py:1, newly used at app/main.py:4',
  },
  'a class of a Python module that is the type of a parameter': {
    base: { ...pythonBase, 'app/text.py': lines('class Text:', '    pass', '', '', 'ONE = 1') },
    a: { 'app/text.py': lines('ONE = 1') },
    b: {
      'app/main.py': lines(
        'import app.text as texts',
        '',
        '',
        'def main(text: texts.Text = None):',
        '    return texts.Text()',
        '',
        '',
        'main()',
      ),
    },
    check: python,
    says: 'Text: removed at app/text.py:1, newly used at app/main.py:4',
  },
  'a function of a Go package': {
    base: goBase,
    a: { 'text/parse.go': goWithout },
    b: { 'main.go': goUse },
    says: 'Parse: removed at text/parse.go:3, newly used at main.go:6',
  },
  'a class of a Java package': {
    base: {
      'src/app/Text.java': lines('package app;', '', 'public class Text {', '}'),
      'src/app/Main.java': lines('package app.main;', '', 'class Main {', '}'),
    },
    a: { 'src/app/Text.java': null },
    b: {
      'src/app/Main.java': lines(
        'package app.main;',
        '',
        'import app.Text;',
        '',
        'class Main {',
        '  Text text = new Text();',
        '}',
      ),
    },
    says: 'Text: removed at src/app/Text.java:3, newly used at src/app/Main.java:3',
  },
  'a function of a Rust module': {
    base: {
      'src/lib.rs': lines('pub mod text;', 'pub mod main;'),
      'src/text.rs': lines('pub fn parse(s: &str) -> &str {', '    s', '}', '', 'pub const ONE: i32 = 1;'),
      'src/main.rs': lines('pub const MAIN: i32 = 1;'),
    },
    a: { 'src/text.rs': lines('pub const ONE: i32 = 1;') },
    b: {
      'src/main.rs': lines(
        'use crate::text::parse;',
        '',
        'pub const MAIN: i32 = 1;',
        '',
        'pub fn run() {',
        '    parse("x");',
        '}',
      ),
    },
    says: 'parse: removed at src/text.rs:1, newly used at src/main.rs:1',
  },
};

describe.each(Object.entries(TIED))('%s', (_, two) => {
  test('ties who takes it away and who begins to use it', () => expectTied(two));

  test('does so whichever branch is which', () => expectTied({ ...two, a: two.b, b: two.a }));
});

const FREE: Record<string, Meeting> = {
  'where the module still hands the name on': {
    base: { ...scriptBase, 'src/read.mjs': lines('export const two = 2;') },
    a: {
      'src/parse.mjs': lines("export { parse } from './read.mjs';", 'export const one = 1;'),
      'src/read.mjs': lines('export const two = 2;', 'export function parse(text) {', '  return text;', '}'),
    },
    b: { 'src/main.mjs': scriptUse },
  },
  'where an alias keeps the name': {
    base: scriptBase,
    a: {
      'src/parse.mjs': lines(
        'export function read(text) {',
        '  return text;',
        '}',
        'export const parse = read;',
        'export const one = 1;',
      ),
    },
    b: { 'src/main.mjs': scriptUse },
  },
  'where the module exports all of another one': {
    base: { ...scriptBase, 'src/read.mjs': lines('export const parse = 1;') },
    a: { 'src/parse.mjs': lines("export * from './read.mjs';", 'export const one = 1;') },
    b: { 'src/main.mjs': scriptUse },
  },
  'where another function of that name is meant': {
    base: { ...scriptBase, 'src/other.mjs': lines('export function parse() {}') },
    a: { 'src/parse.mjs': lines('export const one = 1;') },
    b: { 'src/main.mjs': scriptUse.replace('./parse.mjs', './other.mjs') },
  },
  'where the name is only in a comment or a string': {
    base: scriptBase,
    a: { 'src/parse.mjs': lines('export const one = 1;') },
    b: { 'src/main.mjs': lines('// parse(text) was here.', "export const main = 'parse(1)';") },
  },
  'where something local has the name': {
    base: scriptBase,
    a: { 'src/parse.mjs': lines('export const one = 1;') },
    b: { 'src/main.mjs': lines('export function main(parse) {', "  return parse('x');", '}') },
  },
  'where the Go function moves to another file of its package': {
    base: goBase,
    a: {
      'text/parse.go': goWithout,
      'text/other.go': lines(
        'package text',
        '',
        'const One = 1',
        '',
        'func Parse(s string) string {',
        '\treturn s',
        '}',
      ),
    },
    b: { 'main.go': goUse },
  },
  'where the Go function is of another module': {
    base: goBase,
    a: { 'text/parse.go': goWithout },
    b: { 'main.go': goUse.replace('example.com/app/text', 'example.org/app/text') },
  },
  'where the Python module finds names by itself': {
    base: pythonBase,
    a: { 'app/text.py': lines('def __getattr__(name):', '    return len', '', '', 'ONE = 1') },
    b: { 'app/main.py': lines('from app.text import parse', '', 'MAIN = 1', "parse('x')") },
  },
};

test.each(Object.entries(FREE))('nobody is tied %s', (_, two) => expectFree(two));

test('a method that is called on something is only told of', async () => {
  const server = lines('export class Server {', '  close() {', '    return 1;', '  }', '}');
  const { edges, hints, lands } = await meetAtSymbols({
    base: { 'src/server.ts': server, 'src/main.ts': lines('export const main = 1;') },
    a: { 'src/server.ts': server.replace('close()', 'stop()') },
    b: { 'src/main.ts': lines('export function main(server: any) {', '  server.close();', '}') },
  });
  expect(edges).toEqual([]);
  expect(lands).toBe(2);
  expect(hints).toEqual([
    {
      kind: 'definition',
      symbol: 'js:src/server#Server.close',
      path: 'src/server.ts',
      definers: ['a'],
      users: ['b'],
      detail: 'Server.close: removed at src/server.ts:2, newly used at src/main.ts:2',
    },
  ]);
});

test('who uses what another one adds lands after it', async () => {
  const { edges, hints, lands } = await meetAtSymbols({
    base: scriptBase,
    a: { 'src/main.mjs': scriptUse.replace('parse.mjs', 'new.mjs') },
    b: { 'src/new.mjs': lines('export function parse(text) {', '  return text;', '}') },
  });
  expect(edges).toEqual([]);
  expect(lands).toBe(2);
  expect(hints).toMatchObject([{ definers: ['b'], users: ['a'], kind: 'definition' }]);
});
