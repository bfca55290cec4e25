// What landed is held against what was validated after every push to the base: by a record that nobody else may have
// written, and until a person has explained it. Nothing protects the base here, so that all of it can be done.
import { decodeMarker, encodeMarker, type CheckpointFacts } from '@sluice/deliver';
import type { Oid } from '@sluice/model';
import { lines, Shop, SHOP } from '../support/github/agents.ts';

jest.setTimeout(600_000);

let shop: Shop;
let evils = 0;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

/** The open pull request of a checkpoint with a branch of that name. */
async function checkpointOf(name: string): Promise<number> {
  await shop.branch(`claude/${name}`, { [`src/${name}.js`]: lines(`export const ${name} = 1;`) });
  await shop.push([`claude/${name}`]);
  await shop.idle();
  const open = shop.pulls().filter(({ state }) => state === 'open');
  expect(open).toHaveLength(1);
  return open[0]!.number;
}

async function api(...request: Parameters<Shop['api']>): Promise<void> {
  const answer = await shop.api(...request);
  expect([request[1], answer.ok]).toEqual([request[1], true]);
}

/** A person merges; the push to the base is audited, and then the pipeline runs: how the audit and the run ended. */
async function merge(number: number): Promise<{ audit: string; run: string | null; summary: string }> {
  await api('PUT', `/pulls/${number}/merge`, { body: {}, token: shop.maintainerToken });
  await shop.idle();
  await shop.git('pull', '--quiet', '--ff-only', shop.remote(shop.maintainerToken), 'main');
  return lastAudit();
}

function lastAudit(): { audit: string; run: string | null; summary: string } {
  const run = shop.forge.runner
    .runs()
    .findLast(({ record }) => record.event === 'push' && record.name === 'Sluice')!;
  const job = run.jobs.find(({ name }) => /Audit/.test(name))!;
  return {
    audit: job.conclusion,
    run: run.conclusion,
    summary: Object.values(run.summaries).join('\n'),
  };
}

const bodyOf = (number: number): string => shop.pulls().find((pull) => pull.number === number)!.body;
const alarms = () =>
  [...shop.forge.hub.repository(SHOP).issues.values()].filter(({ labels }) => labels.has('sluice-alarm'));
const openAlarms = () => alarms().filter(({ state }) => state === 'open');
const close = (number: number, token: string) =>
  api('PATCH', `/issues/${number}`, { body: { state: 'closed' }, token });

/** A token as a workflow file on an agent branch can ask for it. */
const workflowToken = (): string =>
  shop.forge.hub.createToken({
    kind: 'job',
    permissions: { 'pull-requests': 'write', issues: 'write' },
    repositories: [SHOP],
  }).value;

test('a checkpoint that lands as it was validated is no alarm', async () => {
  const landed = await merge(await checkpointOf('first'));
  expect(landed).toMatchObject({ audit: 'success', run: 'success' });
  expect(landed.summary).toContain('the tree that was validated');
  expect(alarms()).toEqual([]);
});

test('what somebody pushed on top before the merge is told, and nothing is delivered after it', async () => {
  const number = await checkpointOf('second');
  await pushOnTop();
  const landed = await merge(number);
  expect(landed).toMatchObject({ audit: 'failure', run: 'failure' });
  expect(openAlarms().map(({ title }) => title)).toEqual([
    'Sluice alarm: what landed is not what was validated',
  ]);
  expect(openAlarms()[0]!.body).toContain('one tree was validated, and another one landed');
});

test('the next push finds it again and tells it once; a workflow that closes the alarm explains nothing', async () => {
  const [alarm] = openAlarms();
  const { body } = alarm!;
  await shop.push(['main'], shop.maintainerToken);
  await pushSomething('one');
  expect(lastAudit().audit).toBe('failure');
  expect(alarms().map((each) => each.body)).toEqual([body]);

  await close(alarm!.number, workflowToken());
  await pushSomething('two');
  expect(lastAudit().audit).toBe('failure');
  expect(openAlarms()).toHaveLength(1);
});

test('once a person has closed it, it is explained, and work goes on', async () => {
  // As the alarm of a later run would say: what stands there is nothing of Sluice.
  await shop.push([':refs/heads/sluice/checkpoint'], shop.maintainerToken);
  await close(openAlarms()[0]!.number, shop.maintainerToken);
  await pushSomething('three');
  expect(lastAudit()).toMatchObject({ audit: 'success', run: 'success' });
  expect(lastAudit().summary).toContain('**another tree**, explained');
  expect(openAlarms()).toEqual([]);
});

test('a record that was made to fit by somebody else is not believed, though the trees are the same', async () => {
  const number = await checkpointOf('third');
  const commit = await pushOnTop();
  const tree = (await shop.at('rev-parse', `${commit}^{tree}`)).trim() as Oid;
  const facts = decodeMarker(bodyOf(number)) as CheckpointFacts;
  const forged = encodeMarker({ ...facts, heads: facts.heads!, commit, tree });
  const body = bodyOf(number).replace(/<!-- sluice:checkpoint .*-->/, () => forged);
  await api('PATCH', `/pulls/${number}`, { body: { body }, token: workflowToken() });
  const landed = await merge(number);
  // Whoever goes by the record alone finds that all is well.
  expect(decodeMarker(bodyOf(number))).toMatchObject({
    tree: (await shop.at('rev-parse', 'main^{tree}')).trim(),
  });
  expect(await shop.at('show', 'main:src/evil.js')).toContain('evil');
  expect(landed).toMatchObject({ audit: 'failure', run: 'failure' });
  expect(openAlarms().map(({ title }) => title)).toEqual(['Sluice alarm: what landed could not be audited']);
  expect(openAlarms()[0]!.body).toMatch(/last changed by github-actions\\?\[bot\\?\], not by sluice-bot/);
  await close(openAlarms()[0]!.number, shop.maintainerToken);
  await shop.push([':refs/heads/sluice/checkpoint'], shop.maintainerToken);
});

test('a record that was taken out is an alarm, and no excuse', async () => {
  const number = await checkpointOf('fourth');
  await api('PATCH', `/pulls/${number}`, { body: { body: 'Looks fine.' }, token: workflowToken() });
  const landed = await merge(number);
  expect(landed).toMatchObject({ audit: 'failure', run: 'failure' });
  expect(openAlarms()[0]!.body).toContain('no record of what was validated');
  expect(shop.complaints).toEqual([]);
});

/** Somebody adds to the checkpoint after it was validated: the commit that is its head then. */
async function pushOnTop(): Promise<Oid> {
  await shop.git('fetch', '--quiet', shop.remote(shop.maintainerToken), 'sluice/checkpoint');
  await shop.git('checkout', '--quiet', '-B', 'more', 'FETCH_HEAD');
  evils += 1;
  shop.write({ 'src/evil.js': lines(`export const evil = ${evils};`) });
  const commit = await shop.commit('More');
  await shop.push(['more:refs/heads/sluice/checkpoint'], shop.maintainerToken);
  await shop.git('checkout', '--quiet', 'main');
  return commit as Oid;
}

/** A person pushes to the base, which nothing protects here. */
async function pushSomething(name: string): Promise<void> {
  shop.write({ [`docs/${name}.md`]: lines(name) });
  await shop.commit(`Write ${name}`);
  await shop.push(['main'], shop.maintainerToken);
  await shop.idle();
}
