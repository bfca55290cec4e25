// Attack 27: paths with line ends, bytes that are not UTF-8, or letters that differ in case only, so that a reader sees
// another path than git has. Every shape of them is in test/scenarios/hostile-paths.
import { decodeGitText, encodeGitText, isHostilePath } from '@sluice/model';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { branchOf, outcomes, sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const LINE_END = 'docs/a.txt\n.github/workflows/ci.yml';
const BYTES = ['caf\udce9.txt', 'caf\udce8.txt'] as const;
const CASE = 'A.txt';

function attacked() {
  const repo = repository({ 'a.txt': 'a\n' });
  repo.commit('claude/line-end', { [LINE_END]: 'x\n' });
  repo.commit('claude/bytes', { [BYTES[0]]: 'x\n', [BYTES[1]]: 'y\n' });
  repo.commit('claude/case', { [CASE]: 'x\n' });
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  return repo;
}

describe('a reader that does not know better', () => {
  test('takes one path for two others by lines, and two for one as UTF-8', () => {
    const repo = attacked();
    const names = (branch: string): string[] =>
      repo
        .git('-c', 'core.quotePath=false', 'diff', '--name-only', '-z', 'main', branch)
        .split('\0')
        .filter(Boolean);
    expect(names('claude/line-end').join('\n').split('\n')).toEqual([
      'docs/a.txt',
      '.github/workflows/ci.yml',
    ]);
    expect(new Set(names('claude/bytes')).size).toBe(1);
    expect(new Set(repo.paths('claude/case')).has(CASE)).toBe(true);
    expect(new Set(repo.paths('claude/case').map((path) => path.toLowerCase())).size).toBe(1);
  });
});

test('the port tells all of them apart, byte for byte', async () => {
  const repo = attacked();
  const git = await openRepository(repo.path);
  try {
    const pathsOf = async (branch: string) =>
      (await git.files((await git.resolve(branch))!))
        .map(({ path }) => path)
        .filter((path) => path !== 'a.txt');
    expect(await pathsOf('claude/line-end')).toEqual([LINE_END]);
    expect((await pathsOf('claude/bytes')).toSorted()).toEqual([...BYTES].toSorted());
  } finally {
    await git.close();
  }
  for (const path of [LINE_END, ...BYTES]) {
    expect(isHostilePath(path)).toBe(true);
    expect(decodeGitText(encodeGitText(path))).toBe(path);
  }
});

test('a run rejects each by its reason, shows it on one line, and lands the rest', async () => {
  const repo = attacked();
  const before = repo.snapshot();
  const run = await sluice(['run', '--no-tests', '--repo', repo.path]);
  expect(outcomes(run)).toEqual({
    'claude/bytes': 'rejected hostile-path',
    'claude/case': 'rejected case-collision',
    'claude/good': 'landed merged',
    'claude/line-end': 'rejected hostile-path',
  });
  expect(branchOf(run, 'claude/line-end').detail).toBe('It adds docs/a.txt\\x0a.github/workflows/ci.yml.');
  expect(repo.paths('sluice/checkpoint-1')).toEqual(['a.txt', 'good.txt']);
  expect(repo.snapshot()).toEqual(before);
});
