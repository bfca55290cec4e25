// Work that is easy to lose: under another name, in another branch, in a context that no candidate was tried in.
import { branchOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const run = (repo: Repository, ...more: readonly string[]) =>
  sluice(['run', '--no-tests', '--repo', repo.path, ...more]);
const manifest = (dependencies: Readonly<Record<string, string>>): string =>
  `${JSON.stringify({ name: 'p', dependencies }, null, 2)}\n`;
const atCheckpoint = (repo: Repository, path: string): string =>
  repo.git('show', `sluice/checkpoint-1:${path}`);

test('an edit of a file that another branch renamed lands at the new name, though package.json had to be resolved', async () => {
  const repo = repository({ 'a.txt': lines(), 'package.json': manifest({ m: '^1.0.0' }) });
  repo.commit('claude/rename', {
    'a.txt': null,
    'b.txt': lines(),
    'package.json': manifest({ m: '^1.0.0', n: '^1.0.0' }),
  });
  repo.commit('claude/wedit', {
    'a.txt': lines({ 9: 'edited' }),
    'package.json': manifest({ m: '^1.0.0', o: '^1.0.0' }),
  });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).sort()).toEqual(['landed merged', 'landed resolved']);
  expect(atCheckpoint(repo, 'b.txt')).toContain('edited');
  expect(JSON.parse(atCheckpoint(repo, 'package.json'))).toMatchObject({
    dependencies: { n: '^1.0.0', o: '^1.0.0' },
  });
});

test('what is whole alone but not together with other clusters is held, not landed in part', async () => {
  const repo = repository({
    'package.json': manifest({ m: '^1.0.0' }),
    '.sluice.yml': 'supply-chain: {lockfiles: off, audit: off}\n',
  });
  const start = repo.oid('main');
  repo.commit('claude/x', {
    'package.json': manifest({ m: '^1.0.0', n: '^1.0.0' }),
    'package-lock.json': 'x\n',
  });
  repo.commit('claude/y', { 'package-lock.json': 'y\n' });
  repo.commit('main', { 'package.json': manifest({ m: '^1.0.0', o: '^1.0.0' }) });
  expect(repo.oid('main')).not.toBe(start);
  const ended = await run(repo);
  expect(outcomes(ended)).toEqual({ 'claude/x': 'held joint-conflict', 'claude/y': 'landed merged' });
});

test('a landing set that conflicts only jointly is merged in another order, with a rival in the same cluster', async () => {
  const file = (from: number): string => Array.from({ length: 30 }, (_, i) => `line ${from + i}\n`).join('');
  const base = { 'd/1': file(1), 'd/2': file(100), 'd/3': file(200) };
  const repo = repository(base);
  repo.commit('claude/a', { 'd/1': null, 'd/2': null, 'e/1': base['d/1'], 'e/2': base['d/2'] });
  repo.commit('claude/b', { 'd/3': null, 'e/3': base['d/3'] });
  repo.commit('claude/c', { 'd/new': 'new\n' });
  repo.commit('claude/d', { 'e/1': 'other\n', 'e/3': 'other\n', 'd/new': 'other\n' });
  const ended = await run(repo);
  expect(outcomes(ended)).toEqual({
    'claude/a': 'landed merged',
    'claude/b': 'landed merged',
    'claude/c': 'landed merged',
    'claude/d': 'held conflict',
  });
});

test('a branch whose commits come with the one stacked on it is contained, whatever it conflicts with', async () => {
  const repo = repository({ 'f.txt': lines() });
  repo.commit('claude/c', { 'f.txt': lines({ 5: 'c' }) });
  repo.commit('claude/below', { 'f.txt': lines({ 5: 'below' }), 'g.txt': 'g\n' });
  repo.git('branch', 'claude/above', 'claude/below');
  repo.commit('claude/above', { 'f.txt': lines() });
  const ended = await run(repo);
  expect(branchOf(ended, 'claude/below')).toMatchObject({ status: 'landed', reason: 'contained' });
  expect(repo.git('branch', '--merged', 'sluice/checkpoint-1')).toContain('claude/below');
});

test('two branches that set one dependency to the same version are not kept apart by a third', async () => {
  const repo = repository({ 'package.json': manifest({ x: '^1.0.0' }), 'a.txt': lines() });
  for (const [name, version] of [
    ['a', '^2.0.0'],
    ['b', '^2.0.0'],
    ['c', '^3.0.0'],
  ] as const) {
    repo.commit(`claude/${name}`, { 'package.json': manifest({ x: version }), [`${name}.txt`]: `${name}\n` });
  }
  const ended = await run(repo);
  expect(outcomes(ended)).toEqual({
    'claude/a': 'landed merged',
    'claude/b': 'landed merged',
    'claude/c': 'held conflict',
  });
});

