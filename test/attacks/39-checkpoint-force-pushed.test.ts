import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRemote } from '@sluice/adapters/git/git-remote';
import { makeBareRepository } from '@sluice/adapters/git/bare-repository';
import { asOid } from '@sluice/model';
import { bareCopy, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

const REF = 'refs/heads/sluice/checkpoint';
let origin: Repository;
let directory: string;

beforeEach(() => {
  const source = repository();
  source.commit('sluice/checkpoint', { 'ours.txt': 'ours\n' });
  source.commit('next', { 'next.txt': 'next\n' });
  source.commit('evil', { 'evil.txt': 'evil\n' });
  origin = bareCopy(source);
  directory = mkdtempSync(join(tmpdir(), 'sluice-race-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  removeAll();
});

const at = (name: string) => asOid(origin.git('rev-parse', name));

test('a push by force hides that somebody else wrote to the branch; a push by compare-and-swap does not', async () => {
  const left = at(REF);
  const next = at('next');
  const evil = at('evil');
  const remote = new GitRemote(makeBareRepository(directory), {
    url: `file://${origin.gitDir}`,
    token: null,
  });
  await remote.fetch([{ name: 'refs/heads/next', oid: next }]);
  origin.git('update-ref', REF, evil);

  // The attack: nobody will ever see what stood there.
  const forced = bareCopy(origin);
  forced.git('update-ref', REF, next);
  expect(forced.git('rev-parse', REF)).toBe(next);

  await expect(remote.push({ ref: REF, from: left, to: next })).resolves.toBe('lost');
  expect(at(REF)).toBe(evil);
  await expect(remote.push({ ref: REF, from: null, to: next })).resolves.toBe('lost');
  expect(at(REF)).toBe(evil);
  // Only who knows what stands there replaces it.
  await expect(remote.push({ ref: REF, from: evil, to: next })).resolves.toBe('done');
  expect(at(REF)).toBe(next);
});
