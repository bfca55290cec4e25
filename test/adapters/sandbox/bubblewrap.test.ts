// Every way to make the writable copy must give the same: which one a machine gets depends on its kernel and its user.
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '@sluice/adapters/machine/on-path';
import { bubblewrap } from '@sluice/adapters/sandbox/bubblewrap';
import type { Abilities } from '@sluice/adapters/sandbox/sandbox-plan';
import { findToolchain } from '@sluice/adapters/sandbox/toolchain';
import { directory, removeAll, run } from '../../support/sandboxed.ts';

afterAll(removeAll);

const privilege = process.getuid?.() === 0 ? 'root' : 'user';
// Only root copies on a stage: an unprivileged user who cannot make an overlay cannot resize a mount either.
const onStage: readonly [string, Abilities['stage']][] =
  privilege === 'root' ? [['copy on a stage', { privilege, copy: 'copy' }]] : [];
const ways: readonly [string, Abilities['stage']][] = [
  ['overlay', { privilege, copy: 'overlay' }],
  ...onStage,
  ['copy inside', null],
];

describe.each(ways)('with %s', (way, stage) => {
  const bwrap = onPath('bwrap') ?? 'bwrap';
  const sandbox = bubblewrap(
    { bwrap, stage, lockdown: true, countsThreads: true },
    findToolchain(process.env, homedir()),
  );

  test('the copy has the files, modes, links and times of the workspace', async () => {
    const workspace = directory({ 'script.sh': 'echo ran', 'a b/ü,:\\n.txt': 'odd', '.hidden/x': '' });
    chmodSync(join(workspace, 'script.sh'), 0o755);
    utimesSync(join(workspace, 'script.sh'), 1e9, 1e9);
    symlinkSync('script.sh', join(workspace, 'link'));
    symlinkSync('/nowhere', join(workspace, 'dangling'));
    mkdirSync(join(workspace, 'empty'));
    const command = 'ls -A; cat "a b"/*; readlink link dangling; stat -c "%a %Y" script.sh; sh link';
    const { exit, output } = await run(command, { in: sandbox, workspace });
    expect({ exit, output }).toEqual({
      exit: 0,
      output: '.hidden\na b\ndangling\nempty\nlink\nscript.sh\noddscript.sh\n/nowhere\n755 1000000000\nran\n',
    });
  });

  test('files that only their owner may read are there too', async () => {
    const workspace = directory({ 'private/file': 'content' });
    chmodSync(join(workspace, 'private'), 0o700);
    chmodSync(join(workspace, 'private/file'), 0o600);
    expect(await run('cat private/file; echo x >>private/file', { in: sandbox, workspace })).toMatchObject({
      exit: 0,
      output: 'content',
    });
  });

  test('everything in the copy can be changed, the workspace stays', async () => {
    const workspace = directory({ 'dir/file': 'base', 'other/file': 'base' });
    const command =
      'rm -r dir; mkdir dir; echo new >dir/file; mv other moved; echo more >>moved/file; cat dir/file moved/file; ls';
    expect(await run(command, { in: sandbox, workspace })).toMatchObject({
      exit: 0,
      output: 'new\nbasemore\ndir\nmoved\n',
    });
    expect(readFileSync(join(workspace, 'other/file'), 'utf8')).toBe('base');
  });

  test('the disk is limited', async () => {
    const { output } = await run('head -c 40000000 /dev/zero >big; stat -c %s big', {
      in: sandbox,
      limits: { diskMb: 8 },
    });
    expect(output).toMatch(/No space left on device/);
    expect(Number(output.trim().split('\n').at(-1))).toBeLessThanOrEqual(9 << 20);
  });

  test('mounts are seen read-only, and results are collected with modes and times', async () => {
    const source = join(directory({ 'cache/pkg/index.js': 'console.log("mounted")' }), 'cache');
    const into = directory();
    const { exit, output } = await run(
      'node node_modules/pkg; touch node_modules/x 2>/dev/null && echo wrote; mkdir -p out/deep; echo 1 >out/deep/one; chmod 755 out/deep/one; touch -d @1000000000 out/deep/one; ln -s one out/deep/two',
      {
        in: sandbox,
        mounts: [{ source, target: 'node_modules' }],
        collect: ['out', 'missing'],
        collectInto: into,
      },
    );
    expect({ exit, output }).toEqual({ exit: 0, output: 'mounted\n' });
    expect(readdirSync(join(into, 'out/deep')).sort()).toEqual(['one', 'two']);
    const { mode, mtimeMs } = statSync(join(into, 'out/deep/one'));
    expect([mode & 0o777, mtimeMs]).toEqual([0o755, 1e12]);
  });

  if (way !== 'copy inside') {
    test('a directory that the sandbox user cannot enter can still be mounted', async () => {
      const closed = directory({ 'cache/file': 'content' });
      chmodSync(closed, 0o700);
      const mounts = [{ source: join(closed, 'cache'), target: 'vendor' }];
      expect(await run('cat vendor/file', { in: sandbox, mounts })).toMatchObject({
        exit: 0,
        output: 'content',
      });
    });
  }
});

test('several commands run at the same time without seeing each other', async () => {
  const results = await Promise.all(
    [1, 2, 3, 4].map((number) =>
      run(`echo ${number} >/tmp/shared; sleep 0.3; cat /tmp/shared; ls /tmp | grep -c shared`),
    ),
  );
  expect(results.map(({ output }) => output)).toEqual([1, 2, 3, 4].map((number) => `${number}\n1\n`));
});
