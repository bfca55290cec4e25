// Attack 26: trees that git itself would never write: `.git`, `..`, a name twice. They come in by a fetch or a bundle
// that checks nothing, or are in the repository already.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBareRepository } from '@sluice/adapters/git/bare-repository';
import { GitBundles } from '@sluice/adapters/git/git-bundles';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { asOid, type Fault } from '@sluice/model';
import type { Ref } from '@sluice/ports';
import { outcomes, sluice } from '../support/cli.ts';
import { repository, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

type What = 'file' | 'directory' | 'link';
interface Forged {
  readonly entries: readonly (readonly [mode: string, name: string, what: What])[];
  /** What `git fsck` calls it; null: git does not even send it. */
  readonly fsck: string | null;
  readonly reason: string;
}

const one = (name: string, what: What, fsck: string | null, reason: string): Forged => ({
  entries: [[{ file: '100644', directory: '40000', link: '120000' }[what], name, what]],
  fsck,
  reason: `rejected ${reason}`,
});
const both = (a: Forged, b: Forged): Forged => ({ ...a, entries: [...a.entries, ...b.entries] });

const FORGED: Readonly<Record<string, Forged>> = {
  'dot-git': one('.git', 'directory', 'hasDotgit', 'hostile-path'),
  'dot-git-upper': one('.GIT', 'directory', 'hasDotgit', 'hostile-path'),
  'dot-git-short': one('git~1', 'directory', 'hasDotgit', 'hostile-path'),
  'dot-dot': one('..', 'directory', 'hasDotdot', 'hostile-path'),
  dot: one('.', 'directory', 'hasDot', 'hostile-path'),
  climb: one('x/../../escape', 'file', 'fullPathname', 'corrupt-object'),
  slash: one('x/y', 'file', 'fullPathname', 'corrupt-object'),
  nameless: one('', 'file', null, 'corrupt-object'),
  twice: both(
    one('twin', 'file', 'duplicateEntries', 'corrupt-object'),
    one('twin', 'file', 'duplicateEntries', 'corrupt-object'),
  ),
  'link-and-directory': both(
    one('out', 'link', 'duplicateEntries', 'corrupt-object'),
    one('out', 'directory', 'duplicateEntries', 'corrupt-object'),
  ),
};

/** One branch for each, on top of the base, and one that is as it should be. Links point to `outside`. */
function forge(): { repo: Repository; outside: string } {
  const repo = repository({ 'a.txt': 'a\n' });
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  const outside = directory();
  const blob = repo.oid('main:a.txt');
  repo.commit('link', { l: { mode: '120000', content: outside } });
  const planted = repo.writeTree([['100755', 'planted', blob]]);
  const oids = { file: blob, directory: planted, link: repo.oid('link:l') };
  repo.git('branch', '-D', 'link');
  for (const [name, { entries }] of Object.entries(FORGED)) {
    const raw = entries.map(([mode, entry, what]) => [mode, entry, oids[what]] as const);
    const isBefore = ([, entry]: (typeof raw)[number]): boolean => entry < 'a.txt';
    const base = ['100644', 'a.txt', blob] as const;
    const tree = repo.writeTree([...raw.filter(isBefore), base, ...raw.filter((entry) => !isBefore(entry))]);
    const commit = repo.git('commit-tree', '-m', 'Forge', '-p', 'main', tree);
    repo.git('update-ref', `refs/heads/claude/${name}`, commit);
  }
  return { repo, outside };
}

/** Takes one branch into a new repository; what git says. */
function fetch(from: string, branch: string, ...settings: readonly string[]) {
  const into = directory();
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
  const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: into, env, encoding: 'utf8' });
  git('init', '--quiet', '--bare', '--template=');
  const { status, stderr } = git(
    ...settings,
    'fetch',
    '--quiet',
    from,
    `+refs/heads/claude/${branch}:refs/heads/x`,
  );
  return { status, stderr, refs: git('for-each-ref').stdout, packs: packsOf(into) };
}

