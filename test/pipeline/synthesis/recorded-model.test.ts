// What one job was answered, and another job finds in its record.
import fc from 'fast-check';
import {
  NO_TOKENS,
  questionDigest,
  type ModelAnswer,
  type ModelPolicy,
  type ModelQuestion,
  type ModelRecord,
} from '@sluice/model';
import type { LanguageModel } from '@sluice/ports';
import { recordedModel, RecordingModel } from '../../../packages/pipeline/src/synthesis/recorded-model.ts';
import { MODEL } from '../../support/model-policy.ts';

const signal = new AbortController().signal;
const policy: ModelPolicy = { ...MODEL, name: 'm' };
const question = (ask: string): ModelQuestion => ({
  rules: 'r',
  shared: '',
  ask,
  schema: { type: 'object' },
  maxTokens: 10,
});
const echo: LanguageModel = {
  name: 'm',
  ask: ({ ask }) => Promise.resolve({ kind: 'answer', text: ask.toUpperCase(), usage: NO_TOKENS }),
};

function recording(times: readonly number[] = [0], known: ModelRecord | null = null): RecordingModel {
  let at = 0;
  const now = (): number => times[Math.min(at++, times.length - 1)]!;
  return new RecordingModel(echo, { clock: { now } as never, seconds: 60, known });
}

function opened(record: Parameters<typeof recordedModel>[0]): LanguageModel {
  const model = recordedModel(record)(policy);
  if (typeof model === 'string') throw new Error(model);
  return model;
}

test('every question that was asked is answered the same, in any order, and no other is', async () => {
  const words = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(words, async ([other, ...asked]) => {
      const model = recording();
      const answers = new Map<string, ModelAnswer>();
      for (const each of asked) answers.set(each, await model.ask(question(each), signal));
      const again = opened(JSON.parse(JSON.stringify(model.record(''))) as never);
      for (const each of asked.toReversed())
        expect(await again.ask(question(each), signal)).toEqual(answers.get(each));
      expect(await again.ask(question(other!), signal)).toMatchObject({ kind: 'unasked', last: false });
    }),
  );
});

test('a question that differs in its schema alone is another', async () => {
  const model = recording();
  await model.ask(question('a'), signal);
  const again = opened(model.record(''));
  const answer = await again.ask({ ...question('a'), schema: { type: 'array' } }, signal);
  expect(answer.kind).toBe('unasked');
});

test('where the asking was cut short, the reason is given, and nothing more is asked', async () => {
  const model = recording();
  await model.ask(question('a'), signal);
  const again = opened(model.record('the budget is used up'));
  expect(await again.ask(question('b'), signal)).toEqual({
    kind: 'unasked',
    why: 'the budget is used up',
    last: true,
  });
});

test('what was answered in an earlier run is not asked again, even late, and costs nothing; what failed is asked', async () => {
  const usage = { ...NO_TOKENS, input: 7 };
  const given = (ask: string, answer: ModelRecord['answers'][number]['answer']) => ({
    question: questionDigest('m', question(ask)),
    answer,
  });
  const known: ModelRecord = {
    name: 'm',
    skipped: '',
    answers: [
      given('a', { kind: 'answer', text: 'from before', usage }),
      given('b', { kind: 'failed', failure: 'slow', detail: '', usage }),
      given('unused', { kind: 'answer', text: 'from before', usage }),
    ],
  };
  const model = recording([0, 0, 100], known);
  expect(await model.ask(question('b'), signal)).toMatchObject({ text: 'B' });
  expect(await model.ask(question('c'), signal)).toMatchObject({ kind: 'unasked' });
  expect(await model.ask(question('a'), signal)).toEqual({
    kind: 'answer',
    text: 'from before',
    usage: NO_TOKENS,
  });
  // Only what this run asks for is carried on.
  expect(model.record('').answers.map(({ question: digest }) => digest)).toEqual(
    ['b', 'a'].map((ask) => questionDigest('m', question(ask))),
  );
});

test('when the time is over nothing more is asked', async () => {
  const model = recording([0, 60, 61]);
  expect((await model.ask(question('a'), signal)).kind).toBe('answer');
  expect(await model.ask(question('b'), signal)).toMatchObject({ kind: 'unasked', last: true });
  expect(model.record('').answers).toHaveLength(1);
});

test.each([
  [{ name: 'm', skipped: 'there is no key', answers: [] }, 'there is no key'],
  [{ name: 'other', skipped: '', answers: [] }, 'another model was asked: other'],
])('a record of nothing says why', (record, why) => {
  expect(recordedModel(record)(policy)).toBe(why);
});
