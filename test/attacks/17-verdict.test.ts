// Attack 17: a command that wants its failure to look like a success: by the files in which a runner takes outputs and
// variables, by a file of results, by its own end. Only the status that the parent saw counts.
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { branchOf, sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { directory, removeAll, run } from '../support/sandboxed.ts';
import { noSandbox, weakenedSandbox } from '../support/weakened.ts';

afterAll(removeAll);

describe('the files of the runner', () => {
  const NAMES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];
  let place: string;

  beforeEach(() => {
    place = directory(Object.fromEntries(NAMES.map((name) => [name, ''])));
    chmodSync(place, 0o777);
    for (const name of NAMES) {
      chmodSync(join(place, name), 0o666);
      process.env[name] = join(place, name);
    }
  });
  afterEach(() => {
    for (const name of NAMES) delete process.env[name];
  });

  const written = (): string[] => NAMES.filter((name) => readFileSync(join(place, name), 'utf8') !== '');
  // By the variables, and by the place, which is no secret.
  const attack = (): string =>
    `for file in $GITHUB_OUTPUT $GITHUB_ENV ${place}/*; do echo verdict=green >>"$file"; done 2>/dev/null; exit 1`;

  test('can be written without a sandbox, and in one that shows them', async () => {
    await run(attack(), { in: await noSandbox() });
    expect(written()).toEqual(NAMES);
    for (const name of NAMES) writeFileSync(join(place, name), '');
    const shown = { '--remount-ro': ['--bind', place, place, '--remount-ro'] };
    await run(attack(), { in: await weakenedSandbox(shown) });
    expect(written()).toEqual(NAMES);
  });

  test('do not exist inside, under any name', async () => {
    const { exit, output } = await run(`env | grep GITHUB; ls ${place}; ${attack()}`);
    expect(exit).toBe(1);
    expect(output).toMatch(/^ls: cannot access [^\n]*\n$/);
    expect(written()).toEqual([]);
  });
});

test('verdicts of the run can be planted only without a sandbox, and the failure stays one', async () => {
  const planting = async (...options: readonly string[]) => {
    const repo = repository({ 'test.sh': 'true\n' });
    const store = join(repo.gitDir, 'sluice/store');
    repo.commit('claude/plants', { 'test.sh': `mkdir -p ${store}; echo green >${store}/planted; exit 1\n` });
    const args = ['run', '--tier', 'test=sh ./test.sh', '--repo', repo.path, ...options];
    const { status, reason } = branchOf(await sluice(args), 'claude/plants');
    return { status, reason, planted: existsSync(join(store, 'planted')) };
  };
  const red = { status: 'rejected', reason: 'tests-failed' };
  expect(await planting('--unsafe-no-sandbox')).toEqual({ ...red, planted: true });
  expect(await planting()).toEqual({ ...red, planted: false });
});

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

test('a report is read as a plain file of a command that succeeded, through no link, and not waited for', async () => {
  const secret = directory({ secret: 'top secret', 'sub/secret': 'top secret' });
  const report = async (command: string, path = 'out/r.xml') =>
    (await run(`mkdir out; ${command}`, { report: path })).report?.toString() ?? null;
  expect(await report('echo seen >out/r.xml')).toBe('seen\n');
  for (const command of [
    'echo seen >out/r.xml; exit 1',
    `ln -s ${secret}/secret out/r.xml`,
    `rmdir out; ln -s ${secret}/sub out`,
    'mkfifo out/r.xml',
    'mkdir out/r.xml',
    'truncate -s 40M out/r.xml',
    'true',
  ])
    expect(`${command}: ${await report(command)}`).toBe(`${command}: null`);
  for (const path of ['/etc/hostname', '../etc/hostname', 'out/../../tmp/x'])
    expect(await report('echo x >/tmp/x', path)).toBe(null);
});
