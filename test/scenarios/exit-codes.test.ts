// What the process says to whoever called it.
import { sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

describe('exit codes', () => {
  test.each([
    ['0 when all land', {}, 0],
    ['2 when one is held', { '.github/workflows/x.yml': 'x\n' }, 2],
    ['2 when one is rejected', { 'bad.txt': 'x\n' }, 2],
  ])('%s', async (_what, files, code) => {
    const repo = repository({ 'check.sh': 'test ! -e bad.txt\n' });
    repo.commit('claude/one', { 'one.txt': 'one\n' });
    if (Object.keys(files).length > 0) repo.commit('claude/odd', files);
    expect((await sluice(['run', '--tier', 'test=sh ./check.sh', '--repo', repo.path])).code).toBe(code);
  });

  test.each([
    ['an unknown option', ['run', '--frobnicate']],
    ['an unknown command', ['frobnicate']],
    ['a value that is none', ['run', '--slots', 'many']],
    ['a number that is none', ['run', '--timeout', '-5']],
  ])('1 for %s, with a hint', async (_what, args) => {
    const repo = repository();
    repo.commit('claude/one', { 'one.txt': 'one\n' });
    const { code, stderr, result } = await sluice([...args, '--repo', repo.path]);
    expect({ code, result }).toEqual({ code: 1, result: null });
    expect(stderr).toContain('--help');
    expect(repo.refs()).toHaveLength(2);
  });
});
