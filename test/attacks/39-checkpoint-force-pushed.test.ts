// Attack 39: the branch of a checkpoint is pushed to by force after it was validated: before a person merges it, or before
// the next delivery. The branch belongs to the bot, the check to a commit, and a push is a compare-and-swap.
import { checkRuleset, ownBranchesRuleset, reviewRuleset } from '../../packages/cli/src/doctor/rulesets.ts';
import { byHand, lines, Shop, SHOP } from '../support/github/agents.ts';
import { weakenedToolkit, type Weakness } from '../support/github/weakened-toolkit.ts';
import { removeAll } from '../support/sandboxed.ts';

jest.setTimeout(300_000);

const TAKES_ANY_BRANCH_FOR_ITS_OWN: Weakness = {
  file: 'packages/pipeline/src/stages/plan-delivery.ts',
  from: 'if (current && tip !== null && tip !== current.facts.commit) {',
  to: 'if (current && tip === null && current.facts.commit === null) {',
};

let shop: Shop;
let evils = 0;
afterEach(async () => {
  await shop.close();
  removeAll();
});

/** A shop with a checkpoint that is ready to be merged. */
async function open(checkout?: string): Promise<number> {
  shop = await Shop.open({ editWorkflows: byHand, ...(checkout === undefined ? {} : { checkout }) });
  await deliver('a');
  return shop.pulls()[0]!.number;
}

async function deliver(name: string): Promise<string | null> {
  await shop.branch(`claude/${name}`, { [`src/${name}.js`]: lines(`export const ${name} = 1;`) });
  await shop.push([`claude/${name}`]);
  await shop.idle();
  const { conclusion } = await shop.coordinate();
  await shop.idle();
  return conclusion;
}

async function forcePush(token: string): Promise<string> {
  await shop.git('checkout', '--quiet', '-B', 'evil', 'main');
  shop.write({ 'src/evil.js': lines(`export const evil = ${(evils += 1)};`) });
  const evil = await shop.commit('Evil');
  await shop.git('checkout', '--quiet', 'main');
  await shop.push(['evil:refs/heads/sluice/checkpoint'], token);
  return evil;
}

const merge = (number: number) =>
  shop.api('PUT', `/pulls/${number}/merge`, { body: {}, token: shop.prToken });
const alarms = () =>
  [...shop.forge.hub.repository(SHOP).issues.values()].filter(({ labels }) => labels.has('sluice-alarm'));

test('what an agent pushes over a checkpoint lands in an open repository; as doctor demands it, neither can be done', async () => {
  const number = await open();
  await forcePush(shop.agentToken);
  expect((await merge(number)).status).toBe(200);
  expect(await shop.at('show', 'main:src/evil.js')).toContain('evil');

  await shop.push([':refs/heads/sluice/checkpoint'], shop.maintainerToken);
  await shop.git('pull', '--quiet', '--ff-only', shop.remote(shop.maintainerToken), 'main');
  for (const ruleset of [reviewRuleset('main'), checkRuleset('main'), ownBranchesRuleset()])
    shop.forge.hub.createRuleset(SHOP, { ...ruleset, enforcement: 'active' });
  await deliver('b');
  const next = shop.pulls().find(({ state }) => state === 'open')!.number;
  const before = await shop.at('rev-parse', 'main');
  await expect(forcePush(shop.agentToken)).rejects.toThrow(/Cannot update this protected ref/);
  // A person can push there. That commit has no check, whoever approves it.
  await forcePush(shop.maintainerToken);
  const grace = shop.forge.hub.createToken({ kind: 'user', login: 'grace' }).value;
  await shop.api('POST', `/pulls/${next}/reviews`, { body: { event: 'APPROVE' }, token: grace });
  const refused = await merge(next);
  expect([refused.status, await refused.text()]).toEqual([
    405,
    expect.stringContaining('Required status check \\"Sluice\\" is expected'),
  ]);
  expect(await shop.at('rev-parse', 'main')).toBe(before);
});

test('a delivery that takes any branch for its own hides that somebody was there', async () => {
  await open(await weakenedToolkit('deliver', [TAKES_ANY_BRANCH_FOR_ITS_OWN]));
  await forcePush(shop.agentToken);
  expect(await deliver('b')).toBe('success');
  await expect(shop.at('show', 'sluice/checkpoint:src/evil.js')).rejects.toThrow();
  expect(alarms()).toEqual([]);
});

test('ours leaves it as it is, and tells of it', async () => {
  await open();
  const evil = await forcePush(shop.agentToken);
  expect(await deliver('b')).toBe('failure');
  expect((await shop.at('rev-parse', 'sluice/checkpoint')).trim()).toBe(evil);
  expect(alarms().map(({ title }) => title)).toEqual([
    'Sluice alarm: somebody else wrote to a checkpoint branch',
  ]);
  expect((await shop.told('claude/b'))?.summary).toContain('is not where Sluice left it');
});
