// Which of its attributes a base has a say with: those that say how files are merged, and as git itself applies them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { mergeAttributes } from '@sluice/adapters/git/merge-attributes';
import { openRepository } from '@sluice/adapters/git/open-repository';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import type { MergeRule } from '@sluice/ports';
import { lines, repository, type Files } from '../../support/repository.ts';
import { removeAll } from '../../support/sandboxed.ts';

afterAll(removeAll);

async function adopting<T>(files: Files, work: (git: LocalGit) => Promise<T>): Promise<T> {
  const repo = repository(files);
  repo.commit('one', { 'a.txt': lines({ 2: 'one' }), 'new.dat': 'one\n' });
  repo.commit('two', {
    'a.txt': lines({ 7: 'two' }),
    'new.dat': 'two\n',
    '.gitattributes': '* merge=union\n',
  });
  const git = await openRepository(repo.path);
  try {
    await git.adoptAttributes(await git.files((await git.resolve('main'))!));
    return await work(git);
  } finally {
    await git.close();
  }
}

const rulesOf = (files: Files, ...paths: string[]): Promise<readonly MergeRule[]> =>
  adopting(files, (git) => git.mergeRules(paths));

const PLAIN = { driver: 'text', generated: false };

test('say nothing of a repository without any', async () => {
  expect(await rulesOf({ 'a.txt': '' }, 'a.txt')).toEqual([PLAIN]);
});

test.each([
  ['*.dat -merge', 'binary'],
  ['*.dat merge=binary', 'binary'],
  ['*.dat binary', 'binary'],
  ['*.dat merge=union', 'union'],
  ['*.dat merge=ours', 'ours'],
  ['*.dat merge', 'text'],
  ['*.dat -text diff=x filter=y', 'text'],
  ['*.dat merge=sluice', 'text'],
  ['*.dat -merge\nx.dat !merge', 'text'],
  ['*.dat binary\nx.dat merge=union', 'union'],
  ['[attr]mine -merge\n*.dat mine', 'binary'],
  ['[attr]mine merge=union linguist-generated\n*.dat mine', 'union'],
  ['!*.dat -merge', 'text'],
  ['"*.d\\141t" -merge', 'binary'],
  ['# *.dat -merge', 'text'],
  ['\ufeff*.dat -merge\r', 'binary'],
])('with %j a file is merged by: %s', async (attributes, driver) => {
  const [rule] = await rulesOf({ '.gitattributes': `${attributes}\n` }, 'x.dat');
  expect(rule!.driver).toBe(driver);
});

test.each([
  ['linguist-generated', true],
  ['linguist-generated=true', true],
  ['linguist-generated=false', false],
  ['-linguist-generated', false],
  ['linguist-vendored', false],
])('a file with %s is generated: %s', async (attribute, generated) => {
  const [rule] = await rulesOf({ '.gitattributes': `api/* ${attribute}\n` }, 'api/x.ts');
  expect(rule).toEqual({ driver: 'text', generated });
});

test('have a file that is not merged by its text conflict wherever both changed it', async () => {
  await adopting({ 'a.txt': lines(), '.gitattributes': '*.txt -merge\n' }, async (git) => {
    const [one, two, main] = await Promise.all(['one', 'two', 'main'].map((name) => git.resolve(name)));
    const [answer] = await git.mergePairs([[one!, two!]]);
    expect(answer!.conflicts.map(({ path }) => path)).toEqual(['a.txt', 'new.dat']);
    const [changes] = await git.diffs([{ before: await git.treeOf(main!), after: await git.treeOf(one!) }]);
    expect(changes!.find(({ path }) => path === 'a.txt')!.regions).toBeNull();
  });
});

test('of a branch have no say, and none of a base hides a conflict', async () => {
  for (const attributes of ['* merge=union', '* merge=ours', '* merge=text', '* merge']) {
    await adopting({ 'a.txt': lines(), '.gitattributes': `${attributes}\n` }, async (git) => {
      const [one, two] = await Promise.all(['one', 'two'].map((name) => git.resolve(name)));
      const [answer] = await git.mergePairs([[one!, two!]]);
      expect(answer!.conflicts.map(({ path }) => path)).toEqual(['new.dat']);
    });
  }
});

