// Attack 18: a test run that ends with status 0 because the tests do not run. The tests that ran on the base are the floor.
import { branchOf, faultOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { repository, type Files, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const CASES: Files = {
  'cases/a': 'true\n',
  'cases/b': 'true\n',
  'cases/c': 'true\n',
};

/** A runner of tests: one file a test, a report of all. */
const RUNNER = `echo '<testsuites>' >report.xml; status=0
for case in cases/*; do
  sh "$case" || status=1
  echo "<testcase classname=\\"cases\\" name=\\"$case\\"/>" >>report.xml
done
echo '</testsuites>' >>report.xml; exit $status
`;

const policy = (report: string): string =>
  `install: none\ntiers:\n  - name: test\n    command: sh ./test.sh\n${report}`;
const FLOOR = '    report: report.xml\n';

/** The base, a branch that breaks test a and hides it, one that adds a test, one that changes a file. */
function attacked(hidden: Files, report: string): Repository {
  const repo = repository({ ...CASES, 'test.sh': RUNNER, '.sluice.yml': policy(report) });
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  repo.commit('claude/more', { 'cases/d': 'true\n' });
  repo.commit('claude/hides', { 'broken.txt': '', ...hidden });
  return repo;
}

const WAYS: [string, Files][] = [
  ['a runner that does nothing', { 'test.sh': 'exit 0\n' }],
  ['a runner that writes an empty report', { 'test.sh': 'echo "<testsuites/>" >report.xml\n' }],
  ['a runner that skips', { 'test.sh': RUNNER.replace('/>"', '><skipped/></testcase>"') }],
  ['a runner that leaves one out', { 'test.sh': RUNNER.replace('cases/*', 'cases/[b-z]') }],
  ['a test that is gone', { 'cases/a': null }],
  ['a report that is a link to one', { 'test.sh': 'ln -s cases/a report.xml\n' }],
];

test.each(WAYS)('%s lands without a floor', async (_way, hidden) => {
  const run = await sluice(['run', '--repo', attacked(hidden, '').path]);
  expect(outcomes(run)).toMatchObject({ 'claude/hides': 'landed merged' });
});

test.each(WAYS)('%s is held with it, and the others land', async (_way, hidden) => {
  const repo = attacked(hidden, FLOOR);
  const run = await sluice(['run', '--repo', repo.path]);
  expect(outcomes(run)).toEqual({
    'claude/good': 'landed merged',
    'claude/hides': 'held tests-missing',
    'claude/more': 'landed merged',
  });
  const { log, detail, failing } = branchOf(run, 'claude/hides');
  expect(detail).toBe('Tests of the base do not run with it (test, floor).');
  expect(failing).toEqual(['claude/hides']);
  expect(log).toMatch(/^[13] of 3 tests that run on the base did not run:\ncases > cases\/a/);
  expect(repo.paths('sluice/checkpoint-1')).not.toContain('broken.txt');
  expect(run.code).toBe(2);
  // The second run believes what the first one stored, and comes to the same end.
  const again = await sluice(['run', '--dry-run', '--repo', repo.path]);
  expect(branchOf(again, 'claude/hides').reason).toBe('tests-missing');
  expect(resultOf(again).validations.filter(({ tier, cached }) => tier === 'test' && !cached)).toEqual([]);
});

test('a base that leaves no report stops the run: the floor would be the ground', async () => {
  const repo = attacked({ 'cases/a': null }, '    report: elsewhere.xml\n');
  const before = repo.snapshot();
  expect(faultOf(await sluice(['run', '--repo', repo.path])).code).toBe('NO_TESTS');
  expect(repo.snapshot()).toEqual(before);
});

test('a change of the set-up of tests is shown as a risk', async () => {
  const repo = attacked({ 'jest.config.js': 'module.exports = { testMatch: [] };\n' }, '');
  const run = await sluice(['plan', '--repo', repo.path]);
  expect(branchOf(run, 'claude/hides').risk).toEqual(['test-setup']);
});
