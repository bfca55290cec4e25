// Both branches add something of which there may be one, at places that git merges without a word.
import { expectFree, expectTied, lines, type Meeting, type Tied } from '../../support/symbol-meeting.ts';
import { removeHistories } from '../../support/written-history.ts';

afterEach(removeHistories);

const filler = (from: number): string[] =>
  Array.from({ length: 8 }, (_, i) => `export const v${from + i} = ${i};`);
const script = (first: readonly string[], last: readonly string[]): string =>
  lines(...first, ...filler(0), ...last, ...filler(8));

const TIED: Record<string, Tied> = {
  'a function of one JavaScript module': {
    base: { 'src/main.mjs': script([], []) },
    a: { 'src/main.mjs': script(['function help() {}'], []) },
    b: { 'src/main.mjs': script([], ['function help() { return 1; }']) },
    check: ['node', '--check', 'src/main.mjs'],
    kind: 'declaration',
    says: 'help: added at src/main.mjs:1, added at src/main.mjs:9',
  },
  'a function of a Go package, in two files': {
    base: { 'text/text.go': lines('package text') },
    a: { 'text/a.go': lines('package text', '', 'func help() int {', '\treturn 1', '}') },
    b: { 'text/b.go': lines('package text', '', 'func help() int {', '\treturn 2', '}') },
    kind: 'declaration',
    says: 'help: added at text/a.go:3, added at text/b.go:3',
  },
  'a class of a Java package, in two files': {
    base: { 'src/app/Main.java': lines('package app;', '', 'class Main {}') },
    a: { 'src/app/A.java': lines('package app;', '', 'class A {}', '', 'class Help {}') },
    b: { 'src/app/B.java': lines('package app;', '', 'class B {}', '', 'class Help {}') },
    kind: 'declaration',
    says: 'Help: added at src/app/A.java:5, added at src/app/B.java:5',
  },
  'the number of a migration': {
    base: {
      'db/migrations/0001_start.sql': 'create table a;\n',
      'db/migrations/0002_more.sql': 'select 1;\n',
    },
    a: { 'db/migrations/0003_users.sql': 'create table users;\n' },
    b: { 'db/migrations/0003_orders.sql': 'create table orders;\n' },
    kind: 'migration',
    says: '3: added at db/migrations/0003_users.sql:1, added at db/migrations/0003_orders.sql:1',
  },
  'a route of one router': {
    base: { 'src/app.ts': script([], []) },
    a: { 'src/app.ts': script(["router.get('/users', (_, answer) => answer.json([]));"], []) },
    b: { 'src/app.ts': script([], ["router.get('/users', (_, answer) => answer.json({}));"]) },
    kind: 'route',
    says: 'router GET /users: added at src/app.ts:1, added at src/app.ts:9',
  },
  'the value of an enum': {
    base: {
      'src/code.ts': lines(
        'export enum Code {',
        '  A = 1,',
        '  B = 2,',
        '  C = 3,',
        '  D = 4,',
        '  E = 5,',
        '}',
      ),
    },
    a: {
      'src/code.ts': lines(
        ...[
          'export enum Code {',
          '  A = 1,',
          '  New = 9,',
          '  B = 2,',
          '  C = 3,',
          '  D = 4,',
          '  E = 5,',
          '}',
        ],
      ),
    },
    b: {
      'src/code.ts': lines(
        ...[
          'export enum Code {',
          '  A = 1,',
          '  B = 2,',
          '  C = 3,',
          '  D = 4,',
          '  Other = 9,',
          '  E = 5,',
          '}',
        ],
      ),
    },
    kind: 'enum-value',
    says: 'Code 9: added at src/code.ts:3, added at src/code.ts:6',
  },
};

test.each(Object.entries(TIED))('%s ties the two', (_, two) => expectTied(two));

const FREE: Record<string, Meeting> = {
  'for one system each': {
    base: { 'text/text.go': lines('package text') },
    a: { 'text/open_linux.go': lines('package text', '', 'func open() {}') },
    b: { 'text/open_windows.go': lines('package text', '', 'func open() {}') },
  },
  'in two packages of one directory': {
    base: { 'text/text.go': lines('package text') },
    a: { 'text/a.go': lines('package text', '', 'func help() {}') },
    b: { 'text/b_test.go': lines('package text_test', '', 'func help() {}') },
  },
  'in two modules': {
    base: { 'src/main.mjs': script([], []) },
    a: { 'src/a.mjs': lines('export function help() {}') },
    b: { 'src/b.mjs': lines('export function help() {}') },
  },
  'as the same change of one line': {
    base: { 'src/main.mjs': script([], []) },
    a: { 'src/main.mjs': script(['function help() {}'], []) },
    b: { 'src/main.mjs': script(['function help() {}'], []) },
  },
  'as overloads': {
    base: { 'A.java': lines('class A {', '  int a;', '  int b;', '  int c;', '}') },
    a: { 'A.java': lines('class A {', '  void f(int x) {}', '  int a;', '  int b;', '  int c;', '}') },
    b: { 'A.java': lines('class A {', '  int a;', '  int b;', '  int c;', '  void f(String x) {}', '}') },
  },
  'as the way up and the way down of one migration': {
    base: { 'migrations/1_start.up.sql': 'select 1;\n' },
    a: { 'migrations/2_users.up.sql': 'create table users;\n' },
    b: { 'migrations/2_users.down.sql': 'drop table users;\n' },
  },
  'where migrations share numbers anyway': {
    base: { 'migrations/1_a.sql': 'select 1;\n', 'migrations/1_b.sql': 'select 2;\n' },
    a: { 'migrations/2_a.sql': 'select 3;\n' },
    b: { 'migrations/2_b.sql': 'select 4;\n' },
  },
};

test.each(Object.entries(FREE))('a name that is there twice ties nobody %s', (_, two) => expectFree(two));
