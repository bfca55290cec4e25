import { asOid, Fault } from '@sluice/model';
import type { CheckRunText } from '@sluice/ports';
import { closeAll, oid, opened } from './opened.ts';
import type { Reply, Script, Seen } from './scripted-github.ts';

afterEach(closeAll);

const PULLS = '/repos/acme/shop/pulls';
const CHECKS = '/repos/acme/shop/check-runs';
const ISSUES = '/repos/acme/shop/issues';
const HEAD = asOid(oid('1'));

const CHECK: CheckRunText = {
  name: 'sluice',
  headSha: HEAD,
  conclusion: 'success',
  title: 'Lands',
  summary: 's',
  detailsUrl: null,
  externalId: 'run-1',
};

function pull(more: object = {}): object {
  return {
    number: 12,
    html_url: 'https://github.com/acme/shop/pull/12',
    state: 'open',
    merged_at: null,
    title: 'Checkpoint 1',
    body: 'text',
    head: { ref: 'sluice/checkpoint-1', sha: HEAD },
    base: { ref: 'main' },
    user: { login: 'lander[bot]' },
    ...more,
  };
}

function issue(more: object = {}): object {
  return {
    number: 3,
    html_url: 'u',
    state: 'open',
    title: 'Alarm',
    body: 'words\n<!-- sluice alarm: abc -->',
    ...more,
  };
}

const REQUEST = { title: 'Checkpoint 1', body: 'text', head: 'sluice/checkpoint-1', base: 'main' };
const ALARM = { title: 'Alarm', body: 'words\n<!-- sluice alarm: abc -->', labels: ['sluice-alarm'] };

/** Everything after which a client cannot know whether it was carried out. */
const UNCLEAR: readonly (readonly [string, Reply])[] = [
  ['a reset', 'reset'],
  ['a 502', { status: 502, json: { message: 'Bad gateway' } }],
  ['an answer that is cut off', { cutAfter: '{"number": 12' }],
  ['silence', 'silence'],
];

interface Kept {
  readonly post: string;
  readonly list: string;
  /** The list's answer; without it, the bare list. */
  readonly wrap?: (all: object[]) => unknown;
  readonly make: () => object;
}

/** A forge that keeps what is posted, and answers the first post with the fault. */
function keeping({ post, list, wrap, make }: Kept, fault: Reply): Script {
  const all: object[] = [];
  return {
    [post]: () => {
      all.push(make());
      return all.length === 1 ? fault : { status: 201, json: make() };
    },
    [list]: () => ({ status: 200, json: wrap?.(all) ?? all }),
  };
}

const posts = (asked: readonly string[]): number => asked.filter((one) => one.startsWith('POST')).length;

describe.each(UNCLEAR)('after %s, what was carried out is found and not done again', (_, fault) => {
  const patience = { timeout: 0.3 };

  test('a pull request', async () => {
    const script = keeping({ post: `POST ${PULLS}`, list: `GET ${PULLS}`, make: pull }, fault);
    const { forge, github } = await opened(script, { patience });
    await expect(forge.createPullRequest(REQUEST)).resolves.toMatchObject({ number: 12, head: REQUEST.head });
    expect(github.asked()).toEqual([`POST ${PULLS}`, `GET ${PULLS}`]);
    expect(github.seen[1]!.query.get('head')).toBe('acme:sluice/checkpoint-1');
    expect(github.seen.every(({ authorization }) => authorization.includes('pr-token'))).toBe(true);
  });

  test('a check run', async () => {
    const list = `GET /repos/acme/shop/commits/${HEAD}/check-runs`;
    const wrap = (all: object[]): object => ({ total_count: all.length, check_runs: all });
    const make = (): object => ({ external_id: 'run-1' });
    const script = keeping({ post: `POST ${CHECKS}`, list, wrap, make }, fault);
    const { forge, github } = await opened(script, { patience });
    await forge.createCheckRun(CHECK);
    expect(github.asked()).toEqual([`POST ${CHECKS}`, list]);
  });

  test('an issue, by its marked block', async () => {
    const made = (): object =>
      issue({ title: 'Alarm (renamed)', body: 'more words\n<!-- sluice alarm: abc -->' });
    const script = keeping({ post: `POST ${ISSUES}`, list: `GET ${ISSUES}`, make: made }, fault);
    const { forge, github } = await opened(script, { patience });
    await expect(forge.createIssue(ALARM)).resolves.toMatchObject({ number: 3 });
    expect(posts(github.asked())).toBe(1);
  });

  test('a comment', async () => {
    const route = `${ISSUES}/12/comments`;
    const make = (): object => ({ body: 'Moved.' });
    const script = keeping({ post: `POST ${route}`, list: `GET ${route}`, make }, fault);
    const { forge, github } = await opened(script, { patience });
    await forge.comment(12, 'Moved.');
    expect(posts(github.asked())).toBe(1);
  });

  test('what was not carried out is done, once', async () => {
    let tries = 0;
    const { forge, github } = await opened(
      {
        [`POST ${PULLS}`]: () => ((tries += 1) === 1 ? fault : { status: 201, json: pull() }),
        [`GET ${PULLS}`]: [{ status: 200, json: [] }],
      },
      { patience },
    );
    await expect(forge.createPullRequest(REQUEST)).resolves.toMatchObject({ number: 12 });
    expect(github.asked()).toEqual([`POST ${PULLS}`, `GET ${PULLS}`, `POST ${PULLS}`]);
  });
});

