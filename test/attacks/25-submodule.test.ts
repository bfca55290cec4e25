// Attack 25: a submodule whose address is a program (`ext::`), for whoever fetches it along.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { outcomes, sluice } from '../support/cli.ts';
import { repository, type Files } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const COMMIT = '1234567890123456789012345678901234567890';
const LINK = { mode: '160000', content: COMMIT };

function attacked(base: Files = { 'a.txt': 'a\n' }) {
  const ran = join(directory(), 'ran');
  const modules = `[submodule "dep"]\n\tpath = dep\n\turl = ext::sh -c touch% ${ran}\n\tupdate = checkout\n`;
  const repo = repository(base);
  repo.commit('claude/module', { '.gitmodules': modules, dep: LINK });
  repo.commit('claude/link', { vendored: LINK });
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  return { repo, ran, modules };
}

test('git that recurses, where the protocol is allowed, runs the program', () => {
  const { repo, ran } = attacked();
  const clone = (...options: readonly string[]) =>
    spawnSync('git', [...options, '--branch', 'claude/module', repo.path, directory()], {
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_ALLOW_PROTOCOL: 'file:ext',
      },
      encoding: 'utf8',
    });
  expect(clone('clone', '--quiet').status).toBe(0);
  expect(existsSync(ran)).toBe(false);
  clone('clone', '--quiet', '--recurse-submodules');
  expect(existsSync(ran)).toBe(true);
});

test('branches that bring one are held, with its address or without, and nothing is fetched', async () => {
  const { repo, ran } = attacked();
  const before = repo.snapshot();
  const run = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
  expect(outcomes(run)).toEqual({
    'claude/good': 'landed merged',
    'claude/link': 'held submodule',
    'claude/module': 'held protected-path',
  });
  expect(existsSync(ran)).toBe(false);
  expect(repo.snapshot()).toEqual(before);
});

test('also where the policy protects no path', async () => {
  const { repo, ran } = attacked({ '.sluice.yml': 'protected-paths: []\n' });
  const run = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
  expect(outcomes(run)).toMatchObject({ 'claude/link': 'held submodule', 'claude/module': 'held submodule' });
  expect(existsSync(ran)).toBe(false);
});

test('one that is on the base is an empty directory for tests, and merges fetch nothing', async () => {
  const { repo, ran, modules } = attacked();
  repo.commit('main', { '.gitmodules': modules, dep: LINK });
  repo.git('config', 'fetch.recurseSubmodules', 'true');
  repo.git('config', 'submodule.recurse', 'true');
  const run = await sluice(['run', '--tier', 'test=test -d dep -a -z "$(ls -A dep)"', '--repo', repo.path]);
  expect(outcomes(run)['claude/good']).toBe('landed merged');
  const git = await openRepository(repo.path);
  try {
    const tree = join(directory(), 'tree');
    await git.materialise(await git.treeOf((await git.resolve('main'))!), tree);
    expect(readdirSync(join(tree, 'dep'))).toEqual([]);
  } finally {
    await git.close();
  }
  expect(existsSync(ran)).toBe(false);
});
