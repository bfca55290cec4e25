// Dependencies are merged by what they mean, and what cannot be made again here is never made up.
import { outcomes, resultOf, sluice } from '../support/cli.ts';
import { repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const START = { 'check.sh': 'exit 0\n' };

const run = (repo: Repository, ...more: readonly string[]) =>
  sluice(['run', '--tier', 'test=sh ./check.sh', '--no-install', '--repo', repo.path, ...more]);

describe('package.json', () => {
  const manifest = (names: readonly string[]): string => {
    const dependencies = Object.fromEntries(names.map((name) => [name, '^1.0.0']));
    return `${JSON.stringify({ name: 'project', dependencies }, null, 2)}\n`;
  };

  test('with different new dependencies is merged by meaning and lands', async () => {
    const repo = repository({ ...START, 'package.json': manifest(['left']) });
    repo.commit('claude/one', { 'package.json': manifest(['left', 'one']) });
    repo.commit('claude/two', { 'package.json': manifest(['left', 'two']) });
    const finished = await run(repo);
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['landed merged', 'landed resolved']);
    expect(JSON.parse(repo.show('sluice/checkpoint-1', 'package.json'))).toMatchObject({
      dependencies: { left: '^1.0.0', one: '^1.0.0', two: '^1.0.0' },
    });
    expect(
      repo.git(
        'log',
        '--format=%(trailers:key=Sluice-Method,valueonly,separator=)',
        '-1',
        'sluice/checkpoint-1',
      ),
    ).toBe('package-json');
    expect(repo.git('rev-list', '--count', '--min-parents=2', 'main..sluice/checkpoint-1')).toBe('2');
  });

  test('whose lockfile conflicts is offered, and says what has to be made again', async () => {
    const lock = (names: readonly string[]): string => `${JSON.stringify({ lock: names }, null, 2)}\n`;
    const repo = repository({
      ...START,
      'package.json': manifest(['left']),
      'package-lock.json': lock(['left']),
      '.sluice.yml': 'supply-chain: {audit: off}\n',
    });
    for (const name of ['one', 'two']) {
      const files = { 'package.json': manifest(['left', name]), 'package-lock.json': lock(['left', name]) };
      repo.commit(`claude/${name}`, files);
    }
    const finished = await run(repo);
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['held conflict', 'landed merged']);
    const [offered] = resultOf(finished).candidates.filter(({ strategy }) => strategy === 'by-meaning');
    expect(offered!.complete).toBe(false);
    expect(offered!.files).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'package.json', method: 'package-json', dropped: [] }),
        expect.objectContaining({ path: 'package-lock.json', method: 'taken-out' }),
      ]),
    );
  });
});
