// The whole way, with the real client library: a conflict that no rule can resolve is put to a model, and what stands every
// check is offered to a person. The model is a server on this machine that speaks the published interface.
import { resultOf, sluice, outcomes, type Finished } from '../support/cli.ts';
import { KEY, startMessagesApi, type MessagesApi, type Reply } from '../support/messages-api/messages-api.ts';
import { replying, resolutionOf } from '../support/messages-api/question-kind.ts';
import { BOTH, LOAD, POLICY, README, twoAgents } from '../support/messages-api/two-agents.ts';
import type { Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

let api: MessagesApi | null = null;
afterEach(async () => {
  await api?.close();
  api = null;
});

type Replying = Parameters<typeof startMessagesApi>[0];

async function ask(repo: Repository, reply: Replying, args: readonly string[] = []): Promise<Finished> {
  api = await startMessagesApi(reply);
  const env = { ANTHROPIC_API_KEY: KEY };
  return sluice(['run', '--repo', repo.path, '--model-url', api.url, ...args], { env });
}

const offers = (repo: Repository): string[] =>
  repo.refs().filter((line) => line.includes('refs/sluice/candidates/'));
const good = (): Reply => resolutionOf({ files: [{ path: LOAD, text: BOTH }] });
const modelOf = (run: Finished) => resultOf(run).model!;

test('an answer with the work of both is offered as a ref, and never lands by itself', async () => {
  const repo = twoAgents();
  const before = repo.snapshot();
  const run = await ask(repo, replying(good));
  expect(outcomes(run)).toEqual({ 'claude/limits': 'held conflict', 'claude/retries': 'landed merged' });
  const { resolutions, questions, tokens, skipped } = modelOf(run);
  expect(resolutions).toMatchObject([
    { branch: 'claude/limits', strategy: 'port', dropped: [], winner: 'candidate' },
  ]);
  expect({ questions, skipped }).toEqual({ questions: 1, skipped: '' });
  expect(tokens.input + tokens.cacheWrite).toBeGreaterThan(500);
  const { ref, candidate } = resolutions[0]!;
  expect(repo.show(ref, LOAD)).toBe(BOTH);
  expect(repo.show(ref, 'limits.txt')).toBe('five seconds\n');
  expect(repo.show('sluice/checkpoint-1', LOAD)).not.toContain('TIMEOUT');
  expect(resultOf(run).candidates.find(({ id }) => id === candidate)).toMatchObject({
    strategy: 'synthesised',
    complete: false,
  });
  expect(repo.git('log', '-1', '--format=%B', ref)).toMatch(
    /Written by the language model claude-sonnet-5 \(port\); read it/,
  );
  expect(repo.git('merge-base', '--is-ancestor', 'claude/limits', ref)).toBe('');
  expect(repo.snapshot()).toEqual(before);
});

test('no tool is offered, and everything by others is between marks', async () => {
  await ask(twoAgents(), replying(good));
  const { body } = api!.asked[0]!;
  expect(body).not.toHaveProperty('tools');
  expect(JSON.stringify(body)).not.toContain(KEY);
  const [content] = body.messages.map((message) => message.content as { text: string }[]);
  const shared = content![0]!.text;
  const mark = /^<(data-[0-9a-f]{24}) /.exec(shared)![1]!;
  const outside = shared.replaceAll(new RegExp(`<${mark} [^>]*>\\n[^]*?\\n</${mark}>`, 'g'), '').trim();
  expect(outside).toBe('');
  expect(content![1]!.text).not.toMatch(/retry|TIMEOUT|limits/);
});

test('glue is told in the commit and in the result, and a stale document is corrected with it', async () => {
  const comment = '// Joins retries and the time limit.';
  const text = BOTH.replace('module.exports', `${comment}\nconst patience = 3 * TIMEOUT;\n\nmodule.exports`);
  const corrected = README.replace('once and waits for ever', 'three times and waits five seconds each');
  const repo = twoAgents();
  const run = await ask(
    repo,
    replying(() =>
      resolutionOf({
        files: [{ path: LOAD, text }],
        glue: [{ path: LOAD, comment, why: 'Callers may want to know how long it can take.' }],
        documents: [{ path: 'README.md', text: corrected, why: 'It asks more than once now.' }],
      }),
    ),
  );
  const [row] = modelOf(run).resolutions;
  expect(row).toMatchObject({
    dropped: [],
    glue: [{ path: LOAD, comment }],
    documents: [{ path: 'README.md' }],
  });
  expect(repo.show(row!.ref, 'README.md')).toBe(corrected);
  const message = repo.git('log', '-1', '--format=%B', row!.ref).replace(/\s+/g, ' ');
  expect(message).toContain('Glue in src/load.js: Callers may want to know how long it can take.');
  expect(message).toContain('Corrected README.md: It asks more than once now.');
});

test('an answer that fails the tests is dropped, and says so', async () => {
  const broken = BOTH.replace('send(url)), 3', 'send(url + url)), 3');
  const repo = twoAgents();
  const run = await ask(
    repo,
    replying(() => resolutionOf({ files: [{ path: LOAD, text: broken }] })),
  );
  expect(modelOf(run).resolutions[0]!.dropped).toEqual(['test fails with it (exit status 1)']);
  expect(offers(repo)).toHaveLength(resultOf(run).candidates.filter(({ complete }) => !complete).length);
  expect(resultOf(run).candidates.some(({ strategy }) => strategy === 'synthesised')).toBe(false);
});

test('each strategy is a question of its own, of which the beginning is the same', async () => {
  const policy = POLICY.replace('intents: off', 'intents: off, strategies: [convention, fresh, port]');
  const run = await ask(twoAgents({ policy }), replying(good));
  const [first, ...rest] = api!.asked.map(({ body }) => [
    body.system,
    (body.messages[0]!.content as unknown[])[0],
  ]);
  expect(rest).toEqual([first, first]);
  expect(modelOf(run).resolutions.map(({ strategy, dropped }) => [strategy, dropped])).toEqual([
    ['convention', []],
    ['fresh', ['another strategy came to the same']],
    ['port', ['another strategy came to the same']],
  ]);
});

test('a critique that objects to what is there stands in the way', async () => {
  const policy = POLICY.replace('intents: off', 'intents: off, critique: true');
  const critique = (): Reply => ({
    kind: 'answer',
    value: {
      sound: false,
      problems: [{ quote: 'within(TIMEOUT, send(url))', what: 'It waits too long.' }],
      suspicious: [],
    },
  });
  const objected = await ask(twoAgents({ policy }), replying(good, { critique }));
  expect(modelOf(objected).resolutions[0]!.dropped).toEqual(['the critique objects: It waits too long.']);
  await api!.close();
  const content = await ask(twoAgents({ policy }), replying(good));
  expect(modelOf(content)).toMatchObject({ questions: 2, resolutions: [{ dropped: [] }] });
});

describe('without an answer everything else is as it was', () => {
  const landed = { 'claude/limits': 'held conflict', 'claude/retries': 'landed merged' };

  test('no key', async () => {
    const run = await sluice(['run', '--repo', twoAgents().path], { env: { ANTHROPIC_API_KEY: undefined } });
    expect(outcomes(run)).toEqual(landed);
    expect(modelOf(run)).toMatchObject({ questions: 0, skipped: 'ANTHROPIC_API_KEY is not set' });
    expect(run.stdout).toMatch(/ANTHROPIC_API_KEY is not set/);
  });

  test('a policy that wants none', async () => {
    const repo = twoAgents({ policy: 'tiers: []\nmerge: {min-confidence: 1}\n' });
    const run = await ask(repo, replying(good));
    expect(outcomes(run)).toEqual(landed);
    expect(resultOf(run).model).toBeNull();
    expect(api!.asked).toEqual([]);
  });

  test('a plan', async () => {
    api = await startMessagesApi(replying(good));
    const run = await sluice(['plan', '--repo', twoAgents().path, '--model-url', api.url], {
      env: { ANTHROPIC_API_KEY: KEY },
    });
    expect(modelOf(run).skipped).toBe('a plan asks nothing');
    expect(api.asked).toEqual([]);
  });

  test('a budget that does not reach', async () => {
    const policy = POLICY.replace('intents: off', 'intents: off, max-tokens: 1000');
    const run = await ask(twoAgents({ policy }), replying(good));
    expect(outcomes(run)).toEqual(landed);
    expect(modelOf(run).skipped).toMatch(
      /the budget is used up: the run may use 1000 tokens, and 0 are used/,
    );
    expect(api!.asked).toEqual([]);
  });

  test.each<[string, Reply, RegExp]>([
    ['a refusal', { kind: 'declined', explanation: 'Not this one.' }, /the model declines: Not this one\./],
    ['a truncated answer', { kind: 'truncated', text: '{"possible": tr' }, /longer than it may be/],
    ['a wrong form', { kind: 'text', text: '{"files": "all of them"}' }, /not of the form/],
    ['no JSON', { kind: 'text', text: 'Sure! Here is the merge:' }, /it is not JSON/],
    ['deep nesting', { kind: 'text', text: '['.repeat(50_000) }, /nested too deeply/],
    [
      'a refused request',
      { kind: 'error', status: 400, message: 'prompt is too long' },
      /no answer \(refused\)/,
    ],
  ])('%s', async (_, reply, why) => {
    const repo = twoAgents();
    const run = await ask(repo, () => reply);
    expect(outcomes(run)).toEqual(landed);
    expect(modelOf(run).resolutions[0]!.dropped[0]).toMatch(why);
    expect(run.code).toBe(2);
  });

  test('a key that is wrong', async () => {
    api = await startMessagesApi(replying(good));
    const env = { ANTHROPIC_API_KEY: 'sk-of-somebody-else-entirely' };
    const run = await sluice(['run', '--repo', twoAgents().path, '--model-url', api.url], { env });
    expect(outcomes(run)).toEqual(landed);
    expect(modelOf(run).skipped).toMatch(/no answer \(denied\): 401 .*\[key\]/);
  });
});

test('a key goes nowhere but over an encrypted connection, or stays here', async () => {
  for (const url of ['http://example.org', 'ftp://example.org', 'nonsense', 'https://user@example.org']) {
    const run = await sluice(['run', '--repo', twoAgents().path, '--model-url', url], {
      env: { ANTHROPIC_API_KEY: KEY },
    });
    expect(run.stderr).toMatch(/OPTION_INVALID.*--model-url/);
  }
});
