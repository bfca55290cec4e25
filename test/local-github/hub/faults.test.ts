import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Seen } from '../../../packages/local-github/src/hub/http/injection.ts';
import { NAME, openWorld, REPO, type World } from './world.ts';

let world: World;
let sha: string;
beforeEach(async () => {
  world = await openWorld({ rateLimit: 20 });
  sha = world.write('main', { 'a.txt': 'a\n' });
});
afterEach(async () => {
  await world.close();
  expect(world.hub.violations).toEqual([]);
});

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('faults', () => {
  test('an injected answer replaces the next requests that match, and nothing is done', async () => {
    const { rest } = world.octokit();
    world.hub.inject({ operation: 'issues/create' }, { status: 429, headers: { 'retry-after': '1' } }, 2);
    for (let n = 0; n < 2; n += 1) {
      expect(await caught(rest.issues.create({ ...REPO, title: 'x' }))).toMatchObject({
        status: 429,
        response: { headers: { 'retry-after': '1' } },
      });
    }
    expect(world.repository.issues.size).toBe(0);
    expect((await rest.issues.create({ ...REPO, title: 'x' })).status).toBe(201);
  });

  test('a connection breaks before or after the work, or in the middle of the body', async () => {
    const { rest } = world.octokit();
    world.hub.inject({ kind: 'rest', method: 'POST' }, { reset: 'before' });
    expect(await caught(rest.issues.create({ ...REPO, title: 'x' }))).toBeInstanceOf(Error);
    expect(world.repository.issues.size).toBe(0);
    world.hub.inject({ path: /\/issues$/ }, { reset: 'after' });
    expect(await caught(rest.issues.create({ ...REPO, title: 'x' }))).toBeInstanceOf(Error);
    expect(world.repository.issues.size).toBe(1);
    world.hub.inject({ operation: 'repos/get' }, { truncate: 10 });
    // octokit takes a body that it cannot read for an empty text: no error.
    expect((await rest.repos.get(REPO)).data).toBe('');
    world.hub.inject({ operation: 'repos/get' }, { slow: 5 });
    expect((await rest.repos.get(REPO)).status).toBe(200);
  });

  test('a listener sees each write before it is done, and may break it off', async () => {
    const seen: Seen[] = [];
    let answer: 'drop' | undefined;
    world.hub.beforeWrite((write) => {
      seen.push(write);
      return answer;
    });
    const { rest } = world.octokit();
    await rest.repos.get(REPO);
    await rest.git.createRef({ ...REPO, ref: 'refs/heads/x', sha });
    await world.graphql()('query{viewer{login}}');
    answer = 'drop';
    expect(await caught(rest.git.createRef({ ...REPO, ref: 'refs/heads/y', sha }))).toBeInstanceOf(Error);
    expect(
      await caught(world.graphql()('mutation{closeIssue(input:{issueId:"x"}){issue{id}}}')),
    ).toBeInstanceOf(Error);
    expect(seen.map((write) => write.operation)).toEqual([
      'git/create-ref',
      'git/create-ref',
      'graphql/closeIssue',
    ]);
    expect((await rest.repos.listBranches(REPO)).data.map((one) => one.name)).toEqual(['main', 'x']);
  });

  test('the rate limit is told and enforced', async () => {
    const { rest } = world.octokit();
    const first = await rest.repos.get(REPO);
    expect(first.headers).toMatchObject({
      'x-ratelimit-limit': '20',
      'x-ratelimit-remaining': '19',
      'x-ratelimit-resource': 'core',
    });
    for (let n = 1; n < 20; n += 1) await rest.rateLimit.get();
    expect(await caught(rest.repos.get(REPO))).toMatchObject({
      status: 403,
      response: { headers: { 'x-ratelimit-remaining': '0' } },
    });
  });

  test('who has an answer already is told that it still holds', async () => {
    const { rest } = world.octokit();
    const { etag } = (await rest.repos.get(REPO)).headers;
    expect(await caught(rest.repos.get({ ...REPO, headers: { 'if-none-match': etag } }))).toMatchObject({
      status: 304,
    });
  });

  test('webhooks are signed', async () => {
    const received: { event: string; valid: boolean; body: { action?: string } }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const wanted = `sha256=${createHmac('sha256', 'secret').update(body).digest('hex')}`;
        const valid = request.headers['x-hub-signature-256'] === wanted;
        received.push({
          event: String(request.headers['x-github-event']),
          valid,
          body: JSON.parse(body) as object,
        });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { rest } = world.octokit();
    const config = { url: `http://127.0.0.1:${port}/`, secret: 'secret', content_type: 'json' };
    await rest.repos.createWebhook({ ...REPO, config, events: ['issues', 'push'] });
    await rest.issues.create({ ...REPO, title: 'x' });
    await rest.git.createRef({ ...REPO, ref: 'refs/heads/x', sha });
    await world.hub.stop();
    server.close();
    expect(new Set(received.map((one) => `${one.event} ${one.valid}`))).toEqual(
      new Set(['issues true', 'push true']),
    );
  });
});

describe('what does not fit the published description', () => {
  test('is answered with 500 and kept as a violation', async () => {
    const post = (body: object): Promise<Response> =>
      fetch(`${world.hub.url}/api/v3/repos/${NAME}/check-runs`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          authorization: `token ${world.token({ kind: 'app', permissions: { checks: 'write' } }).value}`,
        },
      });
    expect((await post({ name: 'x', head_sha: sha, conclusion: 'green' })).status).toBe(500);
    expect((await post({ name: 'x', head_sha: sha, colour: 'green' })).status).toBe(500);
    expect(world.hub.violations.splice(0)).toEqual([
      expect.stringContaining('/conclusion'),
      expect.stringContaining('colour'),
    ]);
    const query = await fetch(`${world.hub.url}/api/v3/repos/${NAME}?per_pag=3`, {
      headers: { authorization: `token ${world.admin.value}` },
    });
    expect(query.status).toBe(500);
    expect(world.hub.violations.splice(0)).toEqual([expect.stringContaining('per_pag')]);
  });
});