/** What is left of a pack that was refused has another name, and nothing reads it. */
function packsOf(gitDir: string): string[] {
  return readdirSync(join(gitDir, 'objects/pack')).filter((name) => name.endsWith('.pack'));
}

const SENT = Object.entries(FORGED).filter(([, { fsck }]) => fsck !== null);

test('come in with a fetch that checks nothing, and not with one that checks', () => {
  const { repo } = forge();
  for (const [name, { fsck }] of SENT) {
    expect(fetch(repo.path, name)).toMatchObject({
      status: 0,
      refs: expect.stringContaining('refs/heads/x'),
    });
    const checked = fetch(repo.path, name, '-c', 'fetch.fsckObjects=true');
    expect(checked).toMatchObject({ refs: '', packs: [] });
    expect(checked.stderr).toContain(fsck);
  }
});

test('come in with a bundle that git fetches from, and not with one that the port reads', async () => {
  const { repo } = forge();
  for (const [name, { fsck }] of SENT) {
    const bundle = join(directory(), 'forged.bundle');
    repo.git('bundle', 'create', '--quiet', bundle, `claude/${name}`);
    expect(fetch(bundle, name)).toMatchObject({ status: 0, refs: expect.stringContaining('refs/heads/x') });
    const into = makeBareRepository(directory());
    const fault = await new GitBundles(into).read(readFileSync(bundle)).catch((error: Fault) => error);
    expect(fault).toMatchObject({ code: 'CORRUPT_OBJECT', message: expect.stringContaining(fsck!) });
    expect(packsOf(into)).toEqual([]);
    expect(readdirSync(join(into, 'refs/heads'))).toEqual([]);
  }
  const good = join(directory(), 'good.bundle');
  repo.git('bundle', 'create', '--quiet', good, 'claude/good', '--not', 'main');
  const into = makeBareRepository(directory());
  repo.git('push', '--quiet', into, 'main');
  const [ref] = (await new GitBundles(into).read(readFileSync(good))) as Ref[];
  expect(ref).toEqual({ name: 'refs/heads/claude/good', oid: repo.oid('claude/good') });
});

test.each(['made from the tip', 'older than the tip'])(
  'that are there already and %s do not land, one by one with its reason; the good one does',
  async (when) => {
    const { repo, outside } = forge();
    const late = when === 'older than the tip' ? ['late.txt'] : [];
    for (const path of late) repo.commit('main', { [path]: 'x\n' });
    const before = repo.snapshot();
    const run = await sluice(['run', '--tier', 'test=true', '--repo', repo.path]);
    expect(outcomes(run)).toEqual({
      'claude/good': 'landed merged',
      ...Object.fromEntries(Object.entries(FORGED).map(([name, { reason }]) => [`claude/${name}`, reason])),
    });
    expect(repo.paths('sluice/checkpoint-1')).toEqual(['a.txt', 'good.txt', ...late]);
    expect(repo.snapshot()).toEqual(before);
    expect(readdirSync(outside)).toEqual([]);
  },
);

test('are not written by the port where they could reach out', async () => {
  const { repo, outside } = forge();
  const git = await openRepository(repo.path);
  try {
    for (const name of Object.keys(FORGED)) {
      const into = join(directory(), 'deep/tree');
      const failure = await git.materialise(asOid(repo.oid(`claude/${name}`)), into).then(
        () => 'written',
        (error: Error) => error.name,
      );
      // These two are names like any other here.
      expect(`${name} ${failure}`).toBe(`${name} ${/short|slash/.test(name) ? 'written' : 'Fault'}`);
      expect(
        ['.git', '.GIT', '../escape', '../../escape'].filter((path) => existsSync(join(into, path))),
      ).toEqual([]);
      expect(readdirSync(join(into, '..'))).toEqual(['tree']);
    }
  } finally {
    await git.close();
  }
  expect(readdirSync(outside)).toEqual([]);
});
