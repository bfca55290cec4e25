// Without isolation the bounds that remain must hold for a command that does not try to get away.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import type { Sandbox } from '@sluice/ports';
import { directory, removeAll, run } from '../../support/sandboxed.ts';

let none: Sandbox;
beforeAll(async () => {
  process.env['SLUICE_TEST_SECRET'] = 'hunter2';
  none = await findSandbox({ unsafe: true });
});
afterAll(() => {
  delete process.env['SLUICE_TEST_SECRET'];
  removeAll();
});

test('it says what it is', () => {
  expect(none.name).toBe('none');
  expect(none.warning).toContain('without a sandbox');
});

test('commands work on a copy, with an environment of their own', async () => {
  const workspace = directory({ file: 'base' });
  const result = await run('echo more >>file; cat file; env | grep -c SECRET; node -p 1+1', {
    in: none,
    workspace,
  });
  expect(result).toMatchObject({ exit: 0, ended: 'exit', output: 'basemore\n0\n2\n' });
  expect(readFileSync(join(workspace, 'file'), 'utf8')).toBe('base');
});

test('time, output, processes and aborting are bounded', async () => {
  expect(await run('sleep 100 & sleep 100', { in: none, limits: { seconds: 0.3 } })).toMatchObject({
    ended: 'timeout',
    exit: null,
  });
  expect(
    await run('i=0; while [ $i -lt 60 ]; do sleep 20 & i=$((i + 1)); done; wait', {
      in: none,
      limits: { processes: 30 },
    }),
  ).toMatchObject({ ended: 'processes' });
  const flood = await run('head -c 10000000 /dev/zero; echo end', { in: none, limits: { outputKb: 1 } });
  expect(flood).toMatchObject({ exit: 0, outputBytes: 10_000_004 });
  expect(flood.output).toHaveLength(1024);
  expect(await run('sleep 100', { in: none, signal: AbortSignal.timeout(200) })).toMatchObject({
    ended: 'signal',
    exit: null,
  });
});

test('a background process that keeps the output open does not keep us waiting', async () => {
  expect(await run('setsid sleep 5 & echo done', { in: none })).toMatchObject({ exit: 0, output: 'done\n' });
});

test('mounts are seen and results collected', async () => {
  const source = directory({ 'pkg/index.js': 'console.log("mounted")' });
  const into = directory();
  const wanted = {
    in: none,
    mounts: [{ source, target: 'node_modules' }],
    collect: ['out'],
    collectInto: into,
  };
  expect(await run('node node_modules/pkg && mkdir out && echo 1 >out/one', wanted)).toMatchObject({
    exit: 0,
    output: 'mounted\n',
  });
  expect(readdirSync(join(into, 'out'))).toEqual(['one']);
  expect(await run('echo 2 >out; exit 1', { ...wanted, collectInto: directory() })).toMatchObject({
    exit: 1,
  });
});
