// Attack 29: the name of a branch as shell code. git accepts `claude/$(id)` and `claude/x";id;"`.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { isSafeBranchName } from '@sluice/trust';
import { branchOf, CLI, outcomes, sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const NAMES = [
  'claude/$(touch${IFS}pwned)',
  'claude/`touch${IFS}pwned`',
  'claude/x";touch${IFS}pwned;"',
  "claude/x';touch${IFS}pwned;'",
  'claude/x&touch${IFS}pwned',
  'claude/x|touch${IFS}pwned',
];

/** Files that a shell command leaves in an empty directory. */
function leaves(script: string, ...words: readonly string[]): string[] {
  const cwd = directory();
  spawnSync('sh', ['-c', script, 'sh', ...words], { cwd });
  return readdirSync(cwd);
}

test.each(NAMES)('%s runs where it is put into a shell command, bare or in some quotes', (name) => {
  const commands = [`git log ${name}`, `git log "${name}"`, `git log '${name}'`];
  expect(commands.filter((command) => leaves(command).length > 0)).not.toEqual([]);
});

test.each(NAMES)('%s is a name that git takes, and that the pattern for signed branches does not', (name) => {
  expect(spawnSync('git', ['check-ref-format', '--branch', name]).status).toBe(0);
  expect(isSafeBranchName(name)).toBe(false);
});

test('names that agents really use fit the pattern', () => {
  for (const name of ['claude/fix-login', 'claude/2026-11-24_a.b+c', 'claude/team/x1'])
    expect(isSafeBranchName(name)).toBe(true);
  for (const name of [
    'claude/-rf',
    'claude/a b',
    'claude/a\nb',
    'claude/ünï',
    'claude/a..b',
    'claude/',
    '',
    'claude/x.lock',
  ])
    expect(isSafeBranchName(name)).toBe(false);
});

test('no name reaches a shell from discovery to delivery, and the printed commands are quoted', async () => {
  const repo = repository({ 'check.sh': 'test ! -e bad.txt\n' });
  NAMES.forEach((name, i) => repo.commit(name, i === 0 ? { 'bad.txt': 'x' } : { [`file-${i}.txt`]: 'x' }));
  const cwd = directory();
  const run = await sluice(['run', '--tier', 'test=sh ./check.sh', '--land', '--repo', repo.path], { cwd });
  expect(outcomes(run)).toEqual(
    Object.fromEntries(NAMES.map((name, i) => [name, i === 0 ? 'rejected tests-failed' : 'landed merged'])),
  );
  expect(readdirSync(cwd)).toEqual([]);
  expect(repo.git('status', '--porcelain')).toBe('');
  expect(repo.paths('main').filter((path) => path.includes('pwned'))).toEqual([]);
  const { reproduce } = branchOf(run, NAMES[0]!);
  expect(reproduce).toContain('touch');
  expect(leaves(reproduce.replace(/^sluice /, '"$@" '), process.execPath, CLI)).toEqual([]);
});
