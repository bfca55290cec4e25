// Attack 37: a branch is verified and tested, and pushed to before it is delivered. Everything is bound to commits and
// trees, and the refs are read again: what was looked at lands, or nothing.
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

/** The agent takes back what it did: nobody shall land it any more. */
async function pushAgain(shop: Shop): Promise<void> {
  await shop.branch('claude/a', { 'src/a.js': lines('export const a = 2;') });
  await shop.push(['claude/a']);
}

test('who goes by the refs as they were verified delivers what the branch does not hold any more', async () => {
  run = await race(pushAgain, await weakenedToolkit('deliver', [REMEMBERS_THE_REFS]));
  const { shop, head } = run;
  expect(shop.failures()).toEqual([]);
  expect(shop.pulls().map(({ state }) => state)).toEqual(['open']);
  expect((await shop.at('rev-parse', 'claude/a')).trim()).not.toBe(head);
  expect(await shop.at('show', 'sluice/checkpoint:src/a.js')).toContain('a = 1');
});

test('the refs are read again: the branch moved, and nothing is written but that', async () => {
  run = await race(pushAgain);
  const { shop, writes, told } = run;
  expect(writes).toEqual([]);
  expect(shop.pulls()).toEqual([]);
  await expect(shop.at('rev-parse', '--verify', 'sluice/checkpoint')).rejects.toThrow();
  expect(told?.summary).toMatch(/\bmoved\b/);
  expect(told?.summary).toContain('Its head is not the one that was validated.');
});
