import { systemClock } from '@sluice/adapters/machine/local-machine';
import { surveyBranches } from '../../packages/pipeline/src/survey-branches.ts';
import { surveyed, TEST_POLICY } from '../support/surveyed.ts';
import { inRepository, removeHistories, writeBranches, writeHistory } from '../support/written-history.ts';

afterEach(removeHistories);

describe('a survey', () => {
  const base = { f: 'one\ntwo\nthree\nfour\nfive\n', g: 'g\n' };

  test('says which branches are stacked on which, and never that they conflict', async () => {
    const { survey, clusters } = await surveyed(
      writeBranches({
        base,
        branches: {
          below: { f: base.f.replace('two', '2') },
          above: { from: 'below', commits: [{ f: base.f.replace('two', 'zwei') }, { g: 'h\n' }] },
          beside: { from: 'below', commits: [{ f: base.f.replace('two', 'deux') }] },
        },
      }),
    );
    expect(survey.manifests.map(({ branch, stackedOn, commits }) => [branch, stackedOn, commits])).toEqual([
      ['above', ['below'], 3],
      ['below', [], 1],
      ['beside', ['below'], 2],
    ]);
    expect(clusters.map(({ branches }) => branches.toSorted())).toEqual([['above', 'beside'], ['below']]);
  });

  test('of no branch at all, as a forge has none between two bursts of work, finds nothing', async () => {
    const survey = await inRepository(writeBranches({ base, branches: {} }), async (git) => {
      const tools = { git, policy: TEST_POLICY, clock: systemClock, progress: () => undefined };
      const sha = (await git.resolve('main'))!;
      return surveyBranches(
        tools,
        {},
        {
          base: { ref: 'refs/heads/main', sha },
          branches: [],
          refused: [],
        },
      );
    });
    expect(survey.outcomes).toEqual([]);
    expect(survey.facts.size).toBe(0);
  });

  test('measures a branch that left early against the tip of the base', async () => {
    const history = writeBranches({
      base,
      later: [{ f: base.f.replace('one', '1') }],
      branches: {
        clean: { f: base.f.replace('five', '5') },
        taken: { f: base.f.replace('one', '1') },
        stuck: { f: base.f.replace('one', 'eins') },
      },
    });
    const { survey, clusters } = await surveyed(history);
    expect(survey.outcomes.map(({ branch, reason }) => [branch, reason])).toEqual([
      ['stuck', 'base-conflict'],
      ['taken', 'empty'],
    ]);
    expect(survey.facts.get('clean')!.changes.map(({ path, regions }) => [path, regions![0]!.start])).toEqual(
      [['f', 4]],
    );
    expect(clusters.flatMap(({ lands }) => lands)).toEqual(['clean']);
  });

  test.each([
    ['one that equals the base', 'up-to-date', { commits: [] }],
    ['one whose commits cancel out', 'empty', { commits: [{ g: 'x\n' }, { g: 'g\n' }] }],
    ['a protected path', 'protected-path', { commits: [{ '.github/workflows/x.yml': 'x' }] }],
    [
      'attributes deep in the tree',
      'protected-path',
      { commits: [{ 'deep/.gitattributes': '* merge=union' }] },
    ],
    ['a submodule', 'submodule', { commits: [{ m: { mode: '160000', content: '1'.repeat(40) } }] }],
    [
      'a link out of the repository',
      'escaping-symlink',
      { commits: [{ 'a/l': { mode: '120000', content: '../../etc' } }] },
    ],
    ['a path with a line end', 'hostile-path', { commits: [{ 'a\nb': 'x' }] }],
    ['a path that is not UTF-8', 'hostile-path', { commits: [{ '\udcff': 'x' }] }],
    ['a path in other letter case', 'case-collision', { commits: [{ F: 'x' }] }],
  ])('says of %s why it does not land', async (_, reason, plan) => {
    const history = writeBranches({
      base,
      branches: { other: { n: 'n' }, ...(plan.commits.length > 0 ? { b: plan } : {}) },
    });
    if (plan.commits.length === 0) history.git('branch', 'b', 'main');
    const { survey, clusters } = await surveyed(history);
    expect(survey.outcomes.map((outcome) => [outcome.branch, outcome.reason])).toEqual([['b', reason]]);
    expect(clusters.flatMap(({ lands }) => lands)).toEqual(['other']);
  });

  test('lets no unrelated history take the others down', async () => {
    const { survey, clusters } = await surveyed(
      writeHistory([
        { name: 'base', branch: 'main', parents: [], edits: base },
        { name: 'a', branch: 'a', parents: ['base'], edits: { n: 'a' } },
        { name: 'b', branch: 'b', parents: [], edits: { n: 'b' } },
      ]),
    );
    expect(survey.outcomes.map(({ branch, reason }) => [branch, reason])).toEqual([
      ['b', 'unrelated-history'],
    ]);
    expect(clusters.flatMap(({ lands }) => lands)).toEqual(['a']);
  });

  test('holds nobody of a cluster back but the branch that touches a protected path', async () => {
    const { clusters } = await surveyed(
      writeBranches({
        base,
        branches: {
          safe: { f: base.f.replace('two', '2') },
          guarded: { f: base.f.replace('two', 'zwei'), '.gitmodules': 'x' },
        },
      }),
    );
    expect(clusters).toHaveLength(1);
    expect(clusters[0]!.lands).toEqual(['safe']);
  });
});
