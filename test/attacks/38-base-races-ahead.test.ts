// Attack 38: the base moves while branches are tested. What lands then is a tree that nobody has tested.
import { decodeMarker } from '@sluice/deliver';
import { lines, type Shop } from '../support/github/agents.ts';
import { race, REMEMBERS_THE_REFS, type Race } from '../support/github/race.ts';
import { weakenedToolkit } from '../support/github/weakened-toolkit.ts';
import { removeAll } from '../support/sandboxed.ts';

jest.setTimeout(300_000);

let run: Race | null = null;
afterEach(async () => {
  await run?.shop.close();
  run = null;
  removeAll();
});

async function moveBase(shop: Shop): Promise<void> {
  await shop.git('checkout', '--quiet', 'main');
  shop.write({ 'src/urgent.js': lines('export const urgent = true;') });
  await shop.commit('Repair it at once');
  await shop.push(['main'], shop.maintainerToken);
}

const treeOf = async (shop: Shop, commit: string) => (await shop.at('rev-parse', `${commit}^{tree}`)).trim();

test('a checkpoint on the old base is delivered where nobody asks, and lands as a tree that was never tested', async () => {
  run = await race(moveBase, await weakenedToolkit('deliver', [REMEMBERS_THE_REFS]));
  const { shop } = run;
  const [pull] = shop.pulls();
  const facts = decodeMarker(pull!.body);
  expect(facts).toMatchObject({ tree: await treeOf(shop, 'sluice/checkpoint') });
  const merged = await shop.api('PUT', `/pulls/${pull!.number}/merge`, {
    body: {},
    token: shop.maintainerToken,
  });
  expect(merged.status).toBe(200);
  expect(facts).not.toMatchObject({ tree: await treeOf(shop, 'main') });
});

test('the base is asked: it is not where it was, and nothing is written but that', async () => {
  run = await race(moveBase);
  const { shop, writes, told } = run;
  expect(writes).toEqual([]);
  expect(shop.pulls()).toEqual([]);
  expect(told?.summary).toMatch(/\boutdated\b/);
  expect(told?.summary).toMatch(/The base is at `[0-9a-f]{10}` now, not at `[0-9a-f]{10}`\./);
});
