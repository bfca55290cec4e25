import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runContext } from '@sluice/adapters/runner/run-context';
import { Fault } from '@sluice/model';
import { runnerEnvironment } from './runner-environment.ts';

let temp: string;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'sluice-test-'));
});
afterEach(() => rmSync(temp, { recursive: true }));

test('what the runner sets, as values', () => {
  const context = runContext(runnerEnvironment(temp));
  expect(context).toMatchObject({
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com/graphql',
    repository: 'acme/shop',
    repositoryId: 41,
    ownerId: 7,
    ref: 'refs/heads/main',
    eventName: 'push',
    runId: 30_000_000_001,
    runAttempt: 2,
    runUrl: 'https://github.com/acme/shop/actions/runs/30000000001',
    actionPath: null,
    hosted: true,
  });
});

test('the payload is read when it is asked for, and narrowed on the way', () => {
  const environment = runnerEnvironment(temp);
  const context = runContext(environment);
  writeFileSync(environment['GITHUB_EVENT_PATH']!, JSON.stringify({ pull_request: { number: 4 } }));
  expect(context.event().at('pull_request').integer('number')).toBe(4);
  expect(() => context.event().at('pull_request').text('title')).toThrow(Fault);
});

test.each(['{', ''])('a payload that is no JSON (%j) is a fault with a next step', (content) => {
  const environment = runnerEnvironment(temp);
  writeFileSync(environment['GITHUB_EVENT_PATH']!, content);
  expect(() => runContext(environment).event()).toThrow(/payload/);
});

test('outside a workflow: one fault that names everything that is missing', () => {
  const work = (): unknown => runContext({});
  expect(work).toThrow(Fault);
  expect(work).toThrow(/GITHUB_SERVER_URL is not set.*GITHUB_REPOSITORY is not set.*RUNNER_TEMP is not set/);
});

test.each([
  ['GITHUB_REPOSITORY', 'acme/shop/x'],
  ['GITHUB_REPOSITORY', '../shop'],
  ['GITHUB_REPOSITORY_ID', '41a'],
  ['GITHUB_REPOSITORY_ID', '0x29'],
  ['GITHUB_RUN_ID', '-1'],
  ['GITHUB_SHA', 'a'.repeat(41)],
  ['GITHUB_SHA', 'HEAD'],
  ['GITHUB_REF', 'main'],
  ['GITHUB_REF', 'refs/heads/a\n::add-mask::b'],
  ['GITHUB_API_URL', 'file:///etc'],
  ['GITHUB_API_URL', 'https://api.github.com?x='],
  ['GITHUB_EVENT_NAME', 'push;'],
])('%s=%j is refused', (name, value) => {
  expect(() => runContext({ ...runnerEnvironment(temp), [name]: value })).toThrow(Fault);
});
