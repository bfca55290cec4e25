// Others do not wait for a run: branches are deleted and pushed, and the base moves, while tests run.
import { branchOf, faultOf, outcomes, resultOf, sluice, start } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

/** Long enough to move a ref in. */
const SLOW = 'test=sleep 1; sh ./check.sh';
const START = { 'a.txt': lines(), 'check.sh': 'exit 0\n' };

function withBranches(...names: readonly string[]): Repository {
  const repo = repository(START);
  for (const name of names) repo.commit(`claude/${name}`, { [`${name}.txt`]: `${name}\n` });
  return repo;
}

/** Runs, and does something each time that a test command starts. */
async function during(repo: Repository, act: (nth: number) => void, ...args: readonly string[]) {
  const running = start(['run', '--tier', SLOW, '--repo', repo.path, ...args]);
  const acting = (async () => {
    for (let nth = 1; ; nth++) {
      await running.shows(new RegExp(`(?:validate: test on [^]*){${nth}}`));
      act(nth);
    }
  })();
  acting.catch(() => undefined);
  return running.finished;
}

describe('a branch that changes while its tests run', () => {
  test('because it is deleted is left out, and the rest lands', async () => {
    const repo = withBranches('stays', 'goes');
    const run = await during(repo, (nth) => {
      if (nth === 1) repo.git('update-ref', '-d', 'refs/heads/claude/goes');
    });
    expect(outcomes(run)).toEqual({ 'claude/goes': 'excluded gone', 'claude/stays': 'landed merged' });
    expect(repo.paths('sluice/checkpoint-1')).not.toContain('goes.txt');
    expect(run.code).toBe(0);
  });

  test('because it is pushed to is held, and its new head lands with the next run', async () => {
    const repo = withBranches('stays', 'pushed');
    const before = repo.snapshot();
    let head = '';
    const run = await during(repo, (nth) => {
      if (nth === 1) head = repo.commit('claude/pushed', { 'pushed.txt': 'newer\n' });
    });
    expect(outcomes(run)).toEqual({ 'claude/pushed': 'held moved', 'claude/stays': 'landed merged' });
    expect(repo.paths('sluice/checkpoint-1')).not.toContain('pushed.txt');
    expect(run.code).toBe(2);
    expect(repo.oid('claude/pushed')).toBe(head);
    expect(repo.oid('main')).toBe(repo.oid('HEAD'));
    expect(repo.snapshot()['files']).toEqual(before['files']);

    const next = await sluice(['run', '--no-tests', '--repo', repo.path]);
    expect(branchOf(next, 'claude/pushed')).toMatchObject({ status: 'landed', head });
    expect(repo.show('sluice/checkpoint-2', 'pushed.txt')).toBe('newer\n');
  });

  test('with all the others leaves nothing to write', async () => {
    const repo = withBranches('one', 'two');
    const run = await during(repo, () => {
      for (const name of ['one', 'two']) repo.commit(`claude/${name}`, { late: name });
    });
    expect(outcomes(run)).toEqual({ 'claude/one': 'held moved', 'claude/two': 'held moved' });
    expect(resultOf(run).checkpoint).toBeNull();
    expect(repo.refs().filter((line) => line.includes('/sluice/'))).toEqual([]);
  });
});

describe('a base that moves while tests run', () => {
  test('does not matter to a checkpoint that does not land', async () => {
    const repo = withBranches('one');
    const old = repo.oid('main');
    const run = await during(repo, () => void repo.commit('main', { 'late.txt': 'late\n' }));
    expect(outcomes(run)).toEqual({ 'claude/one': 'landed merged' });
    expect(resultOf(run).base.sha).toBe(old);
    expect(repo.oid('sluice/checkpoint-1^1')).toBe(old);
  });

  test('is met by merging and validating again before anything lands', async () => {
    const repo = withBranches('one');
    let moved = '';
    const run = await during(
      repo,
      (nth) => {
        if (nth === 1) moved = repo.commit('main', { 'late.txt': 'late\n' });
        if (nth === 1) repo.git('reset', '--quiet', '--hard');
      },
      '--land',
    );
    const { base, checkpoint, validations } = resultOf(run);
    expect(outcomes(run)).toEqual({ 'claude/one': 'landed merged' });
    expect(base.sha).toBe(moved);
    expect(repo.oid('main')).toBe(checkpoint!.commit);
    expect(repo.oid('main^1')).toBe(moved);
    // The checkpoint on the base that is not there any more went with it.
    expect(repo.git('for-each-ref', '--format=%(refname)', 'refs/heads/sluice')).toBe(checkpoint!.ref);
    expect(repo.paths('main')).toEqual(['a.txt', 'check.sh', 'late.txt', 'one.txt']);
    expect(validations.filter(({ tier }) => tier === 'test')).toMatchObject([
      { tree: repo.oid('main^{tree}'), exit: 0 },
    ]);
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(run.code).toBe(0);
  });

  test('and breaks a branch by that keeps the branch from landing', async () => {
    const repo = withBranches('one');
    repo.commit('claude/two', { 'a.txt': lines({ 4: 'two' }) });
    const run = await during(
      repo,
      (nth) => {
        if (nth === 1)
          repo.commit('main', { 'a.txt': lines({ 4: 'main' }), 'check.sh': 'test ! -e one.txt\n' });
        if (nth === 1) repo.git('reset', '--quiet', '--hard');
      },
      '--land',
    );
    expect(outcomes(run)).toEqual({
      'claude/one': 'rejected tests-failed',
      'claude/two': 'held base-conflict',
    });
    expect(repo.git('log', '--format=%s', '-1', 'main')).toBe('Change 2 files');
    expect(run.code).toBe(2);
  });

  test('again and again ends in a fault, and the base is as others left it', async () => {
    const repo = withBranches('one');
    const run = await during(
      repo,
      (nth) => void repo.commit('main', { 'late.txt': `late ${nth}\n` }),
      '--land',
    );
    expect(faultOf(run)).toMatchObject({ code: 'BASE_MOVED', next: expect.stringContaining('Run again') });
    expect(repo.show('main', 'late.txt')).toMatch(/^late 3/);
    expect(repo.git('log', '--format=%s', 'main').split('\n')).not.toContainEqual(
      expect.stringContaining('Merge'),
    );
  });

  test('because it is deleted is a fault', async () => {
    const repo = withBranches('one');
    repo.git('checkout', '--quiet', '--detach');
    const run = await during(repo, () => void repo.git('update-ref', '-d', 'refs/heads/main'), '--land');
    expect(faultOf(run)).toMatchObject({ code: 'BASE_MISSING' });
    expect(repo.refs().filter((line) => line.endsWith('refs/heads/main'))).toEqual([]);
  });
});
