import { readSingly } from '../../packages/engine/src/read-singly.ts';
import type { SyntaxReader } from '../../packages/syntax/src/index.ts';
import { syntaxReader } from '../support/syntax.ts';

let reader: SyntaxReader;
beforeAll(async () => (reader = await syntaxReader()));

test('a text is read once, as long as there is room for it', () => {
  const asked: string[] = [];
  const counting = {
    ...reader,
    read: (path: string, text: string) => (asked.push(text), reader.read(path, text)),
  };
  const single = readSingly(counting, 40);
  const read = (path: string, text: string) => single.read(path, text);
  single.readVersions('a.ts', ['let a;', 'let b;', 'let a;']);
  expect(read('a.ts', 'let b;')).not.toBeNull();
  expect(read('a.ts', 'let b = ;')).toBeNull();
  expect(read('a.ts', 'let b = ;')).toBeNull();
  expect(asked).toEqual(['let a;', 'let b;', 'let b = ;']);
  read('a.ts', `let long = ${'1'.repeat(30)};`);
  read('a.ts', 'let b;');
  expect(asked).toHaveLength(5);
});

test('a path says how a text is read', () => {
  const single = readSingly(reader, 1000);
  const read = (path: string, text: string) => single.read(path, text);
  expect(read('a.py', 'def a(): pass\n')).not.toBeNull();
  expect(read('a.go', 'def a(): pass\n')).toBeNull();
});
