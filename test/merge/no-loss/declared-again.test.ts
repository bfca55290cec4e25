import { mergeFile, NO_TOOLS } from '@sluice/merge';

const rows = Array.from({ length: 8 }, (_, i) => `row(${i});\n`).join('');

function reasonsOf(first: string, last: string, base = rows, path = 'a.kt'): readonly string[] {
  const merged = mergeFile({ path, base, ours: first + base, theirs: base + last }, NO_TOOLS);
  return merged.kind === 'conflict' ? merged.reasons : [];
}

test('a function that both sides added, each with a body of its own, is not there twice', () => {
  const added = (line: string) => (body: string) => `${line}\n    ${body}\n}\n`;
  for (const line of ['fun find(key: Key) {', 'public sealed class Key {', 'def find(key)', 'enum Kind {']) {
    const write = added(line);
    expect(reasonsOf(write('one()'), write('two()'))).toEqual([`would have a line twice: ${line}`]);
  }
});

test('members of different types, other overloads and what was there before may be', () => {
  const type = (name: string): string => `class ${name} {\n    fun show() {\n        ${name}()\n    }\n}\n`;
  expect(reasonsOf(type('One'), type('Two'))).toEqual([]);
  expect(reasonsOf('fun a(b: Int) {\n  1\n}\n', 'fun a(b: Text) {\n  2\n}\n')).toEqual([]);
  const again = 'fun show() {\n}\n';
  expect(reasonsOf(again, again, `${again}${rows}`)).toEqual([]);
});

test('a line without an end costs no more than its length', () => {
  const long = `def ${'a'.repeat(300_000)}\n`;
  const before = process.cpuUsage().user;
  reasonsOf(long, `${long}b\n`);
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(5);
});