test('a version that the base has taken meanwhile is no choice of the branch any more', async () => {
  const repo = repository({ 'package.json': manifest({ x: '^1.0.0' }) });
  repo.commit('claude/a', { 'package.json': manifest({ x: '^2.0.0' }), 'a.txt': 'a\n' });
  repo.commit('main', { 'package.json': manifest({ x: '^2.0.0' }) });
  repo.git('branch', 'claude/b', 'main');
  repo.commit('claude/b', { 'package.json': manifest({ x: '^3.0.0' }) });
  expect(outcomes(await run(repo))).toEqual({ 'claude/a': 'landed merged', 'claude/b': 'landed merged' });
});

test('a commit with an impossible time zone lands, and holds nobody up', async () => {
  const repo = repository();
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  repo.commit('claude/odd', { 'odd.txt': 'odd\n' });
  const odd = repo.git('cat-file', 'commit', 'claude/odd').replace(/^(author .*) [+-]\d{4}$/m, '$1 +051800');
  repo.write('.git/odd', `${odd}\n`);
  repo.git(
    'update-ref',
    'refs/heads/claude/odd',
    repo.git('hash-object', '-t', 'commit', '-w', '--literally', '.git/odd'),
  );
  expect(outcomes(await run(repo))).toEqual({
    'claude/good': 'landed merged',
    'claude/odd': 'landed merged',
  });
  const merges = repo.git('log', '--first-parent', '--format=%ad', '--date=raw', 'main..sluice/checkpoint-1');
  expect(merges).toMatch(/^\d+ [+-]\d{4}\n\d+ [+-]\d{4}$/);
});

test('candidates that only a person may land are written even when nothing else lands, and replaced by the next run', async () => {
  const repo = repository({ 'f.txt': lines() });
  repo.commit('claude/late', { 'f.txt': lines({ 5: 'late' }), 'g.txt': 'g\n' });
  repo.commit('main', { 'f.txt': lines({ 5: 'main' }) });
  const ended = await run(repo);
  expect(outcomes(ended)).toEqual({ 'claude/late': 'held base-conflict' });
  const offered = resultOf(ended).candidates.filter(({ complete }) => !complete);
  const refs = repo.git('for-each-ref', '--format=%(refname:lstrip=3)', 'refs/sluice/candidates').split('\n');
  expect(refs.sort()).toEqual(offered.map(({ id }) => id).sort());
  repo.git('update-ref', '-d', 'refs/heads/claude/late');
  repo.commit('claude/other', { 'h.txt': 'h\n' });
  await run(repo);
  expect(repo.git('for-each-ref', 'refs/sluice/candidates')).toBe('');
});

test('a candidate in which one side wins keeps the other lines of both, and makes no loser a parent', async () => {
  const repo = repository({ 'f.txt': lines() });
  repo.commit('claude/x', { 'f.txt': lines({ 2: 'x' }) });
  repo.commit('claude/y', { 'f.txt': lines({ 2: 'y', 9: 'y too' }) });
  const ended = await run(repo);
  const primary = resultOf(ended).candidates.find(({ strategy }) => strategy === 'one-agent-primary')!;
  const ref = `refs/sluice/candidates/${primary.id}`;
  expect(repo.git('show', `${ref}:f.txt`)).toBe(lines({ 2: 'x', 9: 'y too' }).trimEnd());
  expect(repo.git('branch', '--merged', ref, '--format=%(refname:short)', '--list', 'claude/*')).toBe(
    'claude/x',
  );
});

test('a path of which one version is kept is told with both, and with what is left out and why', async () => {
  const repo = repository({ 'f.txt': lines(), 'gone.txt': lines() });
  repo.commit('claude/x', { 'f.txt': lines({ 2: 'x' }), 'gone.txt': null, 'x.txt': 'x\n' });
  repo.commit('claude/y', { 'f.txt': lines({ 2: 'y' }), 'gone.txt': lines({ 4: 'kept' }), 'y.txt': 'y\n' });
  const { candidates } = resultOf(await run(repo));
  const [first] = candidates.find(({ strategy }) => strategy === 'independent-set')!.branches;
  const [lands, waits] = first === 'claude/x' ? ['x', 'y'] : ['y', 'x'];
  const minimal = candidates.find(({ strategy }) => strategy === 'minimal')!;
  expect(minimal.files).toContainEqual(
    expect.objectContaining({
      path: 'f.txt',
      method: 'deferred',
      dropped: ['the change of this path stays on the branch: both sides changed the same lines'],
      lost: { ours: [], theirs: [waits] },
      regions: [{ line: 3, ours: lands, result: lands, theirs: waits }],
    }),
  );
  const gone = minimal.files.find(({ path }) => path === 'gone.txt')!;
  const edited = gone.regions.map(({ ours, theirs }) => [ours, theirs].filter(Boolean).join());
  expect(edited).toEqual([expect.stringContaining('kept')]);
});
