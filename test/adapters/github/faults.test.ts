import { Fault } from '@sluice/model';
import { closeAll, opened, REPOSITORY, REPOSITORY_JSON } from './opened.ts';
import type { Reply } from './scripted-github.ts';

afterEach(closeAll);

const GOOD: Reply = { status: 200, json: REPOSITORY_JSON };

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Fault)) throw error;
  return error;
}

function refusing(status: number, message: string, headers: Record<string, string> = {}): Reply {
  return { status, json: { message }, headers };
}

describe('an answer that is a refusal', () => {
  test('403: the permission is named as the forge names it, in the words of a workflow file', async () => {
    const headers = { 'x-accepted-github-permissions': 'pull_requests=read,contents=read; actions=write' };
    const { forge, github, waits } = await opened({
      [REPOSITORY]: [refusing(403, 'Resource not accessible by integration', headers)],
    });
    const fault = await faultOf(forge.repository());
    expect(fault.code).toBe('FORGE_DENIED');
    expect(fault.next).toContain('pull-requests: read and contents: read or actions: write');
    expect(github.seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test('403 without that header: the permission comes from our own table', async () => {
    const { forge } = await opened({
      'GET /repos/acme/shop/actions/runs/9': [refusing(403, 'Resource not accessible by integration')],
    });
    expect((await faultOf(forge.run(9))).next).toContain('`actions: read`');
  });

  test('403 with the last request used up is about the permission all the same', async () => {
    const { forge, waits } = await opened({
      [REPOSITORY]: [
        refusing(403, 'Resource not accessible by integration', {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3000),
        }),
      ],
    });
    expect((await faultOf(forge.repository())).code).toBe('FORGE_DENIED');
    expect(waits).toEqual([]);
  });

  test.each([
    [401, 'Bad credentials', 'FORGE_DENIED'],
    [404, 'Not Found', 'FORGE_MISSING'],
    [409, 'Conflict', 'FORGE_CONFLICT'],
    [410, 'Gone', 'FORGE_MISSING'],
    [422, 'Validation Failed', 'FORGE_REFUSED'],
    [451, 'Unavailable', 'FORGE_REFUSED'],
  ])('%i is %s: %s, and not sent again', async (status, message, code) => {
    const { forge, github } = await opened({ [REPOSITORY]: [refusing(status, message)] });
    const fault = await faultOf(forge.repository());
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(message);
    expect(github.seen).toHaveLength(1);
  });

  test('what the forge says is one line, whoever wrote it', async () => {
    const { forge } = await opened({ [REPOSITORY]: [refusing(422, 'a\n::add-mask::b\r\u001b[31m')] });
    expect((await faultOf(forge.repository())).message).not.toMatch(/\p{Cc}/u);
  });

  test.each([
    ['FORBIDDEN', 'Resource not accessible by integration', 'FORGE_DENIED'],
    ['NOT_FOUND', 'Could not resolve to a Repository', 'FORGE_MISSING'],
    ['', 'Field x does not exist', 'FORGE_ANSWER'],
  ])('GraphQL tells in the body: %s', async (type, message, code) => {
    const { forge } = await opened({
      'POST /graphql': [{ status: 200, json: { data: { repository: null }, errors: [{ type, message }] } }],
    });
    expect((await faultOf(forge.stopSignals('stop-claude', 'refs/heads/sluice/stop'))).code).toBe(code);
  });
});

describe('a rate limit', () => {
  test('429 with retry-after is waited for as long as it says', async () => {
    const { forge, waits } = await opened({
      [REPOSITORY]: [refusing(429, 'Slow down', { 'retry-after': '7' }), GOOD],
    });
    await expect(forge.repository()).resolves.toMatchObject({ id: 41, ownerId: 7, defaultBranch: 'main' });
    expect(waits).toEqual([7]);
  });

  test('retry-after may be a date', async () => {
    const now = Date.parse('2026-01-01T00:00:00Z') / 1000;
    const { forge, waits } = await opened(
      { [REPOSITORY]: [refusing(429, 'x', { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }), GOOD] },
      { patience: { now: () => now } },
    );
    await forge.repository();
    expect(waits).toEqual([9]);
  });

  test('403 with nothing remaining is waited for until the reset', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1020' };
    let now = 1000;
    const { forge, waits } = await opened(
      { [REPOSITORY]: [refusing(403, 'API rate limit exceeded', headers), GOOD] },
      {
        patience: {
          now: () => now,
          wait: async (seconds) => {
            now += seconds;
            waits.push(seconds);
            await Promise.resolve();
          },
        },
      },
    );
    await forge.repository();
    expect(waits).toEqual([21]);
  });

  test('a secondary limit without a time: a minute, then two', async () => {
    const limit = refusing(403, 'You have exceeded a secondary rate limit.');
    const { forge, waits } = await opened({ [REPOSITORY]: [limit, limit, GOOD] });
    await forge.repository();
    expect(waits).toEqual([60, 120]);
  });

  test('GraphQL: RATE_LIMITED with status 200', async () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1',
      'x-ratelimit-resource': 'graphql',
    };
    const limited = { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] };
    const data = { repository: { issues: { nodes: [] }, pullRequests: { nodes: [] }, ref: null } };
    const { forge, waits } = await opened({
      'POST /graphql': [
        { status: 200, json: limited, headers },
        { status: 200, json: { data } },
      ],
    });
    await expect(forge.stopSignals('stop', 'refs/heads/stop')).resolves.toEqual({ labelled: [], ref: false });
    expect(waits).toEqual([1]);
  });

  test('beyond the budget it is FORGE_LIMITED, with the time, and nothing is waited for', async () => {
    const { forge, github, waits } = await opened(
      { [REPOSITORY]: [refusing(429, 'Slow down', { 'retry-after': '3600' })] },
      { patience: { limitBudget: 60 } },
    );
    const fault = await faultOf(forge.repository());
    expect(fault.code).toBe('FORGE_LIMITED');
    expect(fault.next).toMatch(/after \d{4}-\d\d-\d\dT/);
    expect([github.seen.length, waits]).toEqual([1, []]);
  });

  test('the budget is for all requests together', async () => {
    const limit = refusing(429, 'Slow down', { 'retry-after': '40' });
    const { forge } = await opened(
      { [REPOSITORY]: [limit, GOOD], 'GET /repos/acme/shop/actions/runs/9': [limit] },
      { patience: { limitBudget: 60 } },
    );
    await forge.repository();
    expect((await faultOf(forge.run(9))).code).toBe('FORGE_LIMITED');
    expect(forge.spent().waited).toBe(40);
  });

  test('when an answer says that nothing is left, the next request is not even sent before the reset', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5000' };
    const { forge, github } = await opened(
      { [REPOSITORY]: [{ status: 200, json: REPOSITORY_JSON, headers }] },
      { patience: { now: () => 1000, limitBudget: 60 } },
    );
    await forge.repository();
    expect((await faultOf(forge.run(9))).code).toBe('FORGE_LIMITED');
    expect(github.asked()).toEqual([REPOSITORY]);
  });
});

