// All or nothing: a ref that only has to stand where it was is as binding as one that moves.
import { openRepository } from '@sluice/adapters/git/open-repository';
import { lines, repository } from '../../support/repository.ts';
import { removeAll } from '../../support/sandboxed.ts';

afterAll(removeAll);

test('nothing is written when a ref that has to stand was moved or deleted, and all of it when it stands', async () => {
  const repo = repository({ 'a.txt': lines() });
  repo.commit('claude/x', { 'x.txt': 'x\n' });
  const git = await openRepository(repo.path);
  try {
    const [main, head] = [(await git.resolve('main'))!, (await git.resolve('claude/x'))!];
    const create = { ref: 'refs/heads/sluice/checkpoint-1', from: null, to: head };
    const standing = (ref: string, oid: typeof main) => ({ ref, from: oid, to: oid });
    const before = repo.snapshot();
    expect(await git.updateRefs([standing('refs/heads/claude/x', main), create])).toBe(false);
    expect(await git.updateRefs([standing('refs/heads/claude/gone', head), create])).toBe(false);
    expect(repo.snapshot()).toEqual(before);
    expect(await git.updateRefs([standing('refs/heads/claude/x', head), create])).toBe(true);
    expect(repo.oid('sluice/checkpoint-1')).toBe(head);
    expect(await git.updateRefs([{ ...create, from: main, to: null }])).toBe(false);
    expect(await git.updateRefs([{ ...create, from: head, to: null }])).toBe(true);
  } finally {
    await git.close();
  }
});
