// Attack 28: a symlink out of the tree, for whoever reads or writes through it.
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { outcomes, sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { directory, removeAll, run } from '../support/sandboxed.ts';
import { noSandbox } from '../support/weakened.ts';

afterAll(removeAll);

function attacked() {
  const outside = directory({ secret: 'top secret' });
  const repo = repository({ 'a.txt': 'a\n', 'lib/old.txt': 'old\n' });
  repo.commit('claude/out', { out: { mode: '120000', content: outside } });
  repo.commit('claude/climbs', { 'lib/up': { mode: '120000', content: '../../../../../etc/passwd' } });
  repo.commit('claude/behind', { 'lib/x': { mode: '120000', content: 'old/../../../y' } });
  repo.commit('claude/inside', { 'lib/in': { mode: '120000', content: '../a.txt' } });
  return { repo, outside };
}

/** Where the branch is written by a program that knows of no danger. */
function checkout(repo: ReturnType<typeof repository>, branch: string): string {
  const tree = join(directory(), 'tree');
  repo.git('worktree', 'add', '--quiet', '--detach', tree, branch);
  return tree;
}

test('in a plain checkout, what is read and written below it is outside', async () => {
  const { repo, outside } = attacked();
  const tree = checkout(repo, 'claude/out');
  expect(readFileSync(join(tree, 'out/secret'), 'utf8')).toBe('top secret');
  writeFileSync(join(tree, 'out/planted'), 'x');
  expect(existsSync(join(outside, 'planted'))).toBe(true);
  const ran = await run('cat out/secret; touch out/by-tests', { workspace: tree, in: await noSandbox() });
  expect(ran.output).toBe('top secret');
  expect(existsSync(join(outside, 'by-tests'))).toBe(true);
});

test('a run holds every link that leaves, or could; one that stays inside lands', async () => {
  const { repo, outside } = attacked();
  const before = repo.snapshot();
  const finished = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
  expect(outcomes(finished)).toEqual({
    'claude/behind': 'held escaping-symlink',
    'claude/climbs': 'held escaping-symlink',
    'claude/inside': 'landed merged',
    'claude/out': 'held escaping-symlink',
  });
  expect(repo.paths('sluice/checkpoint-1')).toEqual(['a.txt', 'lib/in', 'lib/old.txt']);
  expect(existsSync(join(outside, 'planted'))).toBe(false);
  expect(repo.snapshot()).toEqual(before);
});

test('the port writes it as a link and nothing through it, also when the next tree has a directory there', async () => {
  const { repo, outside } = attacked();
  repo.commit('claude/directory', { 'out/planted': 'x\n' });
  const tree = join(directory(), 'tree');
  const git = await openRepository(repo.path);
  try {
    for (const branch of ['claude/out', 'claude/directory', 'claude/out']) {
      await git.materialise(await git.treeOf((await git.resolve(branch))!), tree);
      expect(lstatSync(join(tree, 'out')).isSymbolicLink()).toBe(branch === 'claude/out');
    }
  } finally {
    await git.close();
  }
  expect(existsSync(join(outside, 'planted'))).toBe(false);
  const inside = await run('cat out/secret || touch out/by-tests; true', { workspace: tree });
  expect(inside.output).not.toContain('top secret');
  expect(existsSync(join(outside, 'by-tests'))).toBe(false);
});
