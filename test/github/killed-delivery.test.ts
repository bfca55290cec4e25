// The job that writes may end at any moment: its machine goes away, somebody cancels it, the network breaks. It is killed
// at every request in turn, before the request is carried out and after it was, and then run again.
import { setTimeout } from 'node:timers/promises';
import type { RequestListener } from '@sluice/local-github/hub/hub';
import { byHand, lines, PROJECT, Shop } from '../support/github/agents.ts';
import {
  refsOf,
  restoreState,
  saveState,
  seenState,
  type ForgeState,
} from '../support/github/forge-state.ts';

jest.setTimeout(900_000);

/** The `nth` request of an operation in a delivery, from 1. */
interface Request {
  readonly operation: string;
  readonly nth: number;
  readonly isWrite: boolean;
}
type Moment = 'before' | 'after';

const QUIET_MS = 200;

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({
    // Started by hand, so that a run is alone with what it does.
    editWorkflows: byHand,
  });
  await shop.branch('claude/a', { 'src/a.js': lines('export const a = 1;') });
  await shop.branch('claude/note', { 'src/note.js': lines('export const note = "thanks";') });
  await shop.branch('claude/same', {
    'src/note.js': lines('export const note = "cheers";'),
    'src/more.js': lines('export const more = 1;'),
  });
  await shop.push(['claude/a', 'claude/note', 'claude/same']);
  await shop.idle();
});
afterAll(() => shop.close());

/** Everything up to delivery, which fails before its first step: the id of the run. */
async function undelivered(): Promise<number> {
  shop.forge.runner.watch.failJob(/Deliver/, 1);
  const { id, conclusion } = await shop.coordinate();
  expect(conclusion).toBe('failure');
  return id;
}

async function deliver(runId: number): Promise<string | null> {
  const { conclusion } = await shop.forge.runner.rerunJobs(runId, /Deliver/);
  return conclusion;
}

async function seen(): Promise<unknown> {
  return seenState(shop, await refsOf(shop));
}

/** Tells the requests of a delivery apart, though how often the kill switch is read depends on the time. */
class Requests {
  readonly #counts = new Map<string, number>();

  next({ operation, path, kind, method }: Parameters<RequestListener>[0]): Request {
    const name = kind === 'git' ? `${operation} ${method} ${path.split('/').at(-1)}` : operation;
    const nth = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, nth);
    return { operation: name, nth, isWrite: /\/(?:create|update)$|POST git-receive-pack$/.test(name) };
  }
}

/** The requests of one undisturbed delivery. */
async function requestsOf(runId: number): Promise<Request[]> {
  const told: Request[] = [];
  const requests = new Requests();
  const end = shop.forge.hub.onRequest((request, moment) => {
    if (moment === 'before') told.push(requests.next(request));
  });
  try {
    expect(await deliver(runId)).toBe('success');
  } finally {
    end();
  }
  return told;
}

/**
 * Kills the job at a request: the request is lost, or only its answer. False: this time the request was not made, since
 * the kill switch had been read a moment before.
 */
async function killAt(runId: number, wanted: Request, moment: Moment): Promise<boolean> {
  const requests = new Requests();
  const begun = new WeakMap<object, Request>();
  let jobId = 0;
  let isKilled = false;
  let lastSeen = 0;
  const endSteps = shop.forge.runner.watch.steps((notice) => void (jobId = notice.jobId));
  const endRequests = shop.forge.hub.onRequest((request, now) => {
    lastSeen = performance.now();
    if (now === 'before') begun.set(request, requests.next(request));
    const current = begun.get(request);
    const isIt = current?.operation === wanted.operation && current.nth === wanted.nth && now === moment;
    if (isIt && !isKilled) {
      isKilled = true;
      shop.forge.runner.killJob(jobId);
    }
    // Nothing that a process which is about to end still sends arrives.
    return isKilled ? 'drop' : undefined;
  });
  try {
    expect(await deliver(runId)).toBe(isKilled ? 'failure' : 'success');
    // git sends a push again whose connection ends, and that can be on its way when its process is gone.
    while (performance.now() - lastSeen < QUIET_MS) await setTimeout(QUIET_MS / 4);
  } finally {
    endRequests();
    endSteps();
  }
  return isKilled;
}

