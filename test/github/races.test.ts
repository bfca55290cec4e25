import type { RunReport } from '@sluice/local-github/runner/report';
import { lines, Shop, SHOP } from '../support/github/agents.ts';

jest.setTimeout(300_000);

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const logsOf = (job: RegExp): string[] =>
  shop.forge.runner
    .runs()
    .flatMap(({ jobs }) => jobs.filter(({ name }) => job.test(name)).map(({ log }) => log));
const parentsOf = async (ref: string): Promise<string> =>
  (await shop.at('merge-base', 'refs/heads/main', ref)).trim();
const merged = async (): Promise<string[]> =>
  (
    await shop.at(
      'log',
      '--first-parent',
      '--format=%(trailers:key=Sluice-Agent-Branch,valueonly)',
      'main..sluice/checkpoint',
    )
  )
    .split('\n')
    .filter(Boolean)
    .toSorted();

test('a stage that fails once is run again, and nothing is done twice', async () => {
  shop.forge.runner.watch.failJob(/Deliver/, 1);
  await shop.branch('claude/a', { 'src/a.js': lines('export const a = 1;') });
  await shop.push(['claude/a']);
  await shop.idle();
  const failed = shop.forge.runner.runs().find(({ conclusion }) => conclusion === 'failure')!;
  expect(shop.pulls()).toEqual([]);
  const again = await shop.forge.runner.rerunFailed(failed.id);
  expect(again).toMatchObject({ attempt: 2, conclusion: 'success' });
  await shop.idle();
  expect(shop.pulls()).toHaveLength(1);
  const checks = [...shop.forge.hub.repository(SHOP).checkRuns.values()];
  expect(checks.filter(({ name }) => name === 'Sluice report')).toHaveLength(1);
  expect(checks.filter(({ name }) => name === 'Sluice')).toHaveLength(1);
});

const STAGES = ['Admit and cluster', 'Merge, slot', 'Validate', 'Deliver'];

test.each(STAGES)(
  'the stage %s, run again with all after it, gives the same and writes nothing',
  async (stage) => {
    const { hub, runner } = shop.forge;
    const [{ id }] = runner.runs().filter(({ record }) => record.name === 'Sluice') as [RunReport];
    const before = await shop.at('rev-parse', 'sluice/checkpoint');
    const writes: string[] = [];
    const end = hub.beforeWrite(({ kind, operation }) => {
      if (['rest', 'graphql', 'git'].includes(kind)) writes.push(operation);
    });
    // As the Actions tab does: the job, and those that need it.
    const stages = STAGES.slice(STAGES.indexOf(stage));
    const { conclusion } = await runner.rerunJobs(id, new RegExp(stages.join('|')));
    end();
    expect([conclusion, writes]).toEqual(['success', []]);
    const ran = runner.run(id).jobs.map(({ name }) => name);
    expect(stages.filter((each) => !ran.some((name) => name.includes(each)))).toEqual([]);
    expect(await shop.at('rev-parse', 'sluice/checkpoint')).toBe(before);
  },
);

test('the base that moves while tests run: nothing stale is delivered, and the next run is on the new base', async () => {
  const before = (await shop.at('rev-parse', 'sluice/checkpoint')).trim();
  shop.before(/Validate/, async () => {
    await shop.git('checkout', '--quiet', 'main');
    shop.write({ 'docs/news.md': lines('# News') });
    await shop.commit('Tell the news');
    expect((await shop.at('rev-parse', 'sluice/checkpoint')).trim()).toBe(before);
    await shop.push(['main'], shop.maintainerToken);
  });
  await shop.branch('claude/b', { 'src/b.js': lines('export const b = 1;') });
  await shop.push(['claude/b']);
  await shop.idle();
  expect(logsOf(/Deliver/).some((log) => /The base is at [0-9a-f]{10} now/.test(log))).toBe(true);
  expect(await parentsOf('sluice/checkpoint')).toBe((await shop.at('rev-parse', 'refs/heads/main')).trim());
  expect(await merged()).toEqual(['claude/a', 'claude/b']);
  expect(shop.pulls()).toHaveLength(1);
});

test('a branch that is pushed while candidates are made: the run does not take what it did not see, the next one does', async () => {
  shop.before(/Merge, slot/, async () => {
    await shop.branch('claude/b', { 'src/b.js': lines('export const b = 2;') });
    await shop.push(['claude/b']);
  });
  await shop.branch('claude/c', { 'src/c.js': lines('export const c = 1;') });
  await shop.push(['claude/c']);
  await shop.idle();
  expect(logsOf(/Deliver/).some((log) => /Its head is not the one|which moved/.test(log))).toBe(true);
  expect(await merged()).toEqual(['claude/a', 'claude/b', 'claude/c']);
  expect(await shop.at('show', 'sluice/checkpoint:src/b.js')).toContain('b = 2');
});

test('a checkpoint branch that somebody else pushed to is left alone, and an alarm tells of it', async () => {
  await shop.git('checkout', '--quiet', '-B', 'evil', 'main');
  shop.write({ 'src/evil.js': lines('export const evil = 1;') });
  const evil = await shop.commit('Evil');
  await shop.git('checkout', '--quiet', 'main');
  await shop.push(['evil:refs/heads/sluice/checkpoint'], shop.maintainerToken);
  const run = await shop.coordinate();
  expect(run.conclusion).toBe('failure');
  expect((await shop.at('rev-parse', 'sluice/checkpoint')).trim()).toBe(evil);
  const issues = [...shop.forge.hub.repository(SHOP).issues.values()].filter(({ labels }) =>
    labels.has('sluice-alarm'),
  );
  expect(issues.map(({ title, state }) => [title, state])).toEqual([
    ['Sluice alarm: somebody else wrote to a checkpoint branch', 'open'],
  ]);
  const again = await shop.coordinate();
  expect(again.conclusion).toBe('failure');
  const alarms = [...shop.forge.hub.repository(SHOP).issues.values()].filter(({ labels }) =>
    labels.has('sluice-alarm'),
  );
  expect(alarms).toHaveLength(1);
  expect(shop.complaints).toEqual([]);
});

test('the label stops everything before anything is written, and taking it away starts it again', async () => {
  const { hub } = shop.forge;
  const token = hub.createToken({ kind: 'user', login: 'on-call' }).value;
  const body = { title: 'Stop', labels: ['stop-claude'] };
  const opened = await shop.api('POST', '/issues', { body, token });
  const { number } = (await opened.json()) as { number: number };
  const writes: string[] = [];
  const end = hub.beforeWrite(({ kind, operation }) => {
    if (['rest', 'graphql', 'git'].includes(kind)) writes.push(operation);
  });
  const stopped = await shop.coordinate();
  end();
  expect(stopped.conclusion).toBe('success');
  expect(writes).toEqual([]);
  expect(Object.values(stopped.summaries).join('\n')).toContain(`#${number} carries the label stop-claude`);
});
