// What stops a whole run: each says what is wrong under a code, and what to do next.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { faultOf, outcomes, sluice } from '../support/cli.ts';
import { bareCopy, lines, repository, Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const MODES: [string, ...string[]][] = [['run', '--no-tests'], ['run', '--dry-run', '--no-tests'], ['plan']];

async function refused(repo: string, ...args: readonly string[]) {
  return faultOf(await sluice([...(args.length ? args : ['run', '--no-tests']), '--repo', repo]));
}

describe('a place without a repository', () => {
  test('that does not exist', async () => {
    const fault = await refused('/nonexistent/project');
    expect(fault).toMatchObject({ code: 'NOT_A_REPOSITORY', next: expect.stringContaining('--repo') });
  });

  test.each(MODES)('that is a plain directory: %s', async (...mode: readonly string[]) => {
    const path = directory({ 'notes.txt': 'mine' });
    const fault = await refused(path, ...mode);
    expect(fault).toMatchObject({ code: 'NOT_A_REPOSITORY', next: expect.stringContaining('git init') });
    expect(fault.message).toContain(path);
  });

  test('that is a file', async () => {
    const path = join(directory({ 'notes.txt': 'mine' }), 'notes.txt');
    expect(await refused(path)).toMatchObject({
      code: 'NOT_A_REPOSITORY',
      next: expect.stringContaining('--repo'),
    });
  });

  test.each(['explain', 'config'])('is the same fault for %s', async (command) => {
    const args = command === 'explain' ? ['explain', 'claude/x'] : ['config'];
    expect(await refused(directory(), ...args)).toMatchObject({ code: 'NOT_A_REPOSITORY' });
  });
});

describe('a repository with nothing to land on', () => {
  test('has no commit yet', async () => {
    const path = directory();
    spawnSync('git', ['init', '--quiet', '--initial-branch=main'], { cwd: path });
    expect(await refused(path)).toMatchObject({ code: 'UNBORN_BASE', next: expect.stringContaining('main') });
  });

  test('has no commit on the checked-out base, though branches exist', async () => {
    const repo = repository();
    repo.commit('claude/x', { 'new.txt': 'x' });
    repo.git('checkout', '--quiet', '--orphan', 'unborn');
    const before = repo.snapshot();
    const fault = await refused(repo.path, 'run', '--no-tests', '--base', 'unborn');
    expect(fault.code).toMatch(/^(?:UNBORN_BASE|BASE_MISSING)$/);
    expect(fault.next).not.toBe('');
    expect(repo.snapshot()).toEqual(before);
  });

  test.each(MODES)('lacks the base that was named: %s', async (...mode: readonly string[]) => {
    const repo = repository();
    repo.commit('claude/x', { 'new.txt': 'x' });
    const before = [repo.snapshot(), repo.refs(), repo.objects()];
    const fault = await refused(repo.path, ...mode, '--base', 'trunk');
    expect(fault).toMatchObject({ code: 'BASE_MISSING', next: expect.stringContaining('main') });
    expect(fault.message).toContain('trunk');
    expect([repo.snapshot(), repo.refs(), repo.objects()]).toEqual(before);
  });

  test('has a base that is no commit', async () => {
    const repo = repository();
    repo.commit('claude/x', { 'new.txt': 'x' });
    repo.git('tag', 'blob', repo.oid('main:a.txt'));
    expect(await refused(repo.path, 'run', '--no-tests', '--base', 'blob')).toMatchObject({
      code: 'BASE_MISSING',
    });
  });

  test('a base that looks like an option is only a name', async () => {
    const repo = repository();
    repo.commit('claude/x', { 'new.txt': 'x' });
    expect(await refused(repo.path, 'run', '--no-tests', '--base=--all')).toMatchObject({
      code: 'BASE_MISSING',
    });
  });
});

test('a repository without a matching branch says which there are', async () => {
  const repo = repository();
  repo.commit('codex/x', { 'new.txt': 'x' });
  const before = repo.snapshot();
  const fault = await refused(repo.path);
  expect(fault).toMatchObject({ code: 'NO_BRANCHES', next: expect.stringContaining('--branches') });
  expect(fault.message).toContain('codex/**');
  expect(repo.snapshot()).toEqual(before);
});

describe('a shallow clone', () => {
  function shallowClone(source: Repository, depth: string): Repository {
    const path = directory();
    source.gitIn(path, 'clone', '--quiet', '--no-single-branch', depth, `file://${source.path}`, '.');
    return new Repository(path, join(path, '.git'));
  }

  test('that lacks every merge base is refused with the command that mends it', async () => {
    const source = repository();
    source.commit('claude/x', { 'x.txt': 'x' });
    source.commit('claude/x', { 'x.txt': 'xx' });
    source.commit('main', { 'm.txt': 'm' });
    source.commit('main', { 'm.txt': 'mm' });
    const clone = shallowClone(source, '--depth=1');
    const before = clone.snapshot();
    expect(await refused(clone.path)).toMatchObject({
      code: 'SHALLOW',
      next: expect.stringContaining('git fetch --unshallow'),
    });
    expect(clone.snapshot()).toEqual(before);
  });

  test('that lacks one merge base rejects that branch only', async () => {
    const source = repository();
    source.commit('claude/old', { 'old.txt': 'x' });
    for (const i of [1, 2, 3]) source.commit('main', { 'm.txt': lines({ 0: `m${i}` }) });
    source.commit('claude/new', { 'new.txt': 'x' });
    const clone = shallowClone(source, '--depth=2');
    const run = await sluice(['run', '--no-tests', '--repo', clone.path]);
    expect(outcomes(run)).toEqual({ 'claude/new': 'landed merged', 'claude/old': 'rejected shallow' });
    expect(run.code).toBe(2);
    expect(clone.paths('sluice/checkpoint-1')).toContain('new.txt');
  });
});

test('a bare repository is as good as any', async () => {
  const source = repository();
  source.commit('claude/x', { 'x.txt': 'x' });
  const bare = bareCopy(source);
  const run = await sluice(['run', '--no-tests', '--repo', bare.path]);
  expect(outcomes(run)).toEqual({ 'claude/x': 'landed merged' });
  expect(run.code).toBe(0);
});

test('settings in the environment that point git elsewhere are not followed', async () => {
  const [repo, other] = [repository(), repository()];
  repo.commit('claude/x', { 'x.txt': 'x' });
  other.commit('claude/y', { 'y.txt': 'y' });
  const before = [other.snapshot(), other.refs(), other.objects()];
  const env = {
    GIT_DIR: other.gitDir,
    GIT_WORK_TREE: other.path,
    GIT_INDEX_FILE: join(other.gitDir, 'index'),
    GIT_OBJECT_DIRECTORY: join(other.gitDir, 'objects'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.bare',
    GIT_CONFIG_VALUE_0: 'true',
  };
  const run = await sluice(['run', '--no-tests', '--land', '--repo', repo.path], { env });
  expect(outcomes(run)).toEqual({ 'claude/x': 'landed merged' });
  expect(repo.paths('HEAD')).toContain('x.txt');
  expect(repo.git('status', '--porcelain')).toBe('');
  expect([other.snapshot(), other.refs(), other.objects()]).toEqual(before);
});
