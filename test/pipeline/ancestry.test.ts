import { ancestryOf } from '../../packages/pipeline/src/ancestry.ts';
import { randomHistory } from '../support/random-history.ts';
import { inRepository, removeHistories, writeHistory } from '../support/written-history.ts';

afterEach(removeHistories);

function lines(printed: string): string[] {
  return printed.split('\n').filter(Boolean).toSorted();
}

describe('the ancestry of a branch', () => {
  test('is what git says: its commits, where it left the base, and its oldest commits', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const history = writeHistory(randomHistory(seed));
      await inRepository(history, async (git) => {
        const refs = await git.refs();
        const base = refs.find(({ name }) => name === 'refs/heads/main')!.oid;
        const heads = refs.filter(({ oid }) => oid !== base).map(({ oid }) => oid);
        const commits = new Map((await git.history(base, heads)).map((commit) => [commit.oid, commit]));
        for (const head of heads) {
          const { own, forks, roots } = ancestryOf(head, commits);
          expect([...own].toSorted()).toEqual(lines(history.git('rev-list', head, `^${base}`)));
          expect(forks).toEqual(
            expect.arrayContaining(lines(history.git('merge-base', '--all', base, head))),
          );
          const parentless = [...own].filter((oid) =>
            commits.get(oid)!.parents.every((parent) => !own.has(parent)),
          );
          expect(roots.toSorted()).toEqual(parentless.toSorted());
        }
      });
    }
  });

  test('has no fork where it shares nothing with the base', () => {
    const history = writeHistory([
      { name: 'base', branch: 'main', parents: [], edits: { f: '1' } },
      { name: 'b', branch: 'b', parents: [], edits: { f: '2' } },
      { name: 'c', branch: 'c', parents: ['base'], edits: { g: '3' } },
    ]);
    return inRepository(history, async (git) => {
      const head = (await git.resolve('b'))!;
      const commits = new Map(
        (await git.history((await git.resolve('main'))!, [head])).map((commit) => [commit.oid, commit]),
      );
      expect(ancestryOf(head, commits)).toEqual({ own: new Set([head]), forks: [], roots: [head] });
    });
  });
});
