import type { Token } from '@sluice/local-github/hub/state/tokens';
import { GitRemote } from '@sluice/adapters/git/git-remote';
import { makeBareRepository } from '@sluice/adapters/git/bare-repository';
import { asOid } from '@sluice/model';
import { NAME, openWorld, type World } from '../../local-github/hub/world.ts';
import { ownBranchesRuleset } from '../../../packages/cli/src/doctor/rulesets.ts';
import { bareCopy, repository } from '../../support/repository.ts';
import { directory, removeAll } from '../../support/sandboxed.ts';

const REF = 'refs/heads/sluice/checkpoint';

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
  removeAll();
});

test('only who knows what stands in a ref replaces it', async () => {
  const source = repository();
  source.commit('sluice/checkpoint', { 'ours.txt': 'ours\n' });
  source.commit('next', { 'next.txt': 'next\n' });
  source.commit('evil', { 'evil.txt': 'evil\n' });
  const origin = bareCopy(source);
  const at = (name: string) => asOid(origin.git('rev-parse', name));
  const [left, next, evil] = [at(REF), at('next'), at('evil')];
  const remote = new GitRemote(makeBareRepository(directory()), {
    url: `file://${origin.gitDir}`,
    token: null,
  });
  await remote.fetch([{ name: 'refs/heads/next', oid: next }]);
  origin.git('update-ref', REF, evil);

  await expect(remote.push({ ref: REF, from: left, to: next })).resolves.toBe('lost');
  await expect(remote.push({ ref: REF, from: null, to: next })).resolves.toBe('lost');
  expect(at(REF)).toBe(evil);
  await expect(remote.push({ ref: REF, from: evil, to: next })).resolves.toBe('done');
  expect(at(REF)).toBe(next);

  await expect(remote.push({ ref: REF, from: evil, to: null })).resolves.toBe('lost');
  expect(at(REF)).toBe(next);
  await expect(remote.push({ ref: REF, from: next, to: null })).resolves.toBe('done');
  expect(() => at(REF)).toThrow();
});

test('a push that a ruleset refuses is told as that, and not as a race or as bad luck', async () => {
  world = await openWorld();
  world.hub.createRuleset(NAME, { ...ownBranchesRuleset(), enforcement: 'active' });
  const place = (token: Token) => ({ url: world!.remote, token: token.value });
  const permissions = { contents: 'write' } as const;
  const tip = (await world.git(await world.clone(), ['rev-parse', 'HEAD'])).out.trim();
  const push = async (token: Token): Promise<string> => {
    const remote = new GitRemote(makeBareRepository(directory()), place(token));
    await remote.fetch([{ name: 'refs/heads/main', oid: asOid(tip) }]);
    return remote.push({ ref: REF, from: null, to: asOid(tip) });
  };
  await expect(push(world.token({ kind: 'app', login: 'agents', permissions }))).rejects.toMatchObject({
    code: 'FORGE_DENIED',
    message: expect.stringMatching(
      /^A ruleset refuses the push to refs\/heads\/sluice\/checkpoint: .*restricted/,
    ),
  });
  await expect(push(world.token({ kind: 'pat', login: 'bot', permissions }))).resolves.toBe('done');
});
