import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI } from '../../support/cli.ts';
import { directory, removeAll } from '../../support/sandboxed.ts';

afterAll(removeAll);

interface Ran {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

function mergeFile(args: readonly string[], input = '', cwd = directory()): Promise<Ran> {
  const child = spawn(process.execPath, [CLI, 'merge-file', ...args], { cwd });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const out: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(out), stderr }));
  });
}

function filesOf(files: Readonly<Record<string, string | Buffer>>): string {
  const place = directory();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content);
  return place;
}

const sides = ['base', 'ours', 'theirs'];
const question = (id: unknown, base: string | null, ours: string | null, theirs: string | null): string =>
  `${JSON.stringify({ id, path: 'a.txt', base, ours, theirs })}\n`;
const answers = ({ stdout }: Ran): Record<string, unknown>[] =>
  stdout
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('a clean merge is printed byte for byte, with status 0', async () => {
  const place = filesOf({ base: 'a\r\nb\r\n', ours: 'a\r\nb\r\n', theirs: '\uFEFFa\r\nc' });
  const ran = await mergeFile(sides, '', place);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout.equals(Buffer.from('\uFEFFa\r\nc'))).toBe(true);
});

test('a file that is not UTF-8 keeps its bytes', async () => {
  const place = filesOf({ base: 'a', ours: 'a', theirs: Buffer.from([0x61, 0xe9, 0x0a]) });
  const ran = await mergeFile(sides, '', place);
  expect(ran.code).toBe(0);
  expect([...ran.stdout]).toEqual([0x61, 0xe9, 0x0a]);
});

test('a conflict is printed with the markers of diff3, with status 1', async () => {
  const place = filesOf({ base: 'one\n', ours: 'two\n', theirs: 'three\n' });
  const ran = await mergeFile(sides, '', place);
  expect(ran.code).toBe(1);
  expect(ran.stdout.toString()).toMatch(/^<{7}.*\ntwo\n\|{7}.*\none\n={7}\nthree\n>{7}.*\n$/);
});

test('/dev/null is a version that does not exist', async () => {
  const place = filesOf({ ours: 'same\n' });
  const ran = await mergeFile(['/dev/null', 'ours', 'ours', '--json'], '', place);
  expect(ran.code).toBe(0);
  expect(answers(ran)).toMatchObject([{ text: 'same\n', deleted: false, conflicts: 0 }]);
});

test.each([
  ['a file that is not there', ['base', 'ours', 'none']],
  ['two files', ['base', 'ours']],
  ['an unknown option', ['--nothing', 'base', 'ours', 'theirs']],
  ['bytes that are no text', ['base', 'ours', 'binary']],
])('%s is an error with status 2 and no output', async (_, args) => {
  const place = filesOf({ base: 'a', ours: 'b', theirs: 'c', binary: Buffer.from([0, 1]) });
  const ran = await mergeFile(args, '', place);
  expect(ran.code).toBe(2);
  expect(ran.stdout.length).toBe(0);
  expect(ran.stderr).toMatch(/^sluice merge-file: ./);
});

test('a batch answers every line in order, over threads as well', async () => {
  const input = Array.from({ length: 60 }, (_, i) => question(i, 'a\n', 'a\n', `${i}\n`)).join('');
  const ran = await mergeFile(['--batch'], input);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(answers(ran).map(({ id, text }) => [id, text])).toEqual(
    Array.from({ length: 60 }, (_, i) => [i, `${i}\n`]),
  );
});

test('an answer of a batch says what became of the file', async () => {
  const input =
    question('gone', 'a\n', 'a\n', null) +
    question('left', 'a\n', 'b\n', 'c\n') +
    question('new', null, 'x', 'x') +
    question('made', '// @generated\na\n', '// @generated\nb\n', '// @generated\nc\n');
  const ran = await mergeFile(['--batch'], input);
  const nothing = { ours: [], theirs: [] };
  expect(answers(ran)).toMatchObject([
    { id: 'gone', text: null, deleted: true, conflicts: 0, lost: nothing },
    { id: 'left', text: null, deleted: false, method: null, conflicts: 1, lost: nothing },
    { id: 'new', text: 'x', deleted: false, conflicts: 0, confidence: 1 },
    { id: 'made', text: null, method: 'taken-out', conflicts: 1, confidence: 0 },
  ]);
});

test.each([0, 20])('a malformed line costs itself alone (after %i good ones)', async (before) => {
  const good = Array.from({ length: before }, (_, i) => question(i, 'a', 'a', 'b')).join('');
  const bad = ['{"id":7', '[]', '{"id":8,"path":"a"}', '{"id":9,"path":"a","base":1,"ours":"","theirs":""}'];
  const ran = await mergeFile(['--batch'], `${good}${bad.join('\n')}\n${question('last', 'a', 'a', 'b')}`);
  expect(ran.code).toBe(2);
  const told = answers(ran);
  expect(told).toHaveLength(before + bad.length + 1);
  expect(told.slice(before, -1).map(({ id, line }) => [id, line])).toEqual(
    [null, null, 8, 9].map((id, i) => [id, before + i + 1]),
  );
  expect(told.slice(before, -1).every(({ error }) => typeof error === 'string')).toBe(true);
  expect(told.at(-1)).toMatchObject({ id: 'last', text: 'b' });
});

test('a caller that waits for each answer before it asks again gets it', async () => {
  const child = spawn(process.execPath, [CLI, 'merge-file', '--batch']);
  const seen: string[] = [];
  let rest = '';
  for (let i = 0; i < 12; i++) {
    child.stdin.write(question(i, 'a', 'a', String(i)));
    while (!rest.includes('\n')) {
      const [chunk] = (await new Promise((resolve) =>
        child.stdout.once('data', (...all) => resolve(all)),
      )) as [Buffer];
      rest += chunk.toString();
    }
    seen.push((JSON.parse(rest.slice(0, rest.indexOf('\n'))) as { text: string }).text);
    rest = rest.slice(rest.indexOf('\n') + 1);
  }
  child.stdin.end();
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, seen]).toEqual([0, Array.from({ length: 12 }, (_, i) => String(i))]);
});

test('a reader that has had enough is no fault', async () => {
  const child = spawn(process.execPath, [CLI, 'merge-file', '--batch'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdout.once('data', () => child.stdout.destroy());
  for (let i = 0; i < 2000; i++) child.stdin.write(question(i, 'a', 'a', 'x'.repeat(5000)));
  child.stdin.end();
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, stderr]).toEqual([0, '']);
});
