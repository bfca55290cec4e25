import { lines, PROJECT, Shop } from '../support/github/agents.ts';

jest.setTimeout(300_000);

let shop: Shop;

/** What a small repository has instead: the action at the root, in one job, started by hand. */
function oneJob(commit: string): string {
  return `name: Sluice
on: workflow_dispatch
permissions:
  actions: read
  checks: write
  contents: read
  issues: write
  pull-requests: read
jobs:
  sluice:
    runs-on: ubuntu-24.04
    environment: sluice
    steps:
      - uses: toolkit/sluice@${commit}
        with:
          pr-token: \${{ secrets.PR_CREATE_TOKEN }}
          toolkit-repository: toolkit/sluice
          toolkit-commits: ${commit}
`;
}

beforeAll(async () => {
  shop = await Shop.open({
    visibility: 'private',
    // As on github.com: GitHub signs for private repositories with roots that come with no package.
    trustRoot: 'repository',
    editWorkflows: (text, name) =>
      name === 'sluice.yml'
        ? oneJob(/extract\.yml@([0-9a-f]{40})|coordinate\.yml@([0-9a-f]{40})/.exec(text)!.at(-1)!)
        : text,
  });
  await shop.branch('claude/good', { 'src/good.js': lines('export const good = 1;') });
  await shop.branch('claude/red', {
    'src/price.js': PROJECT['src/price.js']!.replace('cents / 100', 'cents / 10'),
  });
  await shop.push(['claude/good', 'claude/red']);
  await shop.idle();
  await shop.coordinate();
  await shop.idle();
});
afterAll(() => shop.close());

test('the whole pipeline runs in one job of a private repository, under the other signing profile', async () => {
  expect(shop.failures()).toEqual([]);
  expect(shop.complaints).toEqual([]);
  expect(shop.pulls().map(({ state, head }) => [state, head])).toEqual([['open', 'sluice/checkpoint']]);
  expect((await shop.told('claude/good'))?.conclusion).toBe('success');
  expect((await shop.told('claude/red'))?.conclusion).toBe('failure');
});

test('its pull request says that one machine had both the token and the tests', () => {
  expect(shop.pulls()[0]!.body).toMatch(/one job/i);
});
