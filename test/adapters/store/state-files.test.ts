// A text that several processes change: whoever is second starts from what the first wrote.
import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BranchFile } from '@sluice/adapters/store/branch-file';
import { VersionedFile } from '@sluice/adapters/store/versioned-file';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { asOid } from '@sluice/model';
import type { Remote, StateFile } from '@sluice/ports';
import { bareCopy, repository, type Repository } from '../../support/repository.ts';
import { directory, removeAll } from '../../support/sandboxed.ts';

afterAll(removeAll);

const PLACE = {
  ref: 'refs/heads/sluice/state',
  remoteRef: 'refs/remotes/origin/sluice/state',
  path: 'm.json',
};

async function onBranch<T>(
  work: (file: BranchFile, repo: Repository) => Promise<T>,
  repo = repository(),
): Promise<T> {
  const git = await openRepository(repo.path);
  try {
    return await work(new BranchFile({ git, clock: { now: () => 1_700_000_000 } }, PLACE), repo);
  } finally {
    await git.close();
  }
}

const KINDS: readonly (readonly [string, <T>(work: (file: StateFile) => Promise<T>) => Promise<T>])[] = [
  ['of this machine', (work) => work(new VersionedFile(join(directory(), 'memory')))],
  ['on a branch', (work) => onBranch(work)],
];

describe.each(KINDS)('a text %s', (_, using) => {
  test('is not there, then is what was written last', () =>
    using(async (file) => {
      expect(await file.read()).toBeNull();
      expect(await file.replace(null, 'one')).toBe(true);
      expect(await file.replace('one', 'two')).toBe(true);
      expect(await file.read()).toBe('two');
    }));

  test('is written only over what the writer has seen', () =>
    using(async (file) => {
      await file.replace(null, 'one');
      expect(await file.replace(null, 'other')).toBe(false);
      expect(await file.replace('none of it', 'other')).toBe(false);
      expect(await file.read()).toBe('one');
    }));

  test('is written by one of those who write at the same moment', () =>
    using(async (file) => {
      const written = await Promise.all(['a', 'b', 'c'].map((text) => file.replace(null, text)));
      expect(written.filter(Boolean)).toHaveLength(1);
      expect(await file.read()).toBe(['a', 'b', 'c'][written.indexOf(true)]);
    }));

  test('is kept aside when nobody can use it', () =>
    using(async (file) => {
      await file.replace(null, 'damaged');
      expect(await file.keepAside('damaged')).toMatch(/damaged-[0-9a-f]{12}\.json$|^[0-9a-f]{40}:m\.json$/);
      expect(await file.read()).toBe('damaged');
    }));
});

test('processes that count together lose no step', async () => {
  const place = join(directory(), 'memory');
  const source = join(import.meta.dirname, '../../../packages/adapters/src/store/versioned-file.ts');
  const program = `
    import { VersionedFile } from ${JSON.stringify(source)};
    const file = new VersionedFile(${JSON.stringify(place)});
    for (let steps = 0; steps < 25; ) {
      const now = await file.read();
      if (await file.replace(now, String(Number(now ?? '0') + 1))) steps += 1;
    }`;
  const run = promisify(execFile);
  const one = (): Promise<unknown> => run(process.execPath, ['--input-type=module', '--eval', program]);
  await Promise.all([one(), one(), one()]);
  // A step that was overtaken between writing and looking may be counted twice, but none is lost.
  expect(Number(await new VersionedFile(place).read())).toBeGreaterThanOrEqual(75);
  expect(readdirSync(place).length).toBeLessThanOrEqual(4);
});

test('what a process left that died while it wrote is removed', async () => {
  const place = directory({ 'partial-999999999-x': 'half' });
  const file = new VersionedFile(place);
  await file.replace(null, 'one');
  expect(readdirSync(place)).toEqual(['1.json']);
});

describe('the branch of a forge', () => {
  test('is read and pushed there, and a push that comes too late writes nothing', async () => {
    const forge = bareCopy(repository());
    const writer = async <T>(work: (file: BranchFile) => Promise<T>): Promise<T> => {
      const repo = bareCopy(repository());
      const git = await openRepository(repo.path);
      const remote: Remote = {
        branches: async () =>
          forge.refs().map((line) => ({ oid: asOid(line.split(' ')[0]!), name: line.split(' ')[1]! })),
        fetch: async (wanted) => {
          for (const { name, oid } of wanted) repo.git('fetch', '--quiet', forge.path, `+${oid}:${name}`);
        },
        push: async ({ ref, from, to }) => {
          const lease = `--force-with-lease=${ref}:${from ?? ''}`;
          try {
            repo.git('push', '--quiet', lease, forge.path, `${to}:${ref}`);
            return 'done';
          } catch {
            return 'lost';
          }
        },
      };
      try {
        return await work(new BranchFile({ git, clock: { now: () => 1_700_000_000 }, remote }, PLACE));
      } finally {
        await git.close();
      }
    };
    await writer(async (one) => {
      expect(await one.replace(null, 'one')).toBe(true);
      await writer(async (two) => {
        expect(await two.read()).toBe('one');
        expect(await two.replace('one', 'two')).toBe(true);
      });
      expect(await one.replace('one', 'other')).toBe(false);
      expect(await one.read()).toBe('two');
    });
    expect(forge.show('sluice/state', 'm.json')).toBe('two');
    expect(forge.git('rev-list', '--count', 'sluice/state')).toBe('2');
  });
});

describe('the branch', () => {
  test('shares no history with others, and has one file and all versions', () =>
    onBranch(async (file, repo) => {
      const before = repo.snapshot();
      await file.replace(null, 'one');
      await file.replace('one', 'two');
      expect(repo.paths('sluice/state')).toEqual(['m.json']);
      expect(repo.git('rev-list', '--count', 'sluice/state')).toBe('2');
      expect(repo.show('sluice/state', 'm.json')).toBe('two');
      expect(repo.show('sluice/state~1', 'm.json')).toBe('one');
      expect(repo.snapshot()).toEqual(before);
      expect(repo.git('fsck', '--strict')).toBe('');
    }));

  test('takes in what a remote has, so that it can be pushed', async () => {
    const other = repository();
    await onBranch((file) => file.replace(null, 'theirs'), other);
    const repo = repository();
    await onBranch((file) => file.replace(null, 'ours'), repo);
    repo.git('fetch', '--quiet', bareCopy(other).path, 'sluice/state:refs/remotes/origin/sluice/state');
    await onBranch(async (file) => {
      expect(await file.others()).toEqual(['theirs']);
      expect(await file.replace('ours', 'both')).toBe(true);
    }, repo);
    expect(repo.git('merge-base', '--is-ancestor', 'origin/sluice/state', 'sluice/state')).toBe('');
  });

  test('with something else than a file has an empty text, which is damaged', async () => {
    const repo = repository();
    repo.commit('sluice/state', { 'm.json': null, 'm.json/x': 'x' }, { from: null });
    await onBranch(async (file) => expect(await file.read()).toBe(''), repo);
  });
});

test('a directory that cannot be written says so', async () => {
  const place = join(directory(), 'file');
  writeFileSync(place, '');
  await expect(new VersionedFile(join(place, 'memory')).replace(null, 'x')).rejects.toThrow();
});
