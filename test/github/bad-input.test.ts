// What goes wrong around a run, seen from outside: each branch is told its reason, and the others land all the same.
import { checkRuleset, ownBranchesRuleset, reviewRuleset } from '../../packages/cli/src/doctor/rulesets.ts';
import { byHand, lines, Shop, SHOP } from '../support/github/agents.ts';

jest.setTimeout(600_000);

let shop: Shop;

/** Manifests are made at pushes; the pipeline is started by hand, so that a test can spoil something in between. */
beforeAll(async () => {
  shop = await Shop.open({ editWorkflows: byHand });
  const { hub } = shop.forge;
  for (const ruleset of [reviewRuleset('main'), checkRuleset('main'), ownBranchesRuleset()])
    hub.createRuleset(SHOP, { ...ruleset, enforcement: 'active' });
  for (const name of ['good', 'expired', 'damaged', 'token']) {
    await shop.branch(`claude/${name}`, { [`src/${name}.js`]: lines(`export const ${name} = 1;`) });
  }
  await shop.push(['claude/good', 'claude/expired', 'claude/damaged']);
  // As a workflow of the repository would push, with its own token: that starts no workflow.
  const token = hub.createToken({ kind: 'job', permissions: { contents: 'write' }, repositories: [SHOP] });
  await shop.push(['claude/token'], token.value);
  await shop.idle();
  artifactOf('claude/expired').expiresAt = new Date(0);
  const blob = shop.forge.hub.state.blobs.get(artifactOf('claude/damaged').blob)!;
  // One byte in the middle of the archive.
  blob[blob.length >> 1]! ^= 0xff;
  await shop.coordinate();
  await shop.idle();
});
afterAll(() => shop.close());

function artifactOf(branch: string) {
  const { runs, artifacts } = shop.forge.hub.repository(SHOP);
  const run = [...runs.values()].find(({ record }) => record.headBranch === branch)!;
  return [...artifacts.values()].find(({ runId }) => runId === run.record.id)!;
}

async function landed(): Promise<string[]> {
  const told = await shop.at(
    'log',
    '--first-parent',
    '--format=%(trailers:key=Sluice-Agent-Branch,valueonly)',
    'main..sluice/checkpoint',
  );
  return told.split('\n').filter(Boolean).toSorted();
}

test('the one that is well lands, on a base that nobody may push to', async () => {
  expect(shop.failures()).toEqual([]);
  expect(await landed()).toEqual(['claude/good']);
  expect(shop.pulls().map(({ state }) => state)).toEqual(['open']);
});

test('agents can push to no branch of Sluice but the one that stops', async () => {
  const before = await shop.at('rev-parse', 'sluice/checkpoint');
  for (const ref of ['sluice/checkpoint', 'sluice/state', 'sluice/checkpoint-7/x']) {
    await expect(shop.push([`claude/good:refs/heads/${ref}`])).rejects.toThrow(/ref/);
  }
  expect(await shop.at('rev-parse', 'sluice/checkpoint')).toBe(before);
  await shop.push(['claude/good:refs/heads/sluice/stop']);
  await shop.push([':refs/heads/sluice/stop']);
});

test('a branch that a workflow pushed with its own token is told why it has no manifest', async () => {
  const told = await shop.told('claude/token');
  expect(told?.summary).toContain('no-manifest');
  expect(told?.summary).toMatch(/a push by the token of a workflow starts none/);
});

test('a manifest that has expired counts as none', async () => {
  expect((await shop.told('claude/expired'))?.summary).toContain('no-manifest');
});

test('an archive that is not what was uploaded is not believed', async () => {
  const told = await shop.told('claude/damaged');
  expect([told?.conclusion, told?.summary.includes('untrusted')]).toEqual(['failure', true]);
});

test('a pull request that a person closed stays closed, until there is something else to land', async () => {
  const { number } = shop.pulls()[0]!;
  const closed = { body: { state: 'closed' }, token: shop.maintainerToken };
  expect((await shop.api('PATCH', `/pulls/${number}`, closed)).status).toBe(200);
  await shop.coordinate();
  await shop.idle();
  expect(shop.pulls().map(({ state }) => state)).toEqual(['closed']);
  expect((await shop.told('claude/good'))?.summary).toContain('closed-by-person');

  await shop.branch('claude/more', { 'src/more.js': lines('export const more = 1;') });
  await shop.push(['claude/more']);
  await shop.idle();
  await shop.coordinate();
  await shop.idle();
  expect(shop.pulls().map(({ state }) => state)).toEqual(['closed', 'open']);
  expect(await landed()).toEqual(['claude/good', 'claude/more']);
});

test('a pull request of people lands by an approval and an administrator; the bot can not land one', async () => {
  await shop.git('checkout', '--quiet', '-B', 'upgrade', 'main');
  shop.write({ 'docs/upgrade.md': lines('# Upgrade') });
  await shop.commit('Upgrade');
  await shop.git('checkout', '--quiet', 'main');
  await shop.push(['upgrade'], shop.maintainerToken);
  const person = (login: string) => shop.forge.hub.createToken({ kind: 'user', login }).value;
  const opened = await shop.api('POST', '/pulls', {
    body: { title: 'Upgrade', head: 'upgrade', base: 'main' },
    token: shop.maintainerToken,
  });
  const { number } = (await opened.json()) as { number: number };
  const merge = (token: string) => shop.api('PUT', `/pulls/${number}/merge`, { body: {}, token });
  // The administrator who wrote it may go around the check, and not around the review.
  expect((await merge(shop.maintainerToken)).status).toBe(405);
  await shop.api('POST', `/pulls/${number}/reviews`, { body: { event: 'APPROVE' }, token: person('grace') });
  const refused = await merge(shop.prToken);
  expect([refused.status, await refused.text()]).toEqual([
    405,
    expect.stringContaining('Required status check \\"Sluice\\" is expected'),
  ]);
  expect((await merge(shop.maintainerToken)).status).toBe(200);
  await shop.idle();
});

test('the forge found nothing wrong with what it was asked', () => {
  expect(shop.failures()).toEqual([]);
  expect(shop.complaints).toEqual([]);
});
