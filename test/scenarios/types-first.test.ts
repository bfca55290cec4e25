// Of what people may choose from, what compiles comes first.
import { resultOf, sluice, type Finished } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

/** Whoever uses the helper needs its definition. */
const TYPES = '! test -f user.txt || grep -q helper a.txt\n';

/** Two branches on one line; the larger one also has a definition in the file, and a user of it in another. */
function contended(types = TYPES): Repository {
  const repo = repository({ 'a.txt': lines(), 'types.sh': types });
  repo.commit('claude/one', { 'a.txt': lines({ 0: 'one' }) }, { from: 'main' });
  repo.commit(
    'claude/two',
    { 'a.txt': lines({ 0: 'two', 8: 'helper' }), 'user.txt': 'helper\n' },
    { from: 'main' },
  );
  return repo;
}

const run = (repo: Repository, ...more: readonly string[]): Promise<Finished> =>
  sluice(['run', '--no-install', '--repo', repo.path, ...more]);
const strategies = (finished: Finished): string[] =>
  resultOf(finished).candidates.map(({ id, strategy }) => `${id} ${strategy}`);
const tests = ['--tier', 'test=true'];

test('as they come, where nothing checks types', async () => {
  const finished = await run(contended(), ...tests);
  expect(strategies(finished)).toEqual(['c1.1 independent-set', 'c1.2 minimal', 'c1.3 one-agent-primary']);
});

test('what compiles first, and what does not is named', async () => {
  const repo = contended();
  const finished = await run(repo, '--tier', 'types=sh ./types.sh', ...tests);
  expect(strategies(finished)).toEqual(['c1.1 independent-set', 'c1.2 one-agent-primary', 'c1.3 minimal']);
  expect(resultOf(finished).tests.notes).toContain(
    'Of the candidates to choose from, these fail types: c1.3.',
  );
  expect(repo.paths('refs/sluice/candidates/c1.2')).toContain('user.txt');
  expect(repo.show('refs/sluice/candidates/c1.2', 'a.txt')).toContain('helper');
  // That a candidate was looked at is no validation of it.
  const validated = new Set(resultOf(finished).validations.map(({ tree }) => tree));
  for (const { tree, complete } of resultOf(finished).candidates) expect(validated.has(tree)).toBe(complete);
});

test('as they come, where all of them compile', async () => {
  const finished = await run(contended('true\n'), '--tier', 'types=sh ./types.sh', ...tests);
  expect(strategies(finished)).toEqual(['c1.1 independent-set', 'c1.2 minimal', 'c1.3 one-agent-primary']);
  expect(resultOf(finished).tests.notes).not.toContainEqual(expect.stringMatching(/Of the candidates/));
});
