// Attack 31: objects that two parsers read in two ways. git itself is the parser of commits and trees; what we read by
// ourselves (one tree, for an edit) must agree with it, or refuse.
import { execFileSync, spawnSync } from 'node:child_process';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { asOid } from '@sluice/model';
import { outcomes, sluice } from '../support/cli.ts';
import { repository, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const ENV = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
const WHO = 'Ada <ada@example.org> 1700000000 +0000';

/** An object of exactly these bytes. */
function write(repo: Repository, type: string, content: string | Buffer): string {
  const command = ['hash-object', '-t', type, '-w', '--stdin', '--literally'];
  return execFileSync('git', command, { cwd: repo.path, env: ENV, input: content, encoding: 'utf8' }).trim();
}

function fetchChecked(repo: Repository, branch: string): string {
  const into = directory();
  spawnSync('git', ['init', '--quiet', '--bare', into], { env: ENV });
  const command = [
    '-c',
    'fetch.fsckObjects=true',
    'fetch',
    '--quiet',
    repo.path,
    `refs/heads/${branch}:refs/heads/x`,
  ];
  return spawnSync('git', command, { cwd: into, env: ENV, encoding: 'utf8' }).stderr;
}

/** Two trees, and commits that name both, or hide one behind a NUL byte. */
function attacked() {
  const repo = repository({ 'a.txt': 'a\n' });
  const [shown, hidden] = ['shown', 'hidden'].map((name) =>
    repo.oid(`${repo.commit(name, { [`${name}.txt`]: 'x\n' })}^{tree}`),
  );
  const parent = `parent ${repo.oid('main')}\n`;
  const rest = `author ${WHO}\ncommitter ${WHO}\n\nTwo trees\n`;
  const commits = {
    'two-trees': `tree ${shown}\ntree ${hidden}\n${parent}${rest}`,
    'tree-after-parent': `tree ${shown}\n${parent}tree ${hidden}\n${rest}`,
    'nul-in-header': `tree ${shown}\n${parent}author Ada\0 <a@b>\ntree ${hidden}\n${rest}`,
    'parent-behind-author': `tree ${shown}\n${parent}author ${WHO}\nparent ${repo.oid('hidden')}\ncommitter ${WHO}\n\nx\n`,
    'date-without-end': `tree ${shown}\n${parent}author Ada <a@b> 99999999999999999999 +0000\ncommitter Ada <a@b> 99999999999999999999 +9999\n\nx\n`,
    'nul-in-message': `tree ${shown}\n${parent}${rest}\0>\n${repo.oid('hidden')}\n\n${hidden}\nMallory\n`,
  };
  for (const [name, bytes] of Object.entries(commits))
    repo.git('update-ref', `refs/heads/claude/${name}`, write(repo, 'commit', bytes));
  for (const name of ['shown', 'hidden']) repo.git('branch', '-D', name);
  return { repo, shown: shown!, hidden: hidden!, names: Object.keys(commits) };
}

test('a parser of its own that takes the last tree, or all lines, is led to another one than git', () => {
  const { repo, shown, hidden } = attacked();
  const naive = (commit: string): string =>
    [...repo.git('cat-file', 'commit', commit).matchAll(/^tree (.+)$/gm)].at(-1)![1]!;
  for (const name of ['two-trees', 'tree-after-parent', 'nul-in-header']) {
    expect(naive(`claude/${name}`)).toBe(hidden);
    expect(repo.oid(`claude/${name}^{tree}`)).toBe(shown);
  }
});

test('a fetch that checks objects takes none of them', () => {
  const { repo, names } = attacked();
  expect(names.filter((name) => !fetchChecked(repo, `claude/${name}`).includes('fsck error'))).toEqual([]);
});

test('the port reads what git reads', async () => {
  const { repo, shown, names } = attacked();
  const git = await openRepository(repo.path);
  try {
    const heads = names.map((name) => asOid(repo.oid(`claude/${name}`)));
    for (const head of heads) expect(await git.treeOf(head)).toBe(shown);
    const history = await git.history(asOid(repo.oid('main')), heads);
    const own = history.filter(({ boundary }) => !boundary);
    expect(own.map(({ oid }) => oid).toSorted()).toEqual(heads.toSorted());
    for (const { tree } of own) expect(tree).toBe(shown);
  } finally {
    await git.close();
  }
});

test('a run lands the tree that git sees, in commits that git takes, whatever else they say', async () => {
  const { repo } = attacked();
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  const run = await sluice(['run', '--tier', 'test=test ! -e hidden.txt', '--repo', repo.path]);
  expect(outcomes(run)['claude/good']).toBe('landed merged');
  expect(repo.paths('sluice/checkpoint-1')).not.toContain('hidden.txt');
  const own = repo.git('rev-list', '--first-parent', 'main..sluice/checkpoint-1').split('\n');
  for (const commit of own) {
    const bytes = execFileSync('git', ['cat-file', 'commit', commit], { cwd: repo.path, env: ENV });
    const checked = spawnSync('git', ['hash-object', '-t', 'commit', '--stdin'], {
      cwd: repo.path,
      env: ENV,
      input: bytes,
    });
    expect(checked.status).toBe(0);
  }
});

describe('a directory whose mode has a zero before it', () => {
  /** `lib` holds two files; its mode is written `040000`, which git reads as any other directory. */
  function padded() {
    const repo = repository({ 'lib/one.txt': 'one\n', 'lib/two.txt': 'two\n' });
    const tree = repo.writeTree([['040000', 'lib', repo.oid('main:lib')]]);
    return { repo, tree: asOid(tree) };
  }

  test('is another thing to who compares the mode as text', () => {
    const { repo, tree } = padded();
    const bytes = execFileSync('git', ['cat-file', 'tree', tree], { cwd: repo.path, env: ENV });
    expect(bytes.toString('latin1').split(' ')[0]).toBe('040000');
    expect(repo.git('ls-tree', tree)).toMatch(/^040000 tree/);
  });

  test('loses nothing when a file in it is edited', async () => {
    const { repo, tree } = padded();
    const git = await openRepository(repo.path);
    try {
      const oid = await git.writeBlob(Buffer.from('edited\n'));
      const edited = await git.editTree(tree, [{ path: 'lib/one.txt', version: { mode: '100644', oid } }]);
      expect((await git.files(edited)).map(({ path }) => path)).toEqual(['lib/one.txt', 'lib/two.txt']);
      expect((await git.entries(tree, ['lib/two.txt']))[0]).toMatchObject({ mode: '100644' });
    } finally {
      await git.close();
    }
  });
});

test.each([
  ['cut in the middle of an id', Buffer.from('100644 a.txt\0abc')],
  ['without a mode', Buffer.from(`a.txt\0${'\0'.repeat(20)}`)],
  ['that is only zeros', Buffer.alloc(64)],
])('a tree %s is refused, not read for ever', async (_what, bytes) => {
  const repo = repository();
  const tree = asOid(write(repo, 'tree', bytes));
  const git = await openRepository(repo.path);
  try {
    await expect(git.entries(tree, ['a.txt'])).rejects.toMatchObject({ code: 'CORRUPT_OBJECT' });
    await expect(git.files(tree)).rejects.toMatchObject({ code: 'CORRUPT_OBJECT' });
  } finally {
    await git.close();
  }
});
