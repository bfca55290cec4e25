// Jobs of a run share one artifact service: whoever breaks out of the sandbox of one could put a file of its own where the
// next one looks. The digest that goes through job outputs binds each file to the job that was to write it.
import { byHand, lines, PROJECT, Shop } from '../support/github/agents.ts';
import { replacePayload } from '../support/github/artifacts.ts';
import { weakenedToolkit, type Weakness } from '../support/github/weakened-toolkit.ts';
import { removeAll } from '../support/sandboxed.ts';

jest.setTimeout(300_000);

const TAKES_ANY_FILE: Weakness = {
  file: 'packages/model/src/envelope.ts',
  from: 'if (actual !== expected.digest) throw',
  to: 'if (actual === "") throw',
};

let shop: Shop;
afterEach(async () => {
  await shop.close();
  removeAll();
});

interface Delivery {
  readonly conclusion: string | null;
  readonly log: string;
  readonly writes: readonly string[];
}

/** A branch that is well and one whose tests fail; before delivery the verdict is replaced by one that likes the latter. */
async function deliverForged(checkout?: string): Promise<Delivery> {
  shop = await Shop.open({ editWorkflows: byHand, ...(checkout === undefined ? {} : { checkout }) });
  await shop.branch('claude/good', { 'src/good.js': lines('export const good = 1;') });
  await shop.branch('claude/red', {
    'src/price.js': PROJECT['src/price.js']!.replace('cents / 100', 'cents / 10'),
  });
  await shop.push(['claude/good', 'claude/red']);
  await shop.idle();
  const head = (await shop.at('rev-parse', 'claude/red')).trim();
  const tree = (await shop.at('rev-parse', 'claude/red^{tree}')).trim();
  const writes: string[] = [];
  shop.before(/Deliver/, async () => {
    replacePayload(shop, { name: 'sluice-verdict-1', kind: 'verdict' }, (verdict) => ({
      ...verdict,
      accepted: [{ branch: 'claude/red', head, strategy: 'independent-set', whole: true }],
      tree,
      result: {
        ...verdict.result,
        validations: verdict.result.validations.map((each) => ({ ...each, tree, ended: 'exit', exit: 0 })),
      },
    }));
    shop.forge.hub.beforeWrite(({ kind, operation }) => {
      if (['rest', 'graphql', 'git'].includes(kind)) writes.push(operation);
    });
  });
  const run = await shop.coordinate();
  await shop.idle();
  const log = run.jobs.find(({ name }) => /Deliver/.test(name))!.log;
  return { conclusion: run.conclusion, log, writes };
}

test('who takes the file that is there delivers a branch whose tests failed', async () => {
  const { conclusion } = await deliverForged(await weakenedToolkit('deliver', [TAKES_ANY_FILE]));
  expect([conclusion, shop.failures()]).toEqual(['success', []]);
  expect(await shop.at('show', 'sluice/checkpoint:src/price.js')).toContain('cents / 10;');
});

test('a file with another digest than the outputs of its job tell is refused, and nothing is written', async () => {
  const { conclusion, log, writes } = await deliverForged();
  expect(conclusion).toBe('failure');
  expect(log).toMatch(/ENVELOPE_INVALID|The verdict of this run cannot be believed: its digest is/);
  expect(writes).toEqual([]);
  expect(shop.pulls()).toEqual([]);
});
