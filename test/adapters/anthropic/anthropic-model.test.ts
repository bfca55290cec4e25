// The real client library against a server that speaks the published API.
import { AnthropicModel } from '@sluice/adapters/anthropic/anthropic-model';
import type { ModelPatience } from '@sluice/adapters/anthropic/anthropic-options';
import { Anthropic } from '@anthropic-ai/sdk';
import { tokensOf, type ModelReply, type ModelQuestion } from '@sluice/model';
import {
  KEY,
  startMessagesApi,
  type MessagesApi,
  type Reply,
} from '../../support/messages-api/messages-api.ts';

const QUESTION: ModelQuestion = {
  rules: 'Answer by the schema. '.repeat(20),
  shared: 'What both questions have in common.',
  ask: 'What is it?',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['word'],
    properties: { word: { type: 'string' } },
  },
  maxTokens: 500,
};
const WORD: Reply = { kind: 'answer', value: { word: 'sluice' } };

let api: MessagesApi | null = null;
afterEach(async () => {
  await api?.close();
  api = null;
});

interface Made {
  readonly answer: ModelReply;
  readonly waited: readonly number[];
}

async function asked(
  replies: readonly Reply[],
  options: { key?: string; patience?: Partial<ModelPatience>; signal?: AbortSignal } = {},
): Promise<Made> {
  api = await startMessagesApi((_, n) => replies[Math.min(n, replies.length) - 1]!);
  const waited: number[] = [];
  const model = new AnthropicModel({
    key: options.key ?? KEY,
    model: 'claude-sonnet-5',
    url: api.url,
    patience: {
      wait: (seconds) => {
        waited.push(seconds);
        return Promise.resolve();
      },
      ...options.patience,
    },
  });
  return { answer: await model.ask(QUESTION, options.signal ?? new AbortController().signal), waited };
}

test('an answer comes as the text of the stream, with every token counted', async () => {
  const { answer } = await asked([WORD]);
  expect(answer).toMatchObject({ kind: 'answer', text: '{"word":"sluice"}' });
  expect(answer.usage.cacheWrite).toBeGreaterThan(0);
  expect(tokensOf(answer.usage)).toBeGreaterThan(100);
});

test('what comes again is marked to be kept, and no tool is offered', async () => {
  await asked([WORD]);
  const { body } = api!.asked[0]!;
  expect(body.system).toEqual([{ type: 'text', text: QUESTION.rules, cache_control: { type: 'ephemeral' } }]);
  expect(body.messages[0]!.content).toEqual([
    { type: 'text', text: QUESTION.shared, cache_control: { type: 'ephemeral' } },
    { type: 'text', text: QUESTION.ask },
  ]);
  expect(Object.keys(body).sort()).toEqual([
    'max_tokens',
    'messages',
    'model',
    'output_config',
    'stream',
    'system',
  ]);
});

test('a model that will not, and an answer that does not fit, are told apart from faults', async () => {
  expect((await asked([{ kind: 'declined', explanation: 'Not this.' }])).answer).toMatchObject({
    kind: 'declined',
    detail: 'Not this.',
  });
  await api!.close();
  expect((await asked([{ kind: 'truncated', text: '{"wo' }])).answer).toMatchObject({ kind: 'truncated' });
});

test.each([429, 500, 529] as const)('after %i it waits as it was told, and asks again', async (status) => {
  const { answer, waited } = await asked([{ kind: 'error', status, headers: { 'retry-after': '7' } }, WORD]);
  expect(answer.kind).toBe('answer');
  expect(api!.asked).toHaveLength(2);
  expect(waited).toHaveLength(1);
  expect(waited[0]).toBeGreaterThanOrEqual(7);
  expect(waited[0]).toBeLessThan(9);
});

test('without a word it backs off longer each time, and gives up with the reason', async () => {
  const { answer, waited } = await asked([{ kind: 'error', status: 529 }]);
  expect(answer).toMatchObject({ kind: 'failed', failure: 'overloaded' });
  expect(waited).toHaveLength(3);
  expect(waited[2]).toBeGreaterThan(waited[0]! * 2);
});

test('it does not sit out a limit that holds longer than it may wait', async () => {
  const reply: Reply = { kind: 'error', status: 429, headers: { 'retry-after': '3600' } };
  const { answer, waited } = await asked([reply, WORD]);
  expect(answer).toMatchObject({ kind: 'failed', failure: 'limited' });
  expect(waited).toEqual([]);
});