/**
 * Kills at each of these requests, runs again, and holds the end against that of a run that nobody disturbed. What a kill
 * leaves behind is all that the next run has of it: where two leave the same, it is run again once.
 */
async function killEverywhere(
  runId: number,
  before: ForgeState,
  given: { readonly requests: readonly Request[]; readonly expected: unknown },
): Promise<{ readonly killed: number; readonly changed: number; readonly left: number }> {
  await restoreState(shop, before);
  const untouched = JSON.stringify(await seen());
  const left = new Set<string>();
  const told = { killed: 0, changed: 0 };
  for (const request of given.requests) {
    // A request that only reads leaves the same behind before and after it.
    for (const moment of request.isWrite ? (['before', 'after'] as const) : (['before'] as const)) {
      await restoreState(shop, before);
      if (!(await killAt(runId, request, moment))) {
        expect({ ...request, isKilled: false }).toMatchObject({ isWrite: false });
        continue;
      }
      told.killed += 1;
      // Where nothing was written yet, running again is the undisturbed run itself.
      const state = JSON.stringify(await seen());
      if (state === untouched) continue;
      told.changed += 1;
      if (left.has(state)) continue;
      left.add(state);
      expect(await deliver(runId)).toBe('success');
      expect({ request, moment, state: await seen() }).toEqual({ request, moment, state: given.expected });
    }
  }
  return { ...told, left: left.size };
}

test('a first delivery that is killed at any request and run again ends as one that was not disturbed', async () => {
  const runId = await undelivered();
  const before = await saveState(shop);
  const requests = await requestsOf(runId);
  const expected = await seen();
  const writes = requests.filter(({ isWrite }) => isWrite).map(({ operation }) => operation);
  expect(writes).toEqual([
    'git/push POST git-receive-pack',
    'pulls/create',
    ...Array.from({ length: 4 }, () => 'checks/create'),
  ]);
  const { killed, changed, left } = await killEverywhere(runId, before, { requests, expected });
  expect(killed).toBeGreaterThan(30);
  // After each write, and before each but the first.
  expect(changed).toBeGreaterThanOrEqual(writes.length * 2 - 1);
  expect(left).toBeGreaterThanOrEqual(writes.length);
  expect(shop.complaints).toEqual([]);
});

test('an update of its pull request, the same', async () => {
  await shop.branch('claude/b', { 'src/b.js': lines('export const b = 1;') });
  await shop.push(['claude/b']);
  await shop.idle();
  const runId = await undelivered();
  const before = await saveState(shop);
  // All checks are written by one loop, which the test above covers.
  const writes = (await requestsOf(runId)).filter(({ isWrite }) => isWrite).slice(0, 3);
  const expected = await seen();
  expect(writes.map(({ operation }) => operation)).toEqual([
    'git/push POST git-receive-pack',
    'pulls/update',
    expect.stringMatching(/^checks\//),
  ]);
  const { changed, left } = await killEverywhere(runId, before, { requests: writes, expected });
  expect(changed).toBe(writes.length * 2 - 1);
  expect(left).toBe(writes.length);
  expect(shop.complaints).toEqual([]);
});

test('a checkpoint of which nothing is fit to land any more, the same', async () => {
  const red = PROJECT['src/price.js']!.replace('cents / 100', 'cents / 10');
  const names = ['a', 'note', 'same', 'b'].map((name) => `claude/${name}`);
  for (const name of names) await shop.branch(name, { 'src/price.js': `${red}// ${name}\n` });
  await shop.push(names);
  await shop.idle();
  const runId = await undelivered();
  const before = await saveState(shop);
  const writes = (await requestsOf(runId)).filter(({ isWrite }) => isWrite).slice(0, 3);
  const expected = await seen();
  expect(shop.pulls().map(({ state }) => state)).toEqual(['closed']);
  expect(writes.map(({ operation }) => operation)).toEqual([
    'pulls/update',
    'pulls/update',
    expect.stringMatching(/^checks\//),
  ]);
  const { changed, left } = await killEverywhere(runId, before, { requests: writes, expected });
  expect(changed).toBe(writes.length * 2 - 1);
  expect(left).toBe(writes.length);
  expect(shop.complaints).toEqual([]);
});
