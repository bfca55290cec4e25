import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnerEnvironment } from './runner-environment.ts';

const PROGRAM = join(import.meta.dirname, 'programs/acting.ts');

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'sluice-test-'));
  for (const file of ['output', 'summary.md']) writeFileSync(join(temp, file), '');
});
afterEach(() => rmSync(temp, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

async function act(what: string, signals: readonly NodeJS.Signals[] = []): Promise<Ended> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM], {
    env: { ...runnerEnvironment(temp), PATH: process.env['PATH'], INPUT_DO: what },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const left = [...signals];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    if (!output.includes('waiting\n')) return;
    for (const signal of left.splice(0)) child.kill(signal);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: output.split('\n').filter((line) => line !== '') };
}

test('outputs, masks, annotations and the summary reach the runner, and text cannot become a command', async () => {
  const { code, lines } = await act('outputs');
  expect(code).toBe(0);
  expect(lines).toEqual([
    '::add-mask::first line',
    '::add-mask::second line',
    'fine # #[error]x',
    ': :error::y',
    '::warning::careful%0A: :error::z',
    '::notice::acme/shop',
  ]);
  expect(readFileSync(join(temp, 'output'), 'utf8')).toMatch(/^digest<<(\S+)\na\nb\n\1\n$/);
  expect(readFileSync(join(temp, 'summary.md'), 'utf8')).toBe('# One\n# Two\n');
});

test('a fault is one error with its code and its next step, and status 1', async () => {
  const { code, lines } = await act('fault');
  expect(code).toBe(1);
  expect(lines).toEqual(['::error title=BASE_MOVED::The base: moved%0A: :add-mask::x. Run again.']);
});

test('anything else is INTERNAL, with the stack in the log', async () => {
  const { code, lines } = await act('defect');
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^::error title=INTERNAL::x is undefined%0A: :add-mask::y/);
  expect(lines.join('\n')).toMatch(/at .*acting\.ts/);
  expect(lines.slice(1).filter((line) => line.startsWith('::'))).toEqual([]);
});

test('a rejection that nobody handles ends the process', async () => {
  const { code, lines } = await act('rejection');
  expect(code).toBe(1);
  expect(lines).toContainEqual(expect.stringMatching(/^::error title=INTERNAL::nobody waits for this/));
});

test('a job that fails without a fault still ends with status 1', async () => {
  const { code, lines } = await act('fail');
  expect([code, lines]).toEqual([1, ['::error::Two branches are red.']]);
});

test('without the permission for an identity token it is named', async () => {
  const { code, lines } = await act('token');
  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/^::error title=FORGE_DENIED::.*`id-token: write`/)]);
});

test('what is still open in the background does not keep the job alive', async () => {
  await expect(act('idle')).resolves.toEqual({ code: 0, lines: [] });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s is an abort signal, and the end is INTERRUPTED',
  async (signal) => {
    const { code, lines } = await act('wait', [signal]);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^::error title=INTERRUPTED::/);
  },
);

test('a second signal ends at once what does not listen', async () => {
  const { code } = await act('deaf', ['SIGINT', 'SIGTERM']);
  expect([130, 143]).toContain(code);
});