test.each([
  [{ kind: 'cut-off', text: '{"word": "slu' } as const],
  [{ kind: 'error-within', status: 529 } as const],
])('what breaks off within a stream is asked again, and both are paid for: %j', async (reply) => {
  const { answer } = await asked([reply, WORD]);
  const whole = await again(answer);
  expect(answer).toMatchObject({ kind: 'answer', text: '{"word":"sluice"}' });
  expect(tokensOf(answer.usage)).toBeGreaterThan(tokensOf(whole.usage));
});

async function again({ kind }: ModelReply): Promise<ModelReply> {
  expect(kind).toBe('answer');
  await api!.close();
  return (await asked([WORD])).answer;
}

test('a stream that falls silent ends by the clock', async () => {
  const { answer } = await asked([{ kind: 'silent', text: '{"wo' }], {
    patience: { idle: 0.2, attempts: 2 },
  });
  expect(answer).toMatchObject({ kind: 'failed', failure: 'slow' });
  expect(api!.asked).toHaveLength(2);
});

test('a wrong key is not tried twice, and is in no word that comes back', async () => {
  const { answer } = await asked([WORD], { key: 'sk-wrong-key-of-a-person' });
  expect(answer).toMatchObject({ kind: 'failed', failure: 'denied' });
  expect(JSON.stringify(answer)).not.toContain('sk-wrong-key');
  expect(JSON.stringify(answer)).toContain('[key]');
  expect(api!.asked).toHaveLength(0);
});

test('a request that the service refuses is not tried twice', async () => {
  const { answer, waited } = await asked([{ kind: 'error', status: 400, message: 'too long' }]);
  expect(answer).toMatchObject({
    kind: 'failed',
    failure: 'refused',
    detail: expect.stringContaining('too long'),
  });
  expect(waited).toEqual([]);
});

test('nobody there is an answer too', async () => {
  const gone = await startMessagesApi(() => WORD);
  await gone.close();
  const patience = { attempts: 2, wait: () => Promise.resolve() };
  const model = new AnthropicModel({ key: KEY, model: 'm', url: gone.url, patience });
  expect(await model.ask(QUESTION, new AbortController().signal)).toMatchObject({
    kind: 'failed',
    failure: 'unreachable',
  });
});

test('an answer without end is not read to its end', async () => {
  const { answer } = await asked([{ kind: 'text', text: 'x'.repeat(5_000_000) }]);
  expect(answer).toMatchObject({ kind: 'failed', failure: 'broken' });
  expect(api!.asked).toHaveLength(1);
});

test('a signal ends the wait with its reason', async () => {
  const stop = new AbortController();
  const reason = new Error('enough');
  setTimeout(() => stop.abort(reason), 100);
  await expect(asked([{ kind: 'silent', text: 'a' }], { signal: stop.signal })).rejects.toBe(reason);
});

describe('the server that stands in', () => {
  const client = (url: string): Anthropic => new Anthropic({ apiKey: KEY, baseURL: url, maxRetries: 0 });
  const plain = { model: 'm', max_tokens: 9, messages: [{ role: 'user' as const, content: 'hi' }] };

  test('answers without a stream too', async () => {
    api = await startMessagesApi(() => ({ kind: 'text', text: 'hello' }));
    const message = await client(api.url).messages.create(plain);
    expect(message.content).toEqual([{ type: 'text', text: 'hello', citations: null }]);
  });

  test.each<[object]>([
    [{ tools: [] }],
    [{ max_tokens: 0 }],
    [{ output_config: { format: { type: 'json_schema', schema: { type: 'object', properties: {} } } } }],
    [{ output_config: { format: { type: 'json_schema', schema: { type: 'string', maxLength: 3 } } } }],
  ])('refuses what the service refuses: %j', async (wrong: object) => {
    api = await startMessagesApi(() => ({ kind: 'text', text: 'hello' }));
    const request: typeof plain = { ...plain, ...wrong };
    await expect(client(api.url).messages.create(request)).rejects.toMatchObject({ status: 400 });
  });
});

test('an answer that repeats the key comes without it', async () => {
  const text = JSON.stringify({ word: KEY });
  const { answer } = await asked([{ kind: 'text', text }]);
  expect(answer).toMatchObject({ kind: 'answer', text: '{"word":"[key]"}' });
  const declined = await asked([{ kind: 'declined', explanation: `Not with ${KEY}.` }]);
  expect(declined.answer).toMatchObject({ kind: 'declined', detail: 'Not with [key].' });
});
