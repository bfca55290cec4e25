// What a tree may hold that a file system, a terminal or a person would stumble over. Each is held or rejected by name;
// nothing of it reaches a report unescaped, and the other branches land.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { branchOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository, type Files, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const START: Files = {
  'a.txt': lines(),
  'src/Index.ts': 'x\n',
  'link.txt': { mode: '120000', content: 'a.txt' },
};

/** Runs with one branch that adds these files, beside one that must land. */
async function runWith(files: Files, start: Files = START) {
  const repo = repository(start);
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  repo.commit('claude/odd', files);
  const before = repo.snapshot();
  const run = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
  expect(branchOf(run, 'claude/good')).toMatchObject({ status: 'landed', reason: 'merged' });
  expect(repo.snapshot()).toEqual(before);
  return { repo, run, odd: branchOf(run, 'claude/odd') };
}

describe('a path that is not plain text', () => {
  const cases: [string, string, string][] = [
    ['a line end', 'new\nline.txt', 'new\\x0aline.txt'],
    ['a terminal escape', 'red\u001b[31m.txt', 'red\\x1b[31m.txt'],
    ['a tab', 'tab\t.txt', 'tab\\x09.txt'],
    ['bytes that are not UTF-8', 'caf\udce9.txt', 'caf\\xe9.txt'],
    ['a directory with bytes that are not UTF-8', 'd\udcff/file.txt', 'd\\xff/file.txt'],
  ];

  test.each(cases)('%s: rejected, and shown escaped', async (_what, path, shown) => {
    const { run, odd } = await runWith({ [path]: 'x\n' });
    expect(odd).toMatchObject({ status: 'rejected', reason: 'hostile-path' });
    expect(odd.detail).toContain(shown);
    expect(run.code).toBe(2);
    expect(run.stdout + run.stderr).not.toContain('\u001b[31m');
  });

  test('that the base has already may be edited, and lands byte for byte', async () => {
    const path = 'caf\udce9\n.txt';
    const { repo, odd } = await runWith({ [path]: lines({ 1: 'edited' }) }, { ...START, [path]: lines() });
    expect(odd).toMatchObject({ status: 'landed', reason: 'merged' });
    expect(repo.git('diff', '--name-only', 'main', 'sluice/checkpoint-1')).toContain('"caf\\351\\n.txt"');
  });
});

describe('names that one file system takes for one', () => {
  test.each([
    ['a file beside one of the base', { 'A.TXT': 'x\n' }],
    ['a directory beside one of the base', { 'SRC/new.ts': 'x\n' }],
    ['a file in a directory that differs in case', { 'src/index.ts': 'x\n' }],
  ])('%s: rejected', async (_what, files) => {
    const { odd } = await runWith(files);
    expect(odd).toMatchObject({ status: 'rejected', reason: 'case-collision' });
  });

  test('a change of case alone is a rename and lands', async () => {
    const { odd, repo } = await runWith({ 'a.txt': null, 'A.txt': lines() });
    expect(odd.status).toBe('landed');
    expect(repo.paths('sluice/checkpoint-1')).toContain('A.txt');
  });

  test('of two branches that add both spellings one lands and the other is held by name', async () => {
    const repo = repository();
    repo.commit('claude/lower', { 'readme.md': 'lower\n' });
    repo.commit('claude/upper', { 'README.md': 'upper\n' });
    const run = await sluice(['run', '--no-tests', '--repo', repo.path]);
    const statuses = Object.values(outcomes(run)).toSorted();
    expect(statuses).toEqual(['held conflict', 'landed merged']);
    expect(resultOf(run).clusters[0]!.edges).toMatchObject([{ kind: 'case-collision' }]);
  });
});

describe('a symlink', () => {
  test.each([
    ['an absolute target', 'etc', '/etc/passwd'],
    ['a way out through the root', 'out', '../secret'],
    ['a way out from below', 'src/deep/out', '../../../secret'],
    ['a way out after a detour', 'out', 'src/../../secret'],
    ['a NUL byte', 'nul', 'a\0/../../x'],
  ])('with %s is held', async (_what, path, content) => {
    const { odd, run, repo } = await runWith({ [path]: { mode: '120000', content } });
    expect(odd).toMatchObject({ status: 'held', reason: 'escaping-symlink' });
    expect(run.code).toBe(2);
    expect(repo.paths('sluice/checkpoint-1')).not.toContain(path);
  });

  test('that stays inside lands as a symlink', async () => {
    const { odd, repo } = await runWith({ 'src/deep/in': { mode: '120000', content: '../../a.txt' } });
    expect(odd.status).toBe('landed');
    expect(repo.git('ls-tree', 'sluice/checkpoint-1', 'src/deep/in')).toMatch(/^120000/);
  });

  test('in place of a directory that another branch adds a file to writes nothing through it', async () => {
    const outside = directory();
    const repo = repository({ 'a.txt': 'a\n', 'lib/old.txt': 'old\n' });
    repo.commit('claude/link', { 'lib/old.txt': null, lib: { mode: '120000', content: outside } });
    repo.commit('claude/file', { 'lib/new.txt': 'new\n' });
    const run = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
    expect(branchOf(run, 'claude/link').status).toBe('held');
    expect(branchOf(run, 'claude/file').status).toBe('landed');
    expect(existsSync(join(outside, 'new.txt'))).toBe(false);
  });
});