test('are replaced by those of the next base', async () => {
  await adopting({ 'a.txt': lines(), '.gitattributes': '* -merge\n' }, async (git) => {
    expect((await git.mergeRules(['a.txt']))[0]!.driver).toBe('binary');
    await git.adoptAttributes([]);
    expect(await git.mergeRules(['a.txt'])).toEqual([PLAIN]);
  });
});

test('that are a link, or lie in a directory of that name, are not read', async () => {
  const link = { mode: '120000', content: 'other' };
  const files = { '.gitattributes': link, other: '* -merge\n', 'x.gitattributes': '* -merge\n' };
  expect(await rulesOf(files, 'a.txt')).toEqual([PLAIN]);
});

test('say no word of theirs that is not of merging', () => {
  const text = '*.x filter=evil diff=evil merge=evil -text working-tree-encoding=UTF-16 sluice-merge=text\n';
  expect(mergeAttributes([{ directory: '', text }])).toBe('"*.x" !merge !diff sluice-merge=evil\n');
  expect(mergeAttributes([{ directory: '', text: '* text=auto\n' }])).toBe('');
});

describe('in directories, deep and oddly named', () => {
  const NAMES = ['a', 'b c', 'd*', '[e]', 'f"g', 'h\\i', '#j', '!k', 'ü'];
  const name = fc.constantFrom(...NAMES);
  const directory = fc.array(name, { maxLength: 3 });
  const pattern = fc.constantFrom(
    '*',
    '*.dat',
    'x.dat',
    '/x.dat',
    'a/*',
    '**/x.dat',
    'a/**',
    'a/',
    '[ab]',
    '\\#j',
    '"b c"',
    'ü',
    '**',
    'x?dat',
  );
  const attribute = fc.constantFrom(
    '-merge',
    'merge',
    '!merge',
    'merge=union',
    'binary',
    '-binary',
    'mine',
    'linguist-generated',
    '-linguist-generated',
    'text',
  );
  const line = fc.tuple(pattern, fc.array(attribute, { minLength: 1, maxLength: 3 }));
  const file = fc.record({ directory, lines: fc.array(line, { minLength: 1, maxLength: 4 }) });

  test('they apply where git applies them', async () => {
    const paths = NAMES.flatMap((one) => [
      one,
      `${one}/x.dat`,
      `a/${one}/x.dat`,
      `${one}/a/b c/x.dat`,
      `${one}/a/y`,
    ]).filter((path) => !NAMES.includes(path));
    const given = fc.array(file, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(given, async (files) => {
        const written: Record<string, string> = {
          '.gitattributes': '[attr]mine -merge linguist-generated\n',
        };
        for (const one of files) {
          const at = [...one.directory, '.gitattributes'].join('/');
          written[at] =
            (written[at] ?? '') + one.lines.map(([what, words]) => `${what} ${words.join(' ')}\n`).join('');
        }
        const repo = repository({ 'z/z': '' });
        for (const [path, text] of Object.entries(written)) {
          mkdirSync(join(repo.path, dirname(path)), { recursive: true });
          writeFileSync(join(repo.path, path), text);
        }
        const asked = execFileSync('git', ['check-attr', '-z', '--stdin', 'merge', 'linguist-generated'], {
          cwd: repo.path,
          input: paths.map((path) => `${path}\0`).join(''),
          env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
          stdio: ['pipe', 'pipe', 'ignore'],
        })
          .toString()
          .split('\0');
        repo.commit('main', written);
        const git = await openRepository(repo.path);
        await git.adoptAttributes(await git.files((await git.resolve('main'))!));
        const rules = await git.mergeRules(paths);
        await git.close();
        const DRIVER: Record<string, string> = { set: 'text', unspecified: 'text', unset: 'binary' };
        for (const [i, path] of paths.entries()) {
          const [merge, generated] = [asked[i * 6 + 2]!, asked[i * 6 + 5]!];
          const expected = { driver: DRIVER[merge] ?? merge, generated: generated === 'set' };
          expect({ path, ...rules[i] }).toEqual({ path, ...expected });
        }
      }),
      { numRuns: 25 },
    );
  });
});
