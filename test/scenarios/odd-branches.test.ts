// One branch that cannot be used is that branch's own outcome: the others land as if it were not there.
import { chmodSync, statSync, truncateSync } from 'node:fs';
import { branchOf, faultOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { landsBeside, withGoodBranch } from '../support/good-branch.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

describe('a branch with nothing to land', () => {
  test('is equal to the base, behind it, or undoes itself', async () => {
    const repo = withGoodBranch();
    repo.git('branch', 'claude/behind', 'main');
    repo.commit('main', { 'b.txt': lines({ 3: 'main' }) });
    repo.git('reset', '--quiet', '--hard');
    repo.git('branch', 'claude/equal', 'main');
    repo.commit('claude/undone', { 'new.txt': 'x' });
    repo.commit('claude/undone', { 'new.txt': null });
    repo.commit('claude/same-as-base', { 'b.txt': lines({ 3: 'main' }) }, { from: 'main~1' });
    const run = await landsBeside(repo);
    expect(outcomes(run)).toEqual({
      'claude/behind': 'excluded up-to-date',
      'claude/equal': 'excluded up-to-date',
      'claude/good': 'landed merged',
      'claude/same-as-base': 'excluded empty',
      'claude/undone': 'excluded empty',
    });
    expect(run.code).toBe(0);
  });

  test('is all there is: nothing is written and nothing is wrong', async () => {
    const repo = repository();
    repo.git('branch', 'claude/equal', 'main');
    const before = [repo.snapshot(), repo.refs(), repo.objects()];
    const run = await sluice(['run', '--no-tests', '--land', '--repo', repo.path]);
    expect(resultOf(run).checkpoint).toBeNull();
    expect(run.code).toBe(0);
    expect([repo.snapshot(), repo.refs(), repo.objects()]).toEqual(before);
  });
});

test('a branch without a common commit is rejected, and only that one', async () => {
  const repo = withGoodBranch();
  repo.commit('claude/foreign', { 'a.txt': 'another world\n' }, { from: null });
  const run = await landsBeside(repo);
  expect(branchOf(run, 'claude/foreign')).toMatchObject({ status: 'rejected', reason: 'unrelated-history' });
  expect(branchOf(run, 'claude/foreign').reproduce).toContain('git log');
  expect(run.code).toBe(2);
});

describe('a damaged object in one branch', () => {
  const damages: [string, (repo: Repository) => void][] = [
    ['a commit that is cut short', (repo) => cut(repo, repo.oid('claude/broken'))],
    ['an older commit that is missing', (repo) => repo.removeObject(repo.oid('claude/broken~1'))],
    ['a missing root tree', (repo) => repo.removeObject(repo.oid('claude/broken^{tree}'))],
    ['a missing tree below', (repo) => repo.removeObject(repo.oid('claude/broken:sub'))],
    ['a tree that is cut short', (repo) => cut(repo, repo.oid('claude/broken:sub'))],
    ['a missing blob', (repo) => repo.removeObject(repo.oid('claude/broken:a.txt'))],
    ['a blob that is cut short', (repo) => cut(repo, repo.oid('claude/broken:a.txt'))],
    ['a missing blob of a new binary file', (repo) => repo.removeObject(repo.oid('claude/broken:bin'))],
    ['a missing blob of a new file', (repo) => repo.removeObject(repo.oid('claude/broken:sub/new.txt'))],
    ['a new file that is cut short', (repo) => cut(repo, repo.oid('claude/broken:sub/new.txt'))],
  ];

  function broken(): Repository {
    const repo = withGoodBranch();
    repo.commit('claude/broken', { 'first.txt': 'first\n' });
    repo.commit('claude/broken', {
      'a.txt': lines({ 2: 'broken' }),
      'sub/new.txt': 'a new file\n',
      bin: 'a\0b',
    });
    repo.commit('claude/near', { 'a.txt': lines({ 7: 'near' }) });
    return repo;
  }

  /** The base has moved in a file that all of them leave alone, or in the one that is damaged. */
  const moves: [string, Record<string, string>][] = [
    ['', {}],
    [' of a branch that is behind the base', { 'b.txt': lines({ 3: 'main' }) }],
    [' of a branch that has to be merged with the base', { 'a.txt': lines({ 9: 'main' }) }],
  ];
  const cases = damages.flatMap(([what, damage]) =>
    moves.map(([where, move]) => [what + where, damage, move] as const),
  );

  test.each(cases)('%s takes nothing else down', async (_what, damage, move) => {
    const repo = broken();
    if (Object.keys(move).length > 0) repo.commit('main', move);
    damage(repo);
    const run = await landsBeside(repo);
    expect(outcomes(run)).toEqual({
      'claude/broken': 'rejected corrupt-object',
      'claude/good': 'landed merged',
      'claude/near': 'landed merged',
    });
    expect(branchOf(run, 'claude/broken').reproduce).toBe('git fsck');
    expect(run.code).toBe(2);
  });

  test('in a file that another branch adds too never meets a merge', async () => {
    const repo = broken();
    repo.commit('claude/same', { 'sub/new.txt': 'another new file\n' });
    cut(repo, repo.oid('claude/broken:sub/new.txt'));
    const run = await landsBeside(repo);
    expect(branchOf(run, 'claude/broken')).toMatchObject({ status: 'rejected', reason: 'corrupt-object' });
    expect(branchOf(run, 'claude/same')).toMatchObject({ status: 'landed', reason: 'merged' });
  });

  test('in the base is a fault that says so', async () => {
    const repo = broken();
    cut(repo, repo.oid('main^{tree}'));
    const fault = faultOf(await sluice(['run', '--no-tests', '--repo', repo.path]));
    expect(fault).toMatchObject({ code: 'CORRUPT_OBJECT', next: expect.stringContaining('git fsck') });
  });

  function cut(repo: Repository, oid: string): void {
    const file = repo.objectFile(oid);
    chmodSync(file, 0o644);
    truncateSync(file, Math.floor(statSync(file).size / 2));
  }
});

test('a branch of a remote lands under its own name, and a local one of that name wins', async () => {
  const repo = withGoodBranch();
  repo.git('update-ref', 'refs/remotes/origin/claude/remote', repo.commit('work', { 'r.txt': 'r\n' }));
  repo.git('update-ref', 'refs/remotes/origin/claude/good', repo.commit('work', { 's.txt': 's\n' }));
  const run = await landsBeside(repo);
  expect(outcomes(run)).toEqual({ 'claude/good': 'landed merged', 'claude/remote': 'landed merged' });
  expect(repo.paths('sluice/checkpoint-1')).toEqual(['a.txt', 'b.txt', 'good.txt', 'r.txt']);
});
