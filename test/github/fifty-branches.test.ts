// A burst of pushes, through the workflow files as they are: the work is done once, in few requests.
import { DEFAULT_POLICY } from '@sluice/config';
import { landMany, type Landing } from '../support/github/many-branches.ts';
import { Shop } from '../support/github/agents.ts';

jest.setTimeout(300_000);

const COUNT = 50;

let shop: Shop;
let landing: Landing;

beforeAll(async () => {
  shop = await Shop.open();
  landing = await landMany(shop, COUNT);
  // No time is asserted: it is the machine's.
  process.stderr.write(`${COUNT} branches in ${landing.seconds.toFixed(1)} s\n`);
});
afterAll(() => shop.close());

test('all fifty are in one checkpoint, and every one is told', () => {
  expect(shop.failures()).toEqual([]);
  expect(shop.complaints).toEqual([]);
  expect(shop.pulls()).toHaveLength(1);
  expect(new Set(landing.landed).size).toBe(COUNT);
  expect(landing.counts.operations['checks/create']).toBe(COUNT + 1);
});

test('three calls a branch are enough', () => {
  expect(landing.callsPerBranch).toBeLessThanOrEqual(3);
  expect(landing.callsPerBranch).toBeGreaterThan(1);
});

test('the burst is tested and delivered once, however many manifests it made', () => {
  const jobs = shop.forge.runner.runs().flatMap((run) => run.jobs);
  const ran = (name: RegExp): number =>
    jobs.filter((job) => name.test(job.name) && job.conclusion === 'success').length;
  expect(ran(/Extract/)).toBe(COUNT);
  expect([ran(/Validate/), ran(/Deliver/)]).toEqual([1, 1]);
});

test('every artifact is within its limit, by far', () => {
  const { manifestKb, objectsMb } = DEFAULT_POLICY.admission;
  const most = (name: string): number =>
    name === 'sluice-manifest'
      ? manifestKb * 1024
      : name === 'sluice-objects'
        ? objectsMb * 1_048_576
        : 1_048_576;
  const over = landing.artifacts.filter(({ name, size }) => size > most(name) / 4);
  expect(over).toEqual([]);
  expect(landing.artifacts.filter(({ name }) => name === 'sluice-manifest')).toHaveLength(COUNT);
});
