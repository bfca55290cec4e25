// Who is to blame when tests fail, and what is remembered of them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { branchOf, faultOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const CHECK = ['--tier', 'test=sh ./check.sh'];
const run = (repo: Repository, ...more: readonly string[]) =>
  sluice(['run', ...CHECK, '--repo', repo.path, ...more]);

describe('a red union', () => {
  test('lands without the branch that breaks it, whose output is shown', async () => {
    const repo = repository({ 'check.sh': 'test ! -e bad.txt || { echo "it is bad"; exit 3; }\n' });
    for (let i = 0; i < 5; i++) repo.commit(`claude/good-${i}`, { [`good-${i}.txt`]: 'x\n' });
    repo.commit('claude/bad', { 'bad.txt': 'x\n' });
    const finished = await run(repo);
    expect(branchOf(finished, 'claude/bad')).toMatchObject({
      status: 'rejected',
      reason: 'tests-failed',
      detail: expect.stringContaining('exit status 3'),
      log: expect.stringContaining('it is bad'),
      failing: ['claude/bad'],
    });
    expect(Object.values(outcomes(finished)).filter((text) => text === 'landed merged')).toHaveLength(5);
    const { checkpoint, validations } = resultOf(finished);
    expect(validations).toContainEqual(
      expect.objectContaining({ tree: checkpoint!.tree, tier: 'test', exit: 0 }),
    );
  });

  test('frees a place for the rival of a rejected branch in the same run', async () => {
    const repo = repository({ 'a.txt': lines(), 'check.sh': '! grep -q bad a.txt\n' });
    repo.commit('claude/bad', { 'a.txt': lines({ 1: 'bad' }) }, { at: 1_600_000_000 });
    repo.commit('claude/rival', { 'a.txt': lines({ 1: 'rival' }), 'more.txt': lines() });
    const plan = await sluice(['plan', '--repo', repo.path]);
    expect(outcomes(plan)).toEqual({ 'claude/bad': 'planned merged', 'claude/rival': 'held conflict' });
    const finished = await run(repo);
    expect(outcomes(finished)).toEqual({
      'claude/bad': 'rejected tests-failed',
      'claude/rival': 'landed merged',
    });
    expect(repo.show('sluice/checkpoint-1', 'a.txt')).toBe(lines({ 1: 'rival' }));
  });

  test('that fails only with two together holds one of them and names both', async () => {
    const repo = repository({ 'check.sh': 'test ! -e one.txt || test ! -e two.txt\n' });
    for (const name of ['one', 'two', 'three', 'four'])
      repo.commit(`claude/${name}`, { [`${name}.txt`]: 'x\n' });
    const finished = await run(repo);
    const held = resultOf(finished).branches.filter(({ status }) => status !== 'landed');
    expect(held).toMatchObject([{ status: 'held', reason: 'interaction' }]);
    expect(held[0]!.failing.toSorted()).toEqual(['claude/one', 'claude/two']);
    expect(repo.paths('sluice/checkpoint-1')).toHaveLength(4);
  });

  test('on a base that fails by itself judges nobody', async () => {
    const repo = repository({ 'check.sh': 'echo broken base; exit 1\n' });
    repo.commit('claude/one', { 'one.txt': 'x\n' });
    repo.commit('claude/two', { 'two.txt': 'x\n' });
    const before = [repo.snapshot(), repo.refs()];
    const finished = await run(repo, '--land');
    expect(outcomes(finished)).toEqual({ 'claude/one': 'held base-red', 'claude/two': 'held base-red' });
    expect(branchOf(finished, 'claude/one').log).toContain('broken base');
    expect(resultOf(finished).checkpoint).toBeNull();
    expect(finished.code).toBe(2);
    expect([repo.snapshot(), repo.refs()]).toEqual(before);
  });

  test('on a red base that a branch mends is green', async () => {
    const repo = repository({ 'check.sh': 'exit 1\n' });
    repo.commit('claude/mend', { 'check.sh': 'exit 0\n' });
    repo.commit('claude/other', { 'other.txt': 'x\n' });
    const finished = await run(repo);
    expect(outcomes(finished)).toEqual({ 'claude/mend': 'landed merged', 'claude/other': 'landed merged' });
  });

  test('by conflict markers needs no test to be seen', async () => {
    const repo = repository();
    const marked = '<<<<<<< ours\none\n=======\ntwo\n>>>>>>> theirs\n';
    repo.commit('claude/marked', { 'a.txt': lines({ 1: marked.trimEnd() }) });
    repo.commit('claude/good', { 'good.txt': 'x\n' });
    const finished = await sluice(['run', '--no-tests', '--repo', repo.path]);
    expect(outcomes(finished)).toEqual({
      'claude/good': 'landed merged',
      'claude/marked': 'rejected built-in-check',
    });
  });

  test('by a command that never ends is the fault of the branch that has it', async () => {
    const repo = repository({ 'check.sh': 'test ! -e hang.txt || sleep 600\n' });
    repo.commit('claude/hang', { 'hang.txt': 'x\n' });
    repo.commit('claude/good', { 'good.txt': 'x\n' });
    const finished = await run(repo, '--timeout', '1');
    expect(outcomes(finished)).toEqual({
      'claude/good': 'landed merged',
      'claude/hang': 'rejected tests-failed',
    });
    expect(branchOf(finished, 'claude/hang').detail).toContain('timeout');
  });
});

