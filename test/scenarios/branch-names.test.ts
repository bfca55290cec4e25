// git allows names of branches that shells, terminals and git itself would read as something else.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { branchOf, CLI, outcomes, sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { landsBeside, withGoodBranch } from '../support/good-branch.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

describe('a branch name that shells fear', () => {
  const NAMES = [
    'claude/$(touch${IFS}pwned)',
    'claude/`touch${IFS}pwned`',
    'claude/x";touch${IFS}pwned;"',
    "claude/x';touch${IFS}pwned;'",
    'claude/a&b|c>d<e',
    'claude/{a,b}',
    'claude/!history',
    'claude/#hash',
    'claude/%s%n',
    'claude/--upload-pack=x',
    'claude/-rf',
    'claude/\u202egnp.exe',
    'claude/ünï-✓',
    'claude/a,b=c@d',
    'claude/<script>alert(1)</script>',
    'claude/0123456789abcdef0123456789abcdef01234567',
  ];

  test('is a name like any other, from discovery to delivery', async () => {
    const repo = withGoodBranch();
    NAMES.forEach((name, i) => repo.commit(name, { [`file-${i}.txt`]: 'x\n' }));
    const html = join(directory(), 'report.html');
    const cwd = directory();
    const args = ['run', '--tier', 'test=true', '--land', '--repo', repo.path, '--html', html];
    const run = await sluice(args, { cwd });
    expect(run.code).toBe(0);
    for (const name of NAMES) expect(branchOf(run, name).status).toBe('landed');
    expect(repo.paths('main').filter((path) => path.startsWith('file-'))).toHaveLength(NAMES.length);
    expect(repo.git('status', '--porcelain')).toBe('');
    const trailers = repo.git(
      'log',
      '--first-parent',
      '--format=%(trailers:key=Sluice-Agent-Branch,valueonly)',
    );
    expect(trailers.split('\n')).toEqual(
      expect.arrayContaining(NAMES.filter((name) => !name.includes('\u202e'))),
    );
  });

  test('is quoted in the command that shows a failure again, which works', async () => {
    const name = 'claude/$(touch${IFS}pwned)';
    const repo = repository({ 'check.sh': 'test ! -e bad.txt\n' });
    repo.commit(name, { 'bad.txt': 'x' });
    const run = await sluice(['run', '--tier', 'test=sh ./check.sh', '--repo', repo.path]);
    const { reproduce } = branchOf(run, name);
    expect(branchOf(run, name)).toMatchObject({ status: 'rejected', reason: 'tests-failed' });
    const cwd = directory();
    const again = shell(reproduce.replace(/^sluice /, '"$@" '), cwd);
    expect(again).toEqual({ status: 2, files: [] });
  });

  test('that git reads as a commit id elsewhere is still the branch', async () => {
    const repo = repository();
    const decoy = repo.commit('other', { 'decoy.txt': 'decoy\n' });
    repo.commit(decoy, { 'real.txt': 'real\n' });
    const run = await sluice(['run', '--no-tests', '--branches', decoy, '--repo', repo.path]);
    expect(outcomes(run)).toEqual({ [decoy]: 'landed merged' });
    expect(repo.paths('sluice/checkpoint-1')).toEqual(['a.txt', 'b.txt', 'real.txt']);
  });

  test('with a leading dash comes from a remote', async () => {
    const repo = withGoodBranch();
    const head = repo.commit('work', { 'dash.txt': 'x\n' });
    repo.git('update-ref', 'refs/remotes/origin/-rf', head);
    repo.git(
      'update-ref',
      'refs/remotes/origin/--all',
      repo.commit('work', { 'all.txt': 'x\n' }, { from: 'main' }),
    );
    const branches = ['--branches=claude/**', '--branches=-*'];
    const run = await sluice(['run', '--no-tests', '--repo', repo.path, ...branches]);
    expect(outcomes(run)).toEqual({
      '--all': 'landed merged',
      '-rf': 'landed merged',
      'claude/good': 'landed merged',
    });
  });

  test('with bytes that are not UTF-8 lands', async () => {
    const repo = withGoodBranch();
    const head = repo.commit('work', { 'bytes.txt': 'x\n' });
    shell(String.raw`git update-ref "$(printf 'refs/heads/claude/caf\351')" ${head}`, repo.path);
    const run = await landsBeside(repo);
    expect(branchOf(run, 'claude/caf\udce9')).toMatchObject({ status: 'landed', reason: 'merged' });
    expect(run.code).toBe(0);
  });

  test('a tag, a symbolic ref and a ref to a blob are not taken for branches', async () => {
    const repo = withGoodBranch();
    repo.git('tag', 'claude/good', 'main');
    repo.commit('claude/real', { 'real.txt': 'x' });
    repo.git('symbolic-ref', 'refs/heads/claude/alias', 'refs/heads/claude/real');
    repo.git('symbolic-ref', 'refs/heads/claude/dangling', 'refs/heads/nowhere');
    repo.git('update-ref', 'refs/remotes/origin/claude/blob', repo.oid('main:a.txt'));
    const run = await landsBeside(repo);
    expect(Object.keys(outcomes(run))).not.toContain('claude/blob');
    const twins = [branchOf(run, 'claude/alias'), branchOf(run, 'claude/real')];
    expect(twins.map(({ reason }) => reason).toSorted()).toEqual(['contained', 'merged']);
  });

  function shell(script: string, cwd: string): { status: number | null; files: string[] } {
    const { status } = spawnSync('sh', ['-c', script, 'sh', process.execPath, CLI], { cwd });
    return { status, files: readdirSync(cwd) };
  }
});
