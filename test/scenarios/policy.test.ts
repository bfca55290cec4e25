// The policy is the base's alone: a branch must not write the rules by which it is judged.
import { faultOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const STRICT = ['tiers:', '  - name: test', '    command: test ! -e bad.txt', ''].join('\n');
const LAX = 'tiers: []\nprotected-paths: []\nland-partial: true\n';

const run = (repo: Repository, ...more: readonly string[]) => sluice(['run', '--repo', repo.path, ...more]);

test('the file on the base decides', async () => {
  const repo = repository({ 'a.txt': lines(), '.sluice.yml': `${STRICT}veto-paths: [secret/**]\n` });
  repo.commit('claude/good', { 'good.txt': 'x\n' });
  repo.commit('claude/bad', { 'bad.txt': 'x\n' });
  repo.commit('claude/secret', { 'secret/x.txt': 'x\n' });
  const finished = await run(repo);
  expect(outcomes(finished)).toEqual({
    'claude/bad': 'rejected tests-failed',
    'claude/good': 'landed merged',
    'claude/secret': 'excluded vetoed',
  });
  expect(resultOf(finished).tests.tiers).toMatchObject([{ name: 'test', origin: 'policy' }]);
});

test('the file of a branch decides nothing, and holds the branch', async () => {
  const repo = repository({ 'a.txt': lines(), '.sluice.yml': STRICT });
  repo.commit('claude/bad', { 'bad.txt': 'x\n' });
  repo.commit('claude/rules', { 'bad.txt': 'x\n', '.sluice.yml': LAX });
  repo.commit('claude/good', { 'good.txt': 'x\n' });
  expect(outcomes(await run(repo))).toEqual({
    'claude/bad': 'rejected tests-failed',
    'claude/good': 'landed merged',
    'claude/rules': 'held protected-path',
  });
});

test('the file in the work tree or in the index decides nothing', async () => {
  const repo = repository({ 'a.txt': lines(), '.sluice.yml': STRICT });
  repo.commit('claude/bad', { 'bad.txt': 'x\n' });
  repo.write('.sluice.yml', LAX);
  repo.git('add', '.sluice.yml');
  repo.write('.sluice.yml', 'nonsense: [\n');
  const before = repo.snapshot();
  expect(outcomes(await run(repo))).toEqual({ 'claude/bad': 'rejected tests-failed' });
  expect(repo.snapshot()).toEqual(before);
});

test('a file that names another base hands over to the file of that base', async () => {
  const repo = repository({ 'a.txt': lines(), '.sluice.yml': 'base: develop\ntiers: []\n' });
  repo.commit('develop', { '.sluice.yml': `base: develop\n${STRICT}` });
  repo.commit('claude/bad', { 'bad.txt': 'x\n' }, { from: 'develop' });
  const finished = await run(repo);
  expect(resultOf(finished).base.ref).toBe('refs/heads/develop');
  expect(outcomes(finished)).toEqual({ 'claude/bad': 'rejected tests-failed' });
});

test('options override the file, and an empty file is valid', async () => {
  const repo = repository({ 'a.txt': lines(), '.sluice.yml': '' });
  repo.commit('codex/one', { 'docs/x.txt': 'x\n' });
  const args = ['--no-tests', '--branches', 'codex/**', '--protect', 'docs/**'];
  expect(outcomes(await run(repo, ...args))).toEqual({ 'codex/one': 'held protected-path' });
});

test('all problems are told at once, each with its line, and nothing is run', async () => {
  const file = [
    'slots: many',
    'unknown-key: 1',
    'tiers:',
    '  - name: test',
    '    comand: x',
    'max-paths: -1',
    '',
  ];
  const repo = repository({ 'a.txt': lines(), '.sluice.yml': file.join('\n') });
  repo.commit('claude/one', { 'one.txt': 'x\n' });
  const before = [repo.snapshot(), repo.refs(), repo.objects()];
  for (const command of ['run', 'plan', 'config']) {
    const fault = faultOf(await sluice([command, '--repo', repo.path]));
    expect(fault).toMatchObject({ code: 'POLICY_INVALID', next: expect.stringContaining('.sluice.yml') });
    for (const line of [1, 2, 4, 5, 6]) expect(fault.message).toContain(`.sluice.yml:${line}:`);
    expect(fault.message).toContain('unknown-key');
    expect(fault.message).toContain('command');
  }
  expect([repo.snapshot(), repo.refs(), repo.objects()]).toEqual(before);
});

test('a file that is no YAML, or no text, is a problem with a line', async () => {
  for (const content of ['tiers: [', 'a: 1\na: 2\n', Buffer.from([0xff, 0xfe, 0x00])]) {
    const repo = repository({ 'a.txt': lines(), '.sluice.yml': content });
    repo.commit('claude/one', { 'one.txt': 'x\n' });
    const fault = faultOf(await run(repo));
    expect(fault.code).toBe('POLICY_INVALID');
    expect(fault.message).toMatch(/^\.sluice\.yml:\d+:\d+: /);
  }
});

test('a problem in an option names the option', async () => {
  const repo = repository();
  repo.commit('claude/one', { 'one.txt': 'x\n' });
  const fault = faultOf(await run(repo, '--slots', '0', '--timeout', 'soon'));
  expect(fault).toMatchObject({ code: 'OPTION_INVALID', next: expect.stringContaining('--help') });
  expect(fault.message).toContain('--slots');
  expect(fault.message).toContain('--timeout');
});
