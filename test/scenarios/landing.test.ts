// `--land` on a base that is checked out, somewhere, somehow: the work tree follows, or nothing moves.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomes, resultOf, sluice, type Finished } from '../support/cli.ts';
import { bareCopy, lines, repository, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

function withBranch(): Repository {
  const repo = repository({ 'a.txt': lines(), 'b.txt': lines(), 'sub/c.txt': lines() });
  repo.commit('claude/one', { 'a.txt': lines({ 1: 'one' }), 'one.txt': 'one\n' });
  return repo;
}

const land = (path: string, ...more: readonly string[]) =>
  sluice(['run', '--no-tests', '--land', '--repo', path, ...more]);

function read(repo: Repository, path: string): string {
  return readFileSync(join(repo.path, path), 'utf8');
}

function expectLanded(repo: Repository, run: Finished): void {
  expect(run.code).toBe(0);
  expect(resultOf(run).checkpoint).toMatchObject({ landed: true, commit: repo.oid('main') });
  expect(repo.paths('main')).toContain('one.txt');
}

function expectRefused(repo: Repository, run: Finished, base: string): void {
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(/^error BASE_CHECKED_OUT: [^]*\n {2}next: [^]*git merge --ff-only/m);
  expect(repo.oid('main')).toBe(base);
  // The work is not lost: it waits in the checkpoint.
  expect(repo.paths('sluice/checkpoint-1')).toContain('one.txt');
}

describe('a base that is checked out', () => {
  test('and clean moves with its work tree and index, and a second run finds nothing left', async () => {
    const repo = withBranch();
    const run = await land(repo.path);
    expectLanded(repo, run);
    expect(read(repo, 'a.txt')).toBe(lines({ 1: 'one' }));
    expect(repo.git('status', '--porcelain')).toBe('');

    const again = await land(repo.path);
    expect(outcomes(again)).toEqual({ 'claude/one': 'excluded up-to-date' });
    expect(resultOf(again).checkpoint).toBeNull();
    expect(again.code).toBe(0);
  });

  test.each([
    ['edited', (repo: Repository) => repo.write('a.txt', lines({ 9: 'mine' }))],
    [
      'staged',
      (repo: Repository) => {
        repo.write('a.txt', lines({ 9: 'mine' }));
        repo.git('add', 'a.txt');
      },
    ],
    ['untracked in the way', (repo: Repository) => repo.write('one.txt', 'mine\n')],
  ])('with a file %s that a branch touches refuses, and nothing is lost', async (_what, spoil) => {
    const repo = withBranch();
    spoil(repo);
    const [base, before] = [repo.oid('main'), repo.snapshot()];
    expectRefused(repo, await land(repo.path), base);
    expect(repo.snapshot()).toEqual(before);
  });

  test('with other files edited, staged and untracked moves, and they stay as they are', async () => {
    const repo = withBranch();
    repo.write('b.txt', lines({ 3: 'mine' }));
    repo.write('sub/c.txt', lines({ 3: 'staged' }));
    repo.git('add', 'sub/c.txt');
    repo.write('notes.txt', 'mine\n');
    const status = repo.git('status', '--porcelain');
    expectLanded(repo, await land(repo.path));
    expect(repo.git('status', '--porcelain')).toBe(status);
    expect(read(repo, 'b.txt')).toBe(lines({ 3: 'mine' }));
    expect(repo.git('show', ':sub/c.txt')).toBe(lines({ 3: 'staged' }).trimEnd());
    expect(read(repo, 'a.txt')).toBe(lines({ 1: 'one' }));
  });

  test('in a second work tree moves there, and the first stays where it is', async () => {
    const repo = withBranch();
    repo.git('checkout', '--quiet', '-b', 'other');
    const second = join(directory(), 'second');
    repo.git('worktree', 'add', '--quiet', second, 'main');
    expectLanded(repo, await land(repo.path));
    expect(readFileSync(join(second, 'one.txt'), 'utf8')).toBe('one\n');
    expect(repo.gitIn(second, 'status', '--porcelain')).toBe('');
    expect(repo.git('status', '--porcelain', '--branch')).toBe('## other');
    expect(existsSync(join(repo.path, 'one.txt'))).toBe(false);
  });

  test('in two work trees is refused', async () => {
    const repo = withBranch();
    repo.git('worktree', 'add', '--quiet', '--force', join(directory(), 'second'), 'main');
    const [base, before] = [repo.oid('main'), repo.snapshot()];
    expectRefused(repo, await land(repo.path), base);
    expect(repo.snapshot()).toEqual(before);
  });

  test('moves when the run starts in a directory below, in a linked work tree, or by a symlink', async () => {
    const places = [
      (repo: Repository) => join(repo.path, 'sub'),
      (repo: Repository) => {
        const linked = join(directory(), 'linked');
        repo.git('worktree', 'add', '--quiet', '--detach', linked);
        return linked;
      },
      (repo: Repository) => {
        const link = join(directory(), 'link');
        symlinkSync(repo.path, link);
        return link;
      },
    ];
    for (const place of places) {
      const repo = withBranch();
      expectLanded(repo, await land(place(repo)));
      expect(repo.git('status', '--porcelain')).toBe('');
    }
  });

  test('under another name moves as what it is', async () => {
    const repo = withBranch();
    repo.git('symbolic-ref', 'refs/heads/trunk', 'refs/heads/main');
    expectLanded(repo, await land(repo.path, '--base', 'trunk'));
    expect(repo.git('symbolic-ref', 'refs/heads/trunk')).toBe('refs/heads/main');
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  test('runs no hook, also none that a branch brings', async () => {
    const repo = withBranch();
    const ran = join(directory(), 'ran');
    const hook = `#!/bin/sh\necho ran >> ${ran}\n`;
    mkdirSync(join(repo.gitDir, 'hooks'));
    for (const name of ['post-merge', 'post-checkout', 'reference-transaction', 'post-index-change'])
      writeFileSync(join(repo.gitDir, 'hooks', name), hook, { mode: 0o755 });
    repo.git('config', 'core.hooksPath', '.husky');
    const husky = Object.fromEntries(
      ['post-merge', 'reference-transaction'].map((name) => [
        `.husky/${name}`,
        { mode: '100755', content: hook },
      ]),
    );
    repo.commit('claude/hooks', husky);
    expectLanded(repo, await land(repo.path));
    expect(existsSync(ran)).toBe(false);
  });
});

describe('a base that is not checked out', () => {
  test('moves, and the work tree of the other branch is not touched', async () => {
    const repo = withBranch();
    repo.git('checkout', '--quiet', '-b', 'other');
    repo.write('a.txt', 'mine\n');
    const { files, index, status } = repo.snapshot();
    expectLanded(repo, await land(repo.path));
    expect(repo.snapshot()).toMatchObject({ files, index, status });
  });

  test('moves in a bare repository', async () => {
    const bare = bareCopy(withBranch());
    expectLanded(bare, await land(bare.path));
  });

  test('is left alone if it is the branch of a remote', async () => {
    const repo = withBranch();
    repo.git('update-ref', 'refs/remotes/origin/main', 'main');
    const before = repo.snapshot();
    const run = await land(repo.path, '--base', 'origin/main');
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^error OPTION_INVALID: /m);
    expect(repo.snapshot()).toEqual(before);
  });
});
