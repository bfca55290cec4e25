// What a checkpoint is made of, read back with git itself.
import { execFileSync } from 'node:child_process';
import { branchOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const CHECK = ['--tier', 'test=sh ./check.sh'];
const START = { 'a.txt': lines(), 'b.txt': lines(), 'check.sh': 'exit 0\n' };
const TRAILERS = ['Sluice-Agent-Branch', 'Sluice-Agent-Head', 'Sluice-Cluster', 'Sluice-Method'];

const run = (repo: Repository, ...more: readonly string[]) =>
  sluice(['run', ...CHECK, '--repo', repo.path, ...more]);

/** Commits of the checkpoint, oldest first, each with its parents. */
function chain(repo: Repository, tip = 'sluice/checkpoint-1'): { oid: string; parents: string[] }[] {
  const listed = repo.git('rev-list', '--first-parent', '--reverse', '--parents', `main..${tip}`);
  return listed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '))
    .map(([oid, ...parents]) => ({ oid: oid!, parents }));
}

function trailersOf(repo: Repository, commit: string): string[][] {
  const message = repo.git('log', '-1', '--format=%B', commit);
  const parsed = execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' });
  return parsed
    .trim()
    .split('\n')
    .map((line) => line.split(/: (.*)/s).slice(0, 2));
}

describe('a checkpoint', () => {
  test('is a chain of one merge commit a branch, by its author, with trailers, ending in the tested tree', async () => {
    const repo = repository(START);
    const authors = {
      one: 'Ada <ada@example.org>',
      two: 'Bo Ö. <bo@example.org>',
      three: 'C <c@example.org>',
    };
    for (const [name, author] of Object.entries(authors)) {
      repo.commit(`claude/${name}`, { [`${name}.txt`]: 'x\n' }, { author });
      repo.commit(`claude/${name}`, { [`${name}.txt`]: 'xx\n' }, { author, message: `Add ${name}` });
    }
    const { checkpoint, validations } = resultOf(await run(repo));
    const commits = chain(repo);
    expect(commits).toHaveLength(3);
    let previous = repo.oid('main');
    for (const { oid, parents } of commits) {
      const trailers = trailersOf(repo, oid);
      expect(trailers.map(([key]) => key)).toEqual(TRAILERS);
      const [branch, head] = trailers.map(([, value]) => value!);
      expect(parents).toEqual([previous, head]);
      expect(repo.oid(branch!)).toBe(head);
      const author = (commit: string): string => repo.git('log', '-1', '--format=%an <%ae> %ad', commit);
      expect(author(oid)).toBe(author(head!));
      previous = oid;
    }
    expect(checkpoint).toMatchObject({
      ref: 'refs/heads/sluice/checkpoint-1',
      commit: previous,
      landed: false,
    });
    expect(repo.oid('sluice/checkpoint-1^{tree}')).toBe(checkpoint!.tree);
    expect(validations).toContainEqual(
      expect.objectContaining({ tree: checkpoint!.tree, tier: 'test', exit: 0 }),
    );
    expect(repo.git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  test('carries four trailers, whatever the messages of a branch say', async () => {
    const repo = repository(START);
    const message = [
      'Add x\r\u001b[2J',
      '',
      'Sluice-Agent-Branch: main',
      `Sluice-Agent-Head: ${'0'.repeat(40)}`,
      'Signed-off-by: Somebody <somebody@example.org>',
    ].join('\n');
    const author = 'Sluice-Method <x@example.org>';
    const head = repo.commit('claude/forger', { 'x.txt': 'x\n' }, { message, author });
    await run(repo);
    const trailers = trailersOf(repo, 'sluice/checkpoint-1');
    expect(trailers.slice(0, 2)).toEqual([
      ['Sluice-Agent-Branch', 'claude/forger'],
      ['Sluice-Agent-Head', head],
    ]);
    expect(trailers).toHaveLength(4);
    expect(repo.git('cat-file', 'commit', 'sluice/checkpoint-1')).not.toContain('\u001b');
  });

  test('comes to the same commit again while nothing changes', async () => {
    const repo = repository(START);
    repo.commit('claude/one', { 'a.txt': lines({ 1: 'one' }) });
    repo.commit('claude/two', { 'a.txt': lines({ 1: 'two' }) });
    const first = resultOf(await run(repo));
    const refs = repo.refs();
    const second = resultOf(await run(repo));
    expect(second.checkpoint).toEqual(first.checkpoint);
    expect(second.branches).toEqual(first.branches);
    expect(repo.refs()).toEqual(refs);
  });

  test('gets the next number once a branch has more to say', async () => {
    const repo = repository(START);
    repo.commit('claude/one', { 'one.txt': 'one\n' });
    await run(repo);
    repo.commit('claude/one', { 'one.txt': 'more\n' });
    expect(resultOf(await run(repo)).checkpoint!.ref).toBe('refs/heads/sluice/checkpoint-2');
    expect(repo.show('sluice/checkpoint-1', 'one.txt')).toBe('one\n');
  });

  test('is never taken for an agent branch itself, nor is the base', async () => {
    const repo = repository(START);
    repo.commit('claude/one', { 'one.txt': 'one\n' });
    await run(repo);
    expect(outcomes(await run(repo, '--branches', '**'))).toEqual({ 'claude/one': 'landed merged' });
  });
});

describe('what writes no ref', () => {
  test.each([
    ['plan', ['plan']],
    ['plan --land', ['plan', '--land']],
    ['run --dry-run', ['run', '--dry-run']],
    ['run --dry-run --land', ['run', '--dry-run', '--land']],
  ])('%s leaves refs, reflogs and objects as they were', async (_what, args) => {
    const repo = repository(START);
    repo.commit('claude/one', { 'a.txt': lines({ 1: 'one' }) });
    repo.commit('claude/two', { 'a.txt': lines({ 1: 'two' }), 'two.txt': 'x\n' });
    repo.commit('claude/three', { 'a.txt': lines({ 7: 'three' }) });
    const before = [repo.snapshot(), repo.refs(), repo.objects()];
    const finished = await sluice([...args, ...CHECK, '--repo', repo.path]);
    expect(finished.code).toBe(2);
    expect(resultOf(finished).checkpoint).toBeNull();
    expect(Object.values(outcomes(finished)).filter((text) => text === 'planned merged')).toHaveLength(2);
    expect(resultOf(finished).validations.length > 0).toBe(args[0] === 'run');
    expect([repo.snapshot(), repo.refs(), repo.objects()]).toEqual(before);
    expect(repo.git('fsck', '--strict', '--no-dangling')).toBe('');
  });
});

describe('a branch of which something is deferred', () => {
  function withRivals(): Repository {
    const repo = repository(START);
    repo.commit('claude/first', { 'a.txt': lines({ 1: 'first' }) }, { at: 1_600_000_000 });
    repo.commit('claude/second', {
      'a.txt': lines({ 1: 'second' }),
      'second.txt': 'second\n',
      'third.txt': 'x\n',
    });
    return repo;
  }

  test('lands nothing by itself: its candidates are offered', async () => {
    const repo = withRivals();
    const finished = await run(repo);
    expect(outcomes(finished)).toEqual({ 'claude/first': 'landed merged', 'claude/second': 'held conflict' });
    expect(repo.paths('sluice/checkpoint-1')).not.toContain('second.txt');
    const offered = resultOf(finished).candidates.filter(({ complete }) => !complete);
    // Letting one side win comes to the same tree here, and is counted once.
    expect(offered.map(({ strategy }) => strategy)).toEqual(['minimal']);
    for (const { id, tree } of offered) expect(repo.oid(`refs/sluice/candidates/${id}^{tree}`)).toBe(tree);
    expect(finished.code).toBe(2);
  });

  test('is never a parent, and the next run still sees the rest', async () => {
    const repo = withRivals();
    const finished = await run(repo, '--land-partial', '--land');
    expect(branchOf(finished, 'claude/second')).toMatchObject({
      status: 'held',
      reason: 'partial',
      dropped: ['a.txt'],
    });
    const parents = repo
      .git('rev-list', '--first-parent', '--parents', 'main')
      .split('\n')
      .map((line) => line.split(' '));
    expect(parents.flat()).not.toContain(repo.oid('claude/second'));
    expect(parents[0]).toHaveLength(2);
    expect(repo.show('main', 'second.txt')).toBe('second\n');
    expect(repo.show('main', 'a.txt')).toBe(lines({ 1: 'first' }));
    expect(repo.git('log', '-1', '--format=%B', 'main')).toContain('- a.txt');
    expect(trailersOf(repo, 'main').map(([key]) => key)).toEqual(TRAILERS);
    expect(finished.code).toBe(2);

    const next = await run(repo);
    expect(outcomes(next)).toEqual({
      'claude/first': 'excluded up-to-date',
      'claude/second': 'held base-conflict',
    });
  });
});

describe('branches that build on one another', () => {
  test('land in order, each once', async () => {
    const repo = repository(START);
    const lower = repo.commit('claude/z-lower', { 'lower.txt': 'lower\n' });
    const upper = repo.commit('claude/a-upper', { 'upper.txt': 'upper\n' }, { from: 'claude/z-lower' });
    const finished = await run(repo);
    expect(outcomes(finished)).toEqual({
      'claude/a-upper': 'landed merged',
      'claude/z-lower': 'landed merged',
    });
    expect(chain(repo).map(({ parents }) => parents[1])).toEqual([lower, upper]);
  });

  test('do not land on one that is rejected, and the rest does', async () => {
    const repo = repository({ ...START, 'check.sh': 'test ! -e bad.txt\n' });
    repo.commit('claude/lower', { 'bad.txt': 'bad\n' });
    repo.commit('claude/upper', { 'upper.txt': 'upper\n' }, { from: 'claude/lower' });
    repo.commit('claude/apart', { 'apart.txt': 'apart\n' });
    const finished = await run(repo);
    expect(outcomes(finished)).toEqual({
      'claude/apart': 'landed merged',
      'claude/lower': 'rejected tests-failed',
      'claude/upper': 'rejected tests-failed',
    });
    expect(repo.paths('sluice/checkpoint-1')).not.toContain('bad.txt');
  });

  test('land with a lower one that only the upper one makes pass', async () => {
    const repo = repository({ ...START, 'check.sh': 'test ! -e bad.txt\n' });
    repo.commit('claude/lower', { 'bad.txt': 'bad\n' });
    repo.commit('claude/upper', { 'bad.txt': null, 'good.txt': 'good\n' }, { from: 'claude/lower' });
    const finished = await run(repo);
    expect(Object.values(outcomes(finished)).every((text) => text.startsWith('landed'))).toBe(true);
  });

  test('with the same head land as one', async () => {
    const repo = repository(START);
    repo.commit('claude/one', { 'one.txt': 'one\n' });
    repo.git('branch', 'claude/copy', 'claude/one');
    const finished = await run(repo);
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['landed contained', 'landed merged']);
    expect(chain(repo)).toHaveLength(1);
  });
});
