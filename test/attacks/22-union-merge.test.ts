// Attack 22: attributes that tell git to call every merge of a file clean, so that a conflict is hidden. What they do to
// every reader of ours is in test/adapters/git/hostile-attributes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { asOid } from '@sluice/model';
import { branchOf, outcomes, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const UNION = '* merge=union\n';

/** Two branches that change one line, and a third that wants both changes taken. */
function attacked(): Repository {
  const repo = repository();
  repo.commit('claude/one', { 'a.txt': lines({ 4: 'one' }) });
  repo.commit('claude/two', { 'a.txt': lines({ 4: 'two' }) });
  repo.commit('claude/union', { '.gitattributes': UNION });
  return repo;
}

test('git in a work tree with the attributes takes both lines and says nothing', () => {
  const repo = attacked();
  writeFileSync(join(repo.path, '.gitattributes'), UNION);
  const tree = repo.git('merge-tree', '--write-tree', 'claude/one', 'claude/two');
  expect(repo.show(tree, 'a.txt')).toContain('one\ntwo\n');
});

test('the port in the same work tree sees the conflict', async () => {
  const repo = attacked();
  writeFileSync(join(repo.path, '.gitattributes'), UNION);
  const git = await openRepository(repo.path);
  try {
    const pair = [asOid(repo.oid('claude/one')), asOid(repo.oid('claude/two'))] as const;
    const [answer] = await git.mergePairs([pair]);
    expect(answer).toMatchObject({ clean: false, conflicts: [{ path: 'a.txt' }] });
  } finally {
    await git.close();
  }
});

test('a run holds the attributes and one of the two, and lands the other alone', async () => {
  const repo = attacked();
  writeFileSync(join(repo.path, '.gitattributes'), UNION);
  const before = repo.snapshot();
  const run = await sluice(['run', '--no-tests', '--repo', repo.path]);
  expect(Object.values(outcomes(run)).toSorted()).toEqual([
    'held conflict',
    'held protected-path',
    'landed merged',
  ]);
  expect(branchOf(run, 'claude/union').reason).toBe('protected-path');
  expect(repo.show('sluice/checkpoint-1', 'a.txt')).not.toContain('one\ntwo\n');
  expect(repo.paths('sluice/checkpoint-1')).toEqual(['a.txt', 'b.txt']);
  expect(repo.snapshot()).toEqual(before);
});

test('attributes that are on the base already hide it no better', async () => {
  const repo = attacked();
  repo.commit('main', { '.gitattributes': UNION });
  repo.git('reset', '--quiet', '--hard');
  const run = await sluice(['run', '--no-tests', '--branches', 'claude/{one,two}', '--repo', repo.path]);
  expect(Object.values(outcomes(run)).toSorted()).toEqual(['held conflict', 'landed merged']);
});
