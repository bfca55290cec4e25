import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSyntax } from '../../../packages/adapters/src/syntax/load-syntax.ts';
import {
  findSyntaxFiles,
  grammarFile,
  RUNTIME,
  SYNTAX_FILES,
} from '../../../packages/adapters/src/syntax/syntax-files.ts';
import { Fault } from '../../../packages/model/src/index.ts';

const root = join(__dirname, '..', '..', '..');
const SOURCES = {
  'a.ts': 'let a;',
  'a.tsx': 'let a = <b/>;',
  'a.js': 'a',
  'a.py': 'a = 1',
  'a.go': 'package a',
  'A.java': 'class A {}',
  'a.rs': 'fn a() {}',
};

let directory = '';
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'syntax-'))));
afterEach(() => rmSync(directory, { recursive: true }));

test('in the source tree every language is read with the installed packages', async () => {
  const reader = await loadSyntax(findSyntaxFiles(join(root, 'scripts')));
  for (const [path, text] of Object.entries(SOURCES))
    expect([path, reader.read(path, text)?.text]).toEqual([path, text]);
});

test('beside a bundle the files of the folder `syntax` are taken, each when it is first needed', async () => {
  mkdirSync(join(directory, 'dist', 'syntax'), { recursive: true });
  mkdirSync(join(directory, 'dist', 'cli'));
  for (const { name, source } of [RUNTIME, grammarFile('go')])
    copyFileSync(join(root, 'node_modules', source), join(directory, 'dist', 'syntax', name));
  const reader = await loadSyntax(findSyntaxFiles(join(directory, 'dist', 'cli')));
  expect(reader.read('a.go', SOURCES['a.go'])).not.toBeNull();
  const readRust = (): unknown => reader.read('a.rs', SOURCES['a.rs']);
  expect(readRust).toThrow(Fault);
  expect(readRust).toThrow(/tree-sitter-rust\.wasm cannot be read/);
});

test('a toolkit without the parser is a fault that names the file', async () => {
  await expect(loadSyntax(findSyntaxFiles(directory))).rejects.toThrow(
    /web-tree-sitter\.wasm cannot be read/,
  );
});

test('every file has a name of its own', () => {
  expect(new Set(SYNTAX_FILES.map(({ name }) => name)).size).toBe(SYNTAX_FILES.length);
});
