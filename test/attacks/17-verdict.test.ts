// Attack 17: a command that wants its failure to look like a success. Only the status that the parent saw counts.
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { directory, removeAll, run } from '../support/sandboxed.ts';

afterAll(removeAll);

test('a command that kills its own shell is not green', async () => {
  for (const command of [
    'kill -9 $$; exit 0',
    'kill -TERM $$; sleep 5; exit 0',
    '(sleep 0.05; kill -9 $$) & sleep 5; exit 0',
  ]) {
    const { exit, ended } = await run(command);
    expect({ command, green: ended === 'exit' && exit === 0 }).toEqual({ command, green: false });
  }
  expect(await run('(exit 0); true')).toMatchObject({ exit: 0, ended: 'exit' });
});

test('killing the first process of the sandbox does not help', async () => {
  expect(await run('kill -9 1; exit 5')).toMatchObject({ exit: 5 });
});

test('the status of the command is passed on as it is', async () => {
  for (const status of [0, 1, 2, 125, 126, 255]) expect((await run(`exit ${status}`)).exit).toBe(status);
});

test('what a failed command made is not collected', async () => {
  const into = directory();
  await run('echo result >out; exit 1', { collect: ['out'], collectInto: into });
  expect(readdirSync(into)).toEqual([]);
  await run('echo result >out', { collect: ['out'], collectInto: into });
  expect(readdirSync(into)).toEqual(['out']);
});

test('collecting follows no link, leaves out what is no file, and stays inside', async () => {
  const secret = directory({ secret: 'top secret', 'sub/secret': 'top secret' });
  const into = directory();
  const workspace = directory();
  symlinkSync(secret, join(workspace, 'way'));
  const { exit } = await run(
    `ln -s ${secret}/secret file; mkdir dir; ln -s ${secret} dir/deep; mkfifo dir/pipe; echo kept >dir/kept; echo x >../tmp/up`,
    {
      workspace,
      collect: ['file', 'dir', 'way/sub/secret', '../tmp/up', '/etc/passwd', 'missing'],
      collectInto: into,
    },
  );
  expect(exit).toBe(0);
  expect(readdirSync(into).sort()).toEqual(['dir', 'file']);
  expect(
    readdirSync(join(into, 'dir'), { withFileTypes: true })
      .map((entry) => `${entry.name} ${entry.isSymbolicLink()}`)
      .sort(),
  ).toEqual(['deep true', 'kept false']);
  expect(existsSync(join(into, 'way'))).toBe(false);
});