test('a forge that stays unclear is FORGE_UNREACHABLE after three tries, each with a look before the next', async () => {
  const { forge, github } = await opened({
    [`POST ${PULLS}`]: ['reset'],
    [`GET ${PULLS}`]: [{ status: 200, json: [] }],
  });
  await expect(forge.createPullRequest(REQUEST)).rejects.toMatchObject({ code: 'FORGE_UNREACHABLE' });
  expect(github.asked()).toEqual(Array.from({ length: 3 }, () => [`POST ${PULLS}`, `GET ${PULLS}`]).flat());
});

test('a rate limit says that nothing was done: the write is sent again without a look', async () => {
  const limited: Reply = {
    status: 403,
    json: { message: 'secondary rate limit' },
    headers: { 'retry-after': '3' },
  };
  const { forge, github, waits } = await opened({
    [`POST ${PULLS}`]: [limited, { status: 201, json: pull() }],
  });
  await forge.createPullRequest(REQUEST);
  expect(github.asked()).toEqual([`POST ${PULLS}`, `POST ${PULLS}`]);
  expect(waits).toEqual([3]);
});

describe('a pull request that exists already', () => {
  const refused: Reply = {
    status: 422,
    json: { message: 'Validation Failed', errors: [{ message: 'already exists' }] },
  };

  test('with the same words is the answer', async () => {
    const { forge } = await opened({
      [`POST ${PULLS}`]: [refused],
      [`GET ${PULLS}`]: [{ status: 200, json: [pull()] }],
    });
    await expect(forge.createPullRequest(REQUEST)).resolves.toMatchObject({ number: 12 });
  });

  test('with other words is a conflict, and is not overwritten', async () => {
    const { forge, github } = await opened({
      [`POST ${PULLS}`]: [refused],
      [`GET ${PULLS}`]: [{ status: 200, json: [pull({ title: 'Other' })] }],
    });
    await expect(forge.createPullRequest(REQUEST)).rejects.toMatchObject({ code: 'FORGE_CONFLICT' });
    expect(github.asked().filter((one) => one.startsWith('PATCH'))).toEqual([]);
  });

  test('of another branch does not count, whatever the filter lets through', async () => {
    const other = pull({ head: { ref: 'sluice/checkpoint-2', sha: HEAD } });
    const { forge } = await opened({
      [`POST ${PULLS}`]: [refused],
      [`GET ${PULLS}`]: [{ status: 200, json: [other] }],
    });
    await expect(forge.createPullRequest(REQUEST)).rejects.toMatchObject({ code: 'FORGE_REFUSED' });
  });
});

test('writes that set something are repeated as they are', async () => {
  const bad: Reply = { status: 502, json: {} };
  const { forge, github } = await opened({
    [`PATCH ${PULLS}/12`]: [bad, { status: 200, json: pull() }],
    [`PATCH ${CHECKS}/5`]: ['reset', { status: 200, json: {} }],
    [`PATCH ${ISSUES}/3`]: [bad, { status: 200, json: issue() }],
    [`POST ${ISSUES}/12/labels`]: [bad, { status: 200, json: [] }],
  });
  await forge.updatePullRequest(12, { title: 'T', body: 'B' });
  await forge.closePullRequest(12);
  await forge.updateCheckRun(5, { ...CHECK, conclusion: null, detailsUrl: 'https://x.test/1' });
  await forge.updateIssue(3, { title: 'T', body: 'B' });
  await forge.addLabels(12, ['sluice']);
  await forge.addLabels(12, []);
  expect(bodies(github.seen)).toEqual([
    { title: 'T', body: 'B' },
    { title: 'T', body: 'B' },
    { state: 'closed' },
    ...twice({
      name: 'sluice',
      external_id: 'run-1',
      output: { title: 'Lands', summary: 's' },
      details_url: 'https://x.test/1',
      status: 'in_progress',
    }),
    ...twice({ title: 'T', body: 'B' }),
    ...twice({ labels: ['sluice'] }),
  ]);
});

test('writes go out one after another, however many are asked for at once', async () => {
  let open = 0;
  let most = 0;
  const { forge } = await opened({
    [`POST ${CHECKS}`]: async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return { status: 201, json: {} };
    },
  });
  await Promise.all(Array.from({ length: 20 }, async () => await forge.createCheckRun(CHECK)));
  expect(most).toBe(1);
  expect(forge.spent().rest).toBe(20);
});

test('more than 70 writes in a minute wait for their place', async () => {
  const { forge, waits } = await opened({ [`POST ${CHECKS}`]: [{ status: 201, json: {} }] });
  for (let count = 0; count < 70; count += 1) await forge.createCheckRun(CHECK);
  expect(waits).toEqual([]);
  await forge.createCheckRun(CHECK);
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThan(30);
});

test('one write that fails does not hold up the next', async () => {
  const { forge } = await opened({
    [`POST ${CHECKS}`]: [
      { status: 422, json: {} },
      { status: 201, json: {} },
    ],
  });
  const [first, second] = await Promise.allSettled([
    forge.createCheckRun(CHECK),
    forge.createCheckRun(CHECK),
  ]);
  expect((first as PromiseRejectedResult).reason).toBeInstanceOf(Fault);
  expect(second.status).toBe('fulfilled');
});

function bodies(seen: readonly Seen[]): unknown[] {
  return seen.map(({ body }) => body);
}

function twice<T>(value: T): T[] {
  return [value, value];
}
