// Dependencies are installed from declared files alone, so that no branch can change what is stored for another.
import { outcomes, resultOf, sluice, start } from '../support/cli.ts';
import { repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const policy = (command: string): string => `tiers:
  - name: test
    command: test "$(cat vendor/lock)" = good
install:
  command: ${JSON.stringify(command)}
  lockfiles: [lock.txt]
  provides: [vendor]
  hosts: [registry.example.org]
`;
const run = (repo: Repository, ...more: readonly string[]) => sluice(['run', '--repo', repo.path, ...more]);

test('each content of the lockfile has an installation of its own, which the next run finds again', async () => {
  const repo = repository({
    'lock.txt': 'good\n',
    '.sluice.yml': policy('mkdir vendor && cp lock.txt vendor/lock'),
  });
  repo.commit('claude/fine', { 'fine.txt': 'fine\n' });
  repo.commit('claude/other', { 'lock.txt': 'bad\n' });
  const first = await run(repo);
  expect(outcomes(first)).toEqual({
    'claude/fine': 'landed merged',
    'claude/other': 'rejected tests-failed',
  });
  expect(first.stderr.match(/^install: /gm)).toHaveLength(2);
  const second = await run(repo);
  expect(outcomes(second)).toEqual(outcomes(first));
  expect(second.stderr).not.toMatch(/^install: /m);
});

test('a file that is not declared does not exist for the command, so a branch cannot plant what others use', async () => {
  const command = 'mkdir vendor && cp lock.txt vendor/lock && { test ! -e plant.sh || sh plant.sh; }';
  const repo = repository({ 'lock.txt': 'bad\n', '.sluice.yml': policy(command) });
  repo.commit('claude/plant', { 'plant.sh': 'echo good >vendor/lock\n' });
  const ended = await run(repo);
  expect(outcomes(ended)).toEqual({ 'claude/plant': 'held base-red' });
});

test('an installation that fails is tried again, and is the fault of the branch whose files make it fail', async () => {
  const command = 'grep -q good lock.txt && mkdir vendor && cp lock.txt vendor/lock';
  const repo = repository({ 'lock.txt': 'good\n', '.sluice.yml': policy(command) });
  repo.commit('claude/broken', { 'lock.txt': 'broken\n' });
  repo.commit('claude/fine', { 'fine.txt': 'fine\n' });
  const ended = await run(repo);
  expect(outcomes(ended)).toEqual({
    'claude/broken': 'rejected tests-failed',
    'claude/fine': 'landed merged',
  });
  expect(resultOf(ended).validations.filter(({ tier }) => tier === 'install')).not.toHaveLength(0);
});

test('Ctrl-C while dependencies are installed writes nothing', async () => {
  const repo = repository({ 'lock.txt': 'good\n', 'f.txt': 'f\n', '.sluice.yml': policy('sleep 60') });
  repo.commit('claude/a', { 'f.txt': 'a\n', 'a.txt': 'a\n' });
  repo.commit('claude/b', { 'f.txt': 'b\n', 'b.txt': 'b\n' });
  const before = repo.snapshot();
  const running = start(['run', '--repo', repo.path]);
  await running.shows(/^install: /m);
  process.kill(running.pid, 'SIGINT');
  const { code, result } = await running.finished;
  expect({ code, result }).toEqual({ code: 130, result: null });
  expect(repo.snapshot()).toEqual(before);
});