describe('a fault that may pass', () => {
  const troubles: readonly (readonly [string, Reply])[] = [
    ['500', refusing(500, 'Oops')],
    ['502', refusing(502, 'Bad gateway')],
    ['503', refusing(503, 'Unavailable')],
    ['a reset', 'reset'],
    ['a body that ends early', { cutAfter: '{"id": 41, "na' }],
    ['JSON that ends early', { status: 200, json: '{"id": 41, "na' }],
    ['no answer in time', 'silence'],
  ];

  test.each(troubles)('%s: asked again, with longer and longer pauses', async (_, trouble) => {
    const { forge, github, waits } = await opened(
      { [REPOSITORY]: [trouble, trouble, GOOD] },
      { patience: { timeout: 0.3 } },
    );
    await expect(forge.repository()).resolves.toMatchObject({ id: 41 });
    expect(github.seen).toHaveLength(3);
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBeGreaterThan(waits[0]! * 1.5);
  });

  test.each(troubles)('%s for ever: FORGE_UNREACHABLE', async (_, trouble) => {
    const { forge, github } = await opened(
      { [REPOSITORY]: [trouble] },
      { patience: { timeout: 0.3, attempts: 3 } },
    );
    expect((await faultOf(forge.repository())).code).toBe('FORGE_UNREACHABLE');
    expect(github.seen).toHaveLength(3);
  });

  test.each(troubles)('%s of a GraphQL query', async (_, trouble) => {
    const data = { repository: { issues: { nodes: [] }, pullRequests: { nodes: [] }, ref: null } };
    const { forge } = await opened(
      { 'POST /graphql': [trouble, { status: 200, json: { data } }] },
      { patience: { timeout: 0.3 } },
    );
    await expect(forge.stopSignals('stop', 'refs/heads/stop')).resolves.toEqual({ labelled: [], ref: false });
  });

  test('nobody listens', async () => {
    const { forge, github } = await opened({}, { patience: { attempts: 2 } });
    await github.close();
    expect((await faultOf(forge.repository())).code).toBe('FORGE_UNREACHABLE');
  });

  test('a cancelled run does not go on waiting', async () => {
    const cancelled = new AbortController();
    const { forge } = await opened({ [REPOSITORY]: ['silence'] }, { signal: cancelled.signal });
    const work = faultOf(forge.repository());
    setTimeout(() => cancelled.abort(), 50);
    expect((await work).code).toBe('INTERRUPTED');
  });
});

describe('an answer of another form', () => {
  test.each([
    ['an id that is a text', { ...REPOSITORY_JSON, id: '41' }, 'id'],
    [
      'an id that no double can hold',
      JSON.stringify({ ...REPOSITORY_JSON, id: 1 }).replace('"id":1', '"id":99999999999999999'),
      'id',
    ],
    ['a missing owner', { ...REPOSITORY_JSON, owner: null }, 'owner'],
    ['an unknown visibility', { ...REPOSITORY_JSON, visibility: 'secret' }, 'visibility'],
    ['a list', [], 'object'],
  ])('%s is FORGE_ANSWER that names the place', async (_, json, place) => {
    const { forge } = await opened({ [REPOSITORY]: [{ status: 200, json }] });
    const fault = await faultOf(forge.repository());
    expect(fault.code).toBe('FORGE_ANSWER');
    expect(fault.message).toContain(place);
  });

  test('a stop ref that nobody looked up is no answer', async () => {
    const data = { repository: { issues: { nodes: [] }, pullRequests: { nodes: [] } } };
    const { forge } = await opened({ 'POST /graphql': [{ status: 200, json: { data } }] });
    expect((await faultOf(forge.stopSignals('stop', 'refs/heads/stop'))).code).toBe('FORGE_ANSWER');
  });
});

test('without PR_CREATE_TOKEN nothing is sent, and the secret is named', async () => {
  const { forge, github } = await opened({}, { writeToken: null });
  const fault = await faultOf(forge.createPullRequest({ title: 't', body: 'b', head: 'h', base: 'main' }));
  expect(fault.code).toBe('FORGE_DENIED');
  expect(fault.message).toContain('PR_CREATE_TOKEN');
  expect(github.seen).toEqual([]);
});
