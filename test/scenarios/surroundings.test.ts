// The machine is not always as one would like: no space, no sandbox, no git.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { faultOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

const mounted: string[] = [];

afterAll(() => {
  for (const path of mounted) spawnSync('umount', ['--lazy', path]);
  removeAll();
});

function withBranches(files = {}): Repository {
  const repo = repository({ 'a.txt': lines(), 'check.sh': 'exit 0\n', ...files });
  repo.commit('claude/one', { 'one.txt': 'one\n', 'a.txt': lines({ 1: 'one' }) });
  repo.commit('claude/two', { 'two.txt': 'two\n', 'a.txt': lines({ 8: 'two' }) });
  return repo;
}

const TIER = ['--tier', 'test=sh ./check.sh'];

/** Whether this process may mount a file system of a few kilobytes. */
function canMount(): boolean {
  const path = directory();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', path]);
  if (status === 0) execFileSync('umount', [path]);
  return status === 0;
}

(canMount() ? describe : describe.skip)('a full disk (needs the right to mount)', () => {
  test.each([
    ['not even the scratch repository', '16k'],
    ['no merged objects', '56k'],
    ['no tree to test', '160k'],
  ])('that holds %s is a fault, and nothing changed', async (_what, size) => {
    const incompressible = execFileSync('head', ['-c', '200000', '/dev/urandom']);
    const repo = withBranches({ 'big.bin': incompressible });
    const before = repo.snapshot();
    const state = join(repo.gitDir, 'sluice');
    mkdirSync(state);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', state]);
    mounted.push(state);
    const fault = faultOf(await sluice(['run', '--land', ...TIER, '--repo', repo.path]));
    expect(fault).toMatchObject({ code: 'SCRATCH_FULL', next: expect.stringContaining('Free disk space') });
    expect(repo.snapshot()).toEqual(before);
    expect(repo.refs().filter((line) => line.includes('/sluice/'))).toEqual([]);
    expect(repo.scratch()).toEqual([]);

    execFileSync('umount', [state]);
    mounted.pop();
    expect(outcomes(await sluice(['run', ...TIER, '--repo', repo.path]))).toEqual({
      'claude/one': 'landed merged',
      'claude/two': 'landed merged',
    });
  });
});

/** A PATH that has these programs only. */
function pathWith(...programs: readonly string[]): { PATH: string } {
  const path = directory();
  for (const name of programs) {
    const found = (process.env['PATH'] ?? '').split(':').find((place) => existsSync(join(place, name)));
    if (found) symlinkSync(join(found, name), join(path, name));
  }
  return { PATH: path };
}

describe('a machine without bubblewrap', () => {
  const BARE = [
    'git',
    'sh',
    'stdbuf',
    'node',
    'cat',
    'ls',
    'apt-get',
    'sleep',
    'setsid',
    'cp',
    'env',
    'timeout',
  ];

  test('runs no test, says how to install it, and writes nothing', async () => {
    const repo = withBranches();
    const before = repo.snapshot();
    const run = await sluice(['run', '--land', ...TIER, '--repo', repo.path], { env: pathWith(...BARE) });
    const fault = faultOf(run);
    expect(fault).toMatchObject({
      code: 'SANDBOX_MISSING',
      next: expect.stringContaining('apt-get install bubblewrap'),
    });
    expect(fault.next).toContain('--unsafe-no-sandbox');
    expect(repo.snapshot()).toEqual(before);
    expect(repo.refs().filter((line) => line.includes('/sluice/'))).toEqual([]);
    expect(repo.scratch()).toEqual([]);
  });

  test('runs tests without a sandbox only when told to, and the report says so', async () => {
    const repo = withBranches();
    const html = join(directory(), 'report.html');
    const args = ['run', ...TIER, '--unsafe-no-sandbox', '--repo', repo.path, '--html', html];
    const run = await sluice(args, { env: pathWith(...BARE) });
    expect(outcomes(run)).toEqual({ 'claude/one': 'landed merged', 'claude/two': 'landed merged' });
    expect(resultOf(run).tests).toMatchObject({ ran: true, sandbox: expect.stringContaining('none') });
    expect(run.stdout).toMatch(/without (?:a )?(?:sandbox|isolation|protection)|no sandbox|unsafe/i);
  });

  test('plans, and runs without tests, as anywhere', async () => {
    const repo = withBranches();
    const env = pathWith(...BARE);
    expect((await sluice(['plan', ...TIER, '--repo', repo.path], { env })).code).toBe(0);
    expect((await sluice(['run', '--no-tests', '--repo', repo.path], { env })).code).toBe(0);
  });
});

test('a machine without stdbuf merges one by one, with the same result', async () => {
  const [repo, other] = [withBranches(), withBranches()];
  const slow = await sluice(['run', '--no-tests', '--repo', repo.path], { env: pathWith('git', 'sh') });
  const fast = await sluice(['run', '--no-tests', '--repo', other.path]);
  expect(resultOf(slow).checkpoint).toEqual(resultOf(fast).checkpoint);
});

test('a machine without git says so', async () => {
  const repo = withBranches();
  const run = await sluice(['run', '--repo', repo.path], { env: { PATH: directory() } });
  expect(faultOf(run)).toMatchObject({ code: 'GIT_MISSING', next: expect.stringContaining('Install git') });
});

test('a report that cannot be written is a fault that names the file', async () => {
  const repo = withBranches();
  const html = join(repo.path, 'a.txt', 'report.html');
  const { stderr, code } = await sluice(['run', '--no-tests', '--repo', repo.path, '--html', html]);
  expect(code).toBe(1);
  expect(stderr).toContain('error WRITE_FAILED');
  expect(stderr).toContain(html);
});
