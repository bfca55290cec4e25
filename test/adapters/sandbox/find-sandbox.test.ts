import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { buildSync } from 'esbuild';
import { directory, removeAll, run, sandbox } from '../../support/sandboxed.ts';

afterAll(removeAll);

const PATH = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = PATH;
});

test('bubblewrap is found where it works', async () => {
  expect((await sandbox()).name).toBe('bubblewrap');
  expect(await (await sandbox()).toolchain()).toMatch(/^[0-9a-f]{64}$/);
});

test('where it is not installed, the fault says how to install it', async () => {
  process.env['PATH'] = directory();
  await expect(findSandbox({ unsafe: false })).rejects.toMatchObject({
    code: 'SANDBOX_MISSING',
    message: 'bubblewrap is not installed.',
    next: expect.stringMatching(/Install it: `.*bubblewrap`\. Or pass --unsafe-no-sandbox/),
  });
});

test('where it cannot isolate, there is a fault and never a run without it', async () => {
  const bin = directory({
    bwrap: '#!/bin/sh\necho "bwrap: No permissions to create new namespace" >&2\nexit 1\n',
  });
  chmodSync(join(bin, 'bwrap'), 0o755);
  chmodSync(bin, 0o755);
  process.env['PATH'] = `${bin}:${PATH}`;
  await expect(findSandbox({ unsafe: false })).rejects.toMatchObject({
    code: 'SANDBOX_MISSING',
    message: expect.stringContaining('No permissions to create new namespace'),
    next: expect.stringMatching(/sysctl|container/),
  });
});

test('what a dead process left is removed, what a living one has is kept', async () => {
  const { pid: dead } = spawnSync('true');
  const left = join(tmpdir(), `sluice-sandbox-${dead}-test`);
  const used = join(tmpdir(), `sluice-sandbox-${process.pid}-test`);
  mkdirSync(join(left, 'inner'), { recursive: true });
  mkdirSync(used);
  await findSandbox({ unsafe: true });
  expect([existsSync(left), existsSync(used)]).toEqual([false, true]);
  await sandbox();
  await run('true');
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`sluice-sandbox-${process.pid}-`))).toEqual([
    `sluice-sandbox-${process.pid}-test`,
  ]);
  spawnSync('rmdir', [used]);
});

/** A program that starts one command in the sandbox, as one file that any user and Node can run. */
function program(command: string): string {
  const workspace = directory({ file: 'content' });
  const folder = directory();
  for (const open of [folder, workspace]) chmodSync(open, 0o755);
  // The command runs as the user who started the program; the copy belongs to the owner of the workspace.
  if (process.getuid?.() === 0) chownSync(join(workspace, 'file'), 65534, 65534);
  writeFileSync(
    join(folder, 'program.ts'),
    `import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
     const workspace = ${JSON.stringify(workspace)};
     findSandbox({ unsafe: false }).then((sandbox) => sandbox.run({
       workspace, command: ${JSON.stringify(command)}, mounts: [], hosts: [], collect: [], collectInto: null,
       limits: { seconds: 20, memoryMb: 512, processes: 40, diskMb: 16, outputKb: 64 }, signal: new AbortController().signal,
     })).then(({ exit, ended, output }) => console.log(exit, ended, output.toString()), (error) => console.log(error.message));`,
  );
  const outfile = join(folder, 'program.cjs');
  buildSync({
    entryPoints: [join(folder, 'program.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    nodePaths: ['node_modules'],
    logLevel: 'silent',
  });
  return outfile;
}

test('an unprivileged user gets the same sandbox', () => {
  const asUser =
    process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : ['env'];
  const attack =
    'echo changed >file; cat file; unshare -Ur true 2>/dev/null && echo namespace; b() { b | b & }; b; sleep 15';
  const [file, ...rest] = [...asUser, process.execPath, program(attack)];
  const { stdout } = spawnSync(file, rest, { encoding: 'utf8', env: { PATH, HOME: '/nonexistent' } });
  expect(stdout).toMatch(/^null processes changed\n/);
  expect(stdout).not.toContain('namespace');
});

test('when our own process is killed, the command ends and nothing is left running', async () => {
  const marker = `87${Math.floor(Math.random() * 1e9)}`;
  const ours = spawn(process.execPath, [program(`setsid sleep ${marker} & sleep ${marker}`)], {
    stdio: 'ignore',
  });
  await until(() => isRunning(marker));
  ours.kill('SIGKILL');
  await once(ours, 'exit');
  await until(() => !isRunning(marker));
  // The next run removes the directory that it could not remove itself.
  await findSandbox({ unsafe: true });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`sluice-sandbox-${ours.pid}-`))).toEqual([]);
});

function isRunning(marker: string): boolean {
  return spawnSync('pgrep', ['-f', `sleep ${marker}$`]).status === 0;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 30));
}
