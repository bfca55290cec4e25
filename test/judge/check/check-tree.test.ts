import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkTree } from '@sluice/judge';
import { decodeGitText } from '@sluice/model';

const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

function problemsOf(...paths: string[]): string[] {
  return checkTree(
    paths.map((path) => ({ path, mode: '100644' })),
    [],
  ).map(({ problem }) => problem);
}

describe('trees that git writes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'judge-'));
  const git = (args: string[], input: Buffer | string = ''): Buffer =>
    execFileSync('git', args, {
      cwd: directory,
      input,
      env: { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1' },
    });
  beforeAll(() => void git(['init', '-q']));
  afterAll(() => rmSync(directory, { recursive: true }));

  /** What git lists of a tree with files of these paths. */
  function listed(paths: readonly Buffer[]): { path: string; mode: string }[] {
    const lines = paths.map((path) =>
      Buffer.concat([Buffer.from(`100644 ${EMPTY_BLOB}\t`), path, Buffer.from('\0')]),
    );
    git(['read-tree', '--empty']);
    git(['update-index', '-z', '--index-info'], Buffer.concat(lines));
    const tree = git(['write-tree', '--missing-ok']).toString().trim();
    return decodeGitText(git(['ls-tree', '-r', '-z', tree]))
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => ({ mode: line.slice(0, 6), path: line.slice(line.indexOf('\t') + 1) }));
  }

  test('have no problems, whatever their names', () => {
    const char = fc.constantFrom('a', 'b', '.', '-', ' ', 'é', '\uff5e', '\u{10437}', '~', '\\');
    const name = fc
      .string({ unit: char, minLength: 1, maxLength: 3 })
      .filter((text) => !/(?:^|\\)\.{1,2}(?:\\|$)/.test(text));
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => Buffer.from(names.join('/')));
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 12 }), (paths) => {
        expect(checkTree(listed(paths), [])).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('are in order beyond ASCII and with bytes that are not UTF-8', () => {
    const files = listed([
      Buffer.from([0xff]),
      Buffer.from('\u{10437}'),
      Buffer.from('\uff5e'),
      Buffer.from('z'),
    ]);
    expect(files).toHaveLength(4);
    expect(checkTree(files, [])).toEqual([]);
    expect(checkTree(files.toReversed(), [])).toHaveLength(3);
  });
});

describe('names that would leave the work tree or write into .git', () => {
  test.each([
    '.git/config',
    'a/.GIT',
    'a/.git /hooks',
    '.git./x',
    'git~1/config',
    'GIT~1',
    '.g\u200cit/config',
    'a\\.git\\x',
  ])('%j', (path) => {
    expect(problemsOf(path)).toEqual(['It would be written into a .git directory.']);
  });

  test('.git with an NTFS stream name', () => {
    expect(problemsOf('.git::$INDEX_ALLOCATION/config')).toEqual([
      'It would be written into a .git directory.',
    ]);
  });

  test.each(['../x', 'a/../b', './x', 'a\\..\\b'])('%j', (path) => {
    expect(problemsOf(path)).toEqual([expect.stringContaining('would reach another directory')]);
  });

  test.each(['', '/x', 'a//b', 'a/'])('%j has an empty name', (path) => {
    expect(problemsOf(path)).toEqual(['It has an empty name in it.']);
  });

  test.each(['.github/x', '.gitignore', '.gitmodules', 'git', 'git~2', 'x.git', '...', 'a..b'])(
    'not %j',
    (path) => {
      expect(problemsOf(path)).toEqual([]);
    },
  );
});

describe('trees that no git would write', () => {
  test('a name twice', () => {
    expect(problemsOf('a', 'a')).toEqual(['The tree names it twice.']);
  });

  test('a file that is a directory too, also when other names sort in between', () => {
    const problems = checkTree(
      ['a', 'a.b', 'a/c/d'].map((path) => ({ path, mode: '100644' })),
      [],
    );
    expect(problems).toEqual([{ path: 'a', line: null, problem: 'It is a file and a directory at once.' }]);
  });

  test('not sorted', () => {
    expect(problemsOf('b', 'a')).toEqual(['It is not in order: the tree is not sorted.']);
  });

  test.each(['040000', '100777', '120755', ''])('the mode %j', (mode) => {
    expect(checkTree([{ path: 'a', mode }], [])).toHaveLength(1);
  });

  test.each(['100644', '100755', '100664', '120000', '160000'])('but %s is known', (mode) => {
    expect(checkTree([{ path: 'a', mode }], [])).toEqual([]);
  });
});

test('what the base has already is not held against the candidate', () => {
  const old = { path: 'old/git~1', mode: '100644' };
  const added = { path: 'x/git~1', mode: '100644' };
  expect(checkTree([old, added], [old]).map(({ path }) => path)).toEqual(['x/git~1']);
});
