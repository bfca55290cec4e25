// The last look before anything is written: what is delivered is what was validated, or nothing is.
import { openRepository } from '@sluice/adapters/git/open-repository';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { deliverCheckpoint } from '../../packages/pipeline/src/deliver-checkpoint.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

async function inGit<T>(repo: Repository, work: (git: LocalGit) => Promise<T>): Promise<T> {
  const git = await openRepository(repo.path);
  try {
    return await work(git);
  } finally {
    await git.close();
  }
}

/** A commit to deliver that is in the scratch repository alone. */
async function merged(git: LocalGit, repo: Repository) {
  const sha = (await git.resolve('main'))!;
  const tree = await git.editTree(await git.treeOf(sha), [
    { path: 'new.txt', version: { mode: '100644', oid: await git.writeBlob(Buffer.from('new\n')) } },
  ]);
  const author = { name: 'a', email: 'a@example.invalid', date: '1700000000 +0000' };
  const commit = await git.writeCommit({ tree, parents: [sha], author, committer: author, message: 'x' });
  expect(() => repo.git('cat-file', '-e', commit)).toThrow();
  return { base: { ref: 'refs/heads/main', sha }, tip: { commit, tree }, validatedTree: tree, items: [] };
}

test('a commit with the tree of the green verdict becomes the next checkpoint, and the same again is no new one', async () => {
  const repo = repository({ 'a.txt': lines() });
  await inGit(repo, async (git) => {
    const delivery = await merged(git, repo);
    const first = await deliverCheckpoint(git, delivery);
    expect(first).toEqual({ kind: 'delivered', ref: 'refs/heads/sluice/checkpoint-1', fresh: true });
    expect(repo.oid('sluice/checkpoint-1')).toBe(delivery.tip.commit);
    expect(await deliverCheckpoint(git, delivery)).toMatchObject({
      ref: 'refs/heads/sluice/checkpoint-1',
      fresh: false,
    });
  });
});

test('a commit with any other tree is refused, and nothing is written', async () => {
  const repo = repository({ 'a.txt': lines() });
  const before = repo.snapshot();
  await inGit(repo, async (git) => {
    const delivery = await merged(git, repo);
    const other = await git.treeOf(delivery.base.sha);
    await expect(deliverCheckpoint(git, { ...delivery, validatedTree: other })).rejects.toMatchObject({
      code: 'TREE_MISMATCH',
    });
    expect(() => repo.git('cat-file', '-e', delivery.tip.commit)).toThrow();
  });
  expect(repo.snapshot()).toEqual(before);
});