describe('what is remembered', () => {
  /** Counts its runs in a file of the host: only without a sandbox can it. */
  function counting(): { command: string; count: () => number } {
    const file = join(directory(), 'runs');
    const count = (): number => (existsSync(file) ? readFileSync(file, 'utf8').length : 0);
    return { command: `printf x >>${file}; sh ./check.sh`, count };
  }

  test('a second run executes nothing, green and red alike', async () => {
    const repo = repository({ 'check.sh': 'test ! -e bad.txt\n' });
    repo.commit('claude/good', { 'good.txt': 'x\n' });
    repo.commit('claude/bad', { 'bad.txt': 'x\n' });
    const { command, count } = counting();
    const args = ['run', '--tier', `test=${command}`, '--unsafe-no-sandbox', '--repo', repo.path];
    const first = await sluice(args);
    const runs = count();
    expect(runs).toBeGreaterThan(2);
    const second = await sluice(args);
    expect(count()).toBe(runs);
    expect(outcomes(second)).toEqual(outcomes(first));
    const executed = resultOf(second).validations.filter(({ tier }) => tier === 'test');
    expect(executed.map(({ cached }) => cached)).toEqual(executed.map(() => true));
    expect(executed).toHaveLength(resultOf(first).validations.filter(({ tier }) => tier === 'test').length);
  });

  test('another command, limit or tree is another question', async () => {
    const repo = repository({ 'check.sh': 'exit 0\n' });
    repo.commit('claude/good', { 'good.txt': 'x\n' });
    await run(repo);
    const cached = async (...args: readonly string[]): Promise<boolean[]> => {
      const finished = await sluice(['run', '--dry-run', '--repo', repo.path, ...args]);
      return resultOf(finished)
        .validations.filter(({ tier }) => tier === 'test')
        .map((one) => one.cached);
    };
    expect(await cached(...CHECK)).toEqual([true]);
    expect(await cached('--tier', 'test=sh ./check.sh # again')).toEqual([false]);
    expect(await cached(...CHECK, '--timeout', '17')).toEqual([false]);
    expect(await cached(...CHECK, '--unsafe-no-sandbox')).toEqual([false]);
    repo.commit('claude/good', { 'good.txt': 'y\n' });
    expect(await cached(...CHECK)).toEqual([false]);
  });

  test('a flaky test rejects nobody, is noted, and is not believed the next time', async () => {
    const repo = repository({ 'check.sh': 'exit 0\n' });
    repo.commit('claude/one', { 'one.txt': 'x\n' });
    const flag = join(directory(), 'flag');
    const command = `test -e ${flag} || { touch ${flag}; exit 1; }`;
    const args = ['run', '--tier', `test=${command}`, '--unsafe-no-sandbox', '--repo', repo.path];
    const finished = await sluice(args);
    expect(outcomes(finished)).toEqual({ 'claude/one': 'landed merged' });
    expect(resultOf(finished).tests.notes).toContainEqual(expect.stringContaining('flaky'));
    const again = await sluice(args);
    expect(resultOf(again).validations.filter(({ tier }) => tier === 'test')).toMatchObject([
      { cached: false },
    ]);
    expect(resultOf(again).tests.notes.join()).not.toContain('flaky');
  });
});

describe('a project without a test command', () => {
  test('lands on the built-in check, and the report says so first', async () => {
    const repo = repository();
    repo.commit('claude/one', { 'one.txt': 'x\n' });
    const finished = await sluice(['run', '--repo', repo.path]);
    expect(outcomes(finished)).toEqual({ 'claude/one': 'landed merged' });
    expect(resultOf(finished).tests.ran).toBe(false);
    expect(finished.stdout.trim().split('\n')[0]).toMatch(/no tests ran/i);
  });

  test('is refused where tests are required', async () => {
    const repo = repository();
    repo.commit('claude/one', { 'one.txt': 'x\n' });
    const before = [repo.snapshot(), repo.refs()];
    for (const args of [
      ['--require-tests'],
      ['--require-tests', '--no-tests'],
      ['--require-tests', '--land'],
    ]) {
      const finished = await sluice(['run', '--repo', repo.path, ...args]);
      expect(faultOf(finished)).toMatchObject({
        code: expect.stringMatching(/^(?:NO_TESTS|OPTION_INVALID)$/),
      });
    }
    expect([repo.snapshot(), repo.refs()]).toEqual(before);
  });
});
