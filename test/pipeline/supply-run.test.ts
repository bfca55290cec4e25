// A whole run of the command line on branches that change dependencies: who is held, who lands, and what is told.
import { branchOf, outcomes, resultOf, sluice, type Finished } from '../support/cli.ts';
import { locked, modules, packageJson, packageLock, tarball } from '../support/lockfiles.ts';
import { repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const WISHES = { left: '^1.0.0', right: '^1.0.0' };
const lock = (entries: Record<string, object>, wishes: Record<string, string> = WISHES): string =>
  packageLock(wishes, { ...modules('left', 'right'), ...entries });

function project(policy = 'supply-chain: {audit: off}\n'): Repository {
  return repository({
    'package.json': packageJson(WISHES),
    'package-lock.json': lock({}),
    'check.sh': 'exit 0\n',
    '.sluice.yml': policy,
  });
}

const run = (repo: Repository, ...more: readonly string[]): Promise<Finished> =>
  sluice(['run', '--repo', repo.path, '--tier', 'test=sh ./check.sh', '--no-install', ...more]);

const supplyOf = (finished: Finished): string[] =>
  resultOf(finished).supply.map(({ kind, severity, branches, name }) =>
    [kind, severity, branches.join('+'), name].join(' ').trim(),
  );

test('a branch that poisons the lockfile is held, and the others land', async () => {
  const repo = project();
  const evil = locked('left', { version: '1.0.1', resolved: tarball('left', '1.0.1', 'evil.example') });
  repo.commit('claude/poison', { 'package-lock.json': lock({ 'node_modules/left': evil }) });
  repo.commit('claude/update', {
    'package-lock.json': lock({ 'node_modules/right': locked('right', { version: '1.0.1' }) }),
  });
  repo.commit('claude/other', { 'other.txt': 'x\n' });
  const finished = await run(repo);
  expect(outcomes(finished)).toEqual({
    'claude/other': 'landed merged',
    'claude/poison': 'held supply-chain',
    'claude/update': 'landed merged',
  });
  expect(supplyOf(finished)).toEqual(['foreign-host hold claude/poison left']);
  const poison = branchOf(finished, 'claude/poison');
  expect(poison.detail).toBe(
    'A package comes from a host that the base does not use. package-lock.json: left: left comes from evil.example.',
  );
  expect(poison.reproduce).toMatch(/^git diff --stat /);
  expect(finished.stdout).toContain('foreign-host (holds): left in package-lock.json, by claude/poison.');
});

test('what only deserves a look is told, and lands', async () => {
  const repo = project();
  const wishes = { ...WISHES, open: '*' };
  repo.commit('claude/open', {
    'package.json': packageJson(wishes),
    'package-lock.json': lock(
      {
        'node_modules/open': locked('open', { hasInstallScript: true }),
        'node_modules/deep': locked('deep'),
      },
      wishes,
    ),
  });
  const finished = await run(repo);
  expect(outcomes(finished)).toEqual({ 'claude/open': 'landed merged' });
  expect(supplyOf(finished).toSorted()).toEqual([
    'install-script warn claude/open open',
    'new-transitive note claude/open deep',
    'unpinned warn claude/open open',
  ]);
});

test('the policy can hold for each of these', async () => {
  const repo = project('supply-chain: {audit: off, new-transitive: hold}\n');
  repo.commit('claude/deep', { 'package-lock.json': lock({ 'node_modules/deep': locked('deep') }) });
  expect(outcomes(await run(repo))).toEqual({ 'claude/deep': 'held supply-chain' });
});

test('what no branch does alone is found in the tree of all of them', async () => {
  const repo = project();
  // One wishes for a version that the other takes away: each agrees with the lockfile of the base.
  repo.commit('claude/wish', {
    'tools/package.json': packageJson({ left: '^1.0.0' }, { name: 'tools' }),
    'package-lock.json': lock({
      'node_modules/tools': { resolved: 'tools', link: true },
      tools: { name: 'tools', dependencies: { left: '^1.0.0' } },
    }),
  });
  repo.commit('claude/raise', {
    'package.json': packageJson({ ...WISHES, left: '^2.0.0' }),
    'package-lock.json': lock(
      { 'node_modules/left': locked('left', { version: '2.0.0' }) },
      { ...WISHES, left: '^2.0.0' },
    ),
  });
  const finished = await run(repo);
  const found = Object.values(outcomes(finished)).toSorted();
  expect(found).toEqual(['held interaction', 'landed merged']);
  const held = resultOf(finished).branches.find(({ status }) => status === 'held')!;
  expect(held.failing).toEqual(['claude/raise', 'claude/wish']);
  expect(held.log).toContain('the lockfile has 2.0.0');
});

test('an audit that could not be made is told, and never passes for a clean one', async () => {
  const repo = project('supply-chain: {hosts: ["127.0.0.2:9", registry.example.org], unaudited: hold}\n');
  repo.commit('claude/update', {
    'package-lock.json': lock({ 'node_modules/right': locked('right', { version: '1.0.1' }) }),
  });
  repo.commit('claude/other', { 'other.txt': 'x\n' });
  const finished = await run(repo);
  expect(outcomes(finished)).toEqual({
    'claude/other': 'landed merged',
    'claude/update': 'held supply-chain',
  });
  expect(supplyOf(finished)).toEqual(['not-audited hold claude/update']);
});
