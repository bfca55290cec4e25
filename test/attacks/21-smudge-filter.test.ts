// Attack 21: attributes of a branch that make git run a program on the files that it writes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { outcomes, sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

/** A repository whose user has a filter, as git-lfs and git-crypt do, and a branch that puts all files through it. */
function attacked() {
  const repo = repository({ 'a.txt': 'as committed\n' });
  const ran = join(directory(), 'ran');
  const program = `sh -c 'echo smudged >>${ran}; tr a-z A-Z'`;
  repo.git('config', 'filter.evil.smudge', program);
  repo.commit('claude/filter', { '.gitattributes': '* filter=evil\n', 'b.txt': 'as committed\n' });
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  return { repo, hasRun: () => existsSync(ran) };
}

test('a plain checkout of the branch runs the program', () => {
  const { repo, hasRun } = attacked();
  repo.git('worktree', 'add', '--quiet', '--detach', join(directory(), 'tree'), 'claude/filter');
  expect(hasRun()).toBe(true);
});

test('the branch is held, and nothing runs', async () => {
  const { repo, hasRun } = attacked();
  const before = repo.snapshot();
  const run = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
  expect(outcomes(run)).toEqual({
    'claude/filter': 'held protected-path',
    'claude/good': 'landed merged',
  });
  expect(hasRun()).toBe(false);
  expect(repo.snapshot()).toEqual(before);
});

test('where a policy lets attributes through, its tree is tested byte for byte, and nothing runs', async () => {
  const { repo, hasRun } = attacked();
  repo.commit('main', { '.sluice.yml': 'protected-paths: []\n' });
  const check = 'test=grep -qx "as committed" a.txt && { [ ! -e b.txt ] || grep -qx "as committed" b.txt; }';
  const run = await sluice(['run', '--tier', check, '--repo', repo.path]);
  expect(outcomes(run)).toEqual({ 'claude/filter': 'landed merged', 'claude/good': 'landed merged' });
  expect(hasRun()).toBe(false);
});

test('the port writes trees as they are', async () => {
  const { repo, hasRun } = attacked();
  const git = await openRepository(repo.path);
  try {
    const tree = join(directory(), 'tree');
    writeFileSync(`${tree}.gitattributes`, '* filter=evil\n');
    await git.materialise(await git.treeOf((await git.resolve('claude/filter'))!), tree);
    expect(readFileSync(join(tree, 'b.txt'), 'utf8')).toBe('as committed\n');
    expect(hasRun()).toBe(false);
  } finally {
    await git.close();
  }
});