describe('a submodule', () => {
  const commit = '1234567890123456789012345678901234567890';
  const START_WITH_MODULE: Files = {
    ...START,
    '.gitmodules': '[submodule "dep"]\n\tpath = dep\n\turl = ../dep\n',
    dep: { mode: '160000', content: commit },
  };

  test('of the base is no obstacle', async () => {
    const { odd } = await runWith({ 'a.txt': lines({ 0: 'odd' }) }, START_WITH_MODULE);
    expect(odd).toMatchObject({ status: 'landed', reason: 'merged' });
  });

  test.each([
    ['that moves', { dep: { mode: '160000', content: '2'.repeat(40) } }],
    ['that becomes files', { dep: null, 'dep/file.txt': 'x\n' }],
    ['that goes', { dep: null }],
  ])('%s is held', async (_what, files) => {
    const { odd } = await runWith(files, START_WITH_MODULE);
    expect(odd).toMatchObject({ status: 'held', reason: 'submodule' });
  });

  test('that is new is held', async () => {
    const { odd } = await runWith({ vendored: { mode: '160000', content: commit } });
    expect(odd).toMatchObject({ status: 'held', reason: 'submodule' });
  });

  test('that branches move apart disturbs no other merge, whatever git prints about it', async () => {
    const repo = repository(START_WITH_MODULE);
    for (const name of ['one', 'two', 'three']) {
      const content = { one: '1', two: '2', three: '3' }[name]!.repeat(40);
      repo.commit(`claude/${name}`, { dep: { mode: '160000', content }, 'a.txt': lines({ 4: name }) });
    }
    repo.commit('main', { 'late.txt': 'late\n', dep: { mode: '160000', content: '4'.repeat(40) } });
    repo.commit('claude/good', { 'good.txt': 'good\n' }, { from: 'main~1' });
    const run = await sluice(['run', '--no-tests', '--repo', repo.path]);
    expect(outcomes(run)).toEqual({
      'claude/good': 'landed merged',
      'claude/one': 'held submodule',
      'claude/three': 'held submodule',
      'claude/two': 'held submodule',
    });
  });
});

test('branches that silently set one dependency to two versions never land together', async () => {
  const manifest = (entries: object): string => JSON.stringify({ name: 'x', ...entries }, null, 2) + '\n';
  const filler = { description: 'd', keywords: ['k', 'l', 'm'], license: 'MIT' };
  const start = manifest({ dependencies: { a: '1.0.0' }, ...filler, devDependencies: { b: '1.0.0' } });
  const repo = repository({ 'package.json': start });
  const one = { dependencies: { a: '1.0.0', zod: '3.0.0' }, ...filler, devDependencies: { b: '1.0.0' } };
  const two = { dependencies: { a: '1.0.0' }, ...filler, devDependencies: { b: '1.0.0', zod: '4.0.0' } };
  repo.commit('claude/one', { 'package.json': manifest(one) });
  repo.commit('claude/two', { 'package.json': manifest(two) });
  const run = await sluice(['run', '--no-tests', '--repo', repo.path]);
  expect(Object.values(outcomes(run)).toSorted()).toEqual(['held conflict', 'landed merged']);
  expect(resultOf(run).clusters[0]!.edges).toMatchObject([{ kind: 'dependency', path: 'package.json' }]);
});

describe('a forged tree', () => {
  test.each([
    ['.git', 'hooks'],
    ['.GIT', 'hooks'],
    ['..', 'escape'],
  ])('with %s/%s is not written and not landed', async (top, name) => {
    const repo = repository();
    repo.commit('claude/good', { 'good.txt': 'good\n' });
    forge(repo, 'claude/forged', top, name);
    const run = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
    expect(branchOf(run, 'claude/good').status).toBe('landed');
    expect(['held', 'rejected']).toContain(branchOf(run, 'claude/forged').status);
    expect(repo.git('ls-tree', '-r', '--name-only', 'sluice/checkpoint-1')).not.toContain(name);
  });

  /** A tree that only a tool that checks nothing makes. */
  function forge(repo: Repository, branch: string, top: string, name: string): void {
    repo.write('.tmp-blob', 'evil\n');
    const blob = repo.git('hash-object', '-w', '.tmp-blob');
    const inner = repo.writeTree([['100644', name, blob]]);
    const outer = repo.writeTree([
      ['40000', top, inner],
      ['100644', 'a.txt', repo.oid('main:a.txt')],
      ['100644', 'b.txt', repo.oid('main:b.txt')],
    ]);
    repo.git(
      'update-ref',
      `refs/heads/${branch}`,
      repo.git('commit-tree', '-m', 'Forge', '-p', 'main', outer),
    );
  }
});
