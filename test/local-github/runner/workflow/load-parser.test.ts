import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import {
  NEWER_SYNTAX,
  parseWorkflowFile,
} from '../../../../packages/local-github/src/runner/workflow/parse-workflow.ts';

const SOURCE = join(
  import.meta.dirname,
  '../../../../packages/local-github/src/runner/workflow/parse-workflow.ts',
);
const USE = `
import { parseWorkflowFile } from ${JSON.stringify(SOURCE)};
const origin = { repository: 'o/r', commit: 'c', ref: 'r', path: 'w.yml' };
const content = 'on: push\\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }';
parseWorkflowFile(content, origin).then((parsed) => console.log(parsed.ok));
`;

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'parser-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the parser loads under plain node', () => {
  const file = join(directory, 'use.ts');
  writeFileSync(file, USE);
  expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe('true\n');
});

test('the parser loads from a bundle', () => {
  const file = join(directory, 'use.ts');
  const outfile = join(directory, 'use.cjs');
  writeFileSync(file, USE);
  buildSync({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  expect(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })).toBe('true\n');
});

const ORIGIN = { repository: 'o/r', commit: 'c', ref: 'refs/heads/main', path: 'w.yml' };
const job = (line: string) =>
  `on: push\ncache-mode: none\njobs:\n  a:\n    runs-on: x\n    ${line}\n    steps: [{ run: "true" }]\n`;

test('cache-mode is read where GitHub allows it, and only there', async () => {
  const good = await parseWorkflowFile(job('cache-mode: read'), ORIGIN);
  if (!good.ok) throw new Error(good.errors.join());
  expect([good.workflow.cacheMode, good.workflow.jobs[0]?.cacheMode]).toEqual(['none', 'read']);
  expect(await parseWorkflowFile(job('cache-mode: all'), ORIGIN)).toMatchObject({ ok: false });
  expect(await parseWorkflowFile(job('env: { cache-mode: read }'), ORIGIN)).toMatchObject({ ok: true });
  expect(await parseWorkflowFile(job('strategy: { cache-mode: read }'), ORIGIN)).toMatchObject({ ok: false });
  expect(NEWER_SYNTAX).toHaveLength(1);
});

test.each([
  ['an unknown key', job('timeout: 3'), "Unexpected value 'timeout'"],
  ['a context that has no value there', job('if: secrets.x'), 'secrets'],
  ['no YAML', 'on: [', 'w.yml'],
])('%s is an error with its place', async (_, content, message) => {
  const parsed = await parseWorkflowFile(content, ORIGIN);
  expect(parsed).toMatchObject({ ok: false, events: expect.any(Array) });
  expect(parsed.ok ? '' : parsed.errors.join()).toContain(message);
});
