import {
  askCritique,
  askSynthesis,
  critiqueShape,
  intentShape,
  Ledger,
  objections,
  readAnswer,
  synthesisShape,
  type Conflict,
  type Resolution,
} from '@sluice/synthesis';
import type { ModelPolicy, ModelQuestion } from '@sluice/model';
import { MODEL } from '../support/model-policy.ts';
import { requestProblems } from '../support/messages-api/request-schema.ts';

const CONFLICT: Conflict = {
  branch: 'claude/b',
  onto: ['claude/a'],
  strategy: 'fresh',
  files: [{ path: 'a.ts', base: 'let a = 1;\n', ours: 'let a = 2;\n', theirs: 'let a = 3;\n' }],
  documents: [],
  neighbours: [],
  intents: [],
};
const RESOLUTION: Resolution = {
  files: [{ path: 'a.ts', text: 'let a = both(2, 3);\n', lost: { ours: [], theirs: [] } }],
  documents: [],
  comments: [],
  glue: [],
  winner: 'neither',
  leftOut: [],
  why: '',
  confidence: 0.5,
};

test.each([
  ['no JSON', '{"sound": tru', /not JSON/],
  ['JSON of another form', '{"sound": "yes", "problems": []}', /not of the form .*sound/],
  [
    'more than was asked for',
    '{"sound": true, "problems": [], "suspicious": [], "run": "rm"}',
    /not of the form/,
  ],
  ['a value that poisons prototypes', '{"__proto__": {"sound": true}, "problems": []}', /not of the form/],
  ['deep nesting', `{"sound": true, "problems": ${'['.repeat(100_000)}`, /nested too deeply/],
  ['without end', `"${'x'.repeat(2_000_001)}"`, /too long/],
])('%s is no answer', (_, text, why) => {
  const reading = readAnswer(text, critiqueShape);
  expect(reading.ok ? '' : reading.why).toMatch(why);
});

test('brackets in texts are not nesting', () => {
  const text = JSON.stringify({
    sound: false,
    suspicious: [],
    problems: [{ quote: '[[[[[[[[[[[[[[["{', what: '' }],
  });
  expect(readAnswer(text, critiqueShape)).toMatchObject({ ok: true });
});

test('every question is one that the published interface takes, and its parts are stable', () => {
  for (const question of [askSynthesis(CONFLICT), askCritique(CONFLICT, RESOLUTION)]) {
    const { rules, shared, ask, schema, maxTokens } = question;
    const request = {
      model: 'm',
      max_tokens: maxTokens,
      system: rules,
      messages: [{ role: 'user', content: `${shared}${ask}` }],
      output_config: { format: { type: 'json_schema', schema } },
    };
    expect(requestProblems(request)).toEqual([]);
  }
  const [a, b] = [askSynthesis(CONFLICT), askSynthesis({ ...CONFLICT, strategy: 'port' })];
  expect([a.rules, a.shared]).toEqual([b.rules, b.shared]);
  expect(a.ask).not.toBe(b.ask);
  expect(askCritique(CONFLICT, RESOLUTION).shared).toBe(a.shared);
  expect([intentShape, synthesisShape].every((shape) => shape.def.type === 'object')).toBe(true);
});

test('an objection counts where it quotes what is there', () => {
  const problem = (quote: string) => ({ quote, what: 'Both values are lost.' });
  const found = {
    sound: false,
    suspicious: [],
    problems: [problem('let a = both(2, 3);'), problem('nowhere to be found')],
  };
  expect(objections(found, CONFLICT, RESOLUTION)).toEqual(['Both values are lost.']);
  expect(objections({ ...found, sound: true }, CONFLICT, RESOLUTION)).toEqual([]);
});

describe('the ledger', () => {
  const question: ModelQuestion = {
    rules: 'r'.repeat(300),
    shared: '',
    ask: 'a'.repeat(300),
    schema: {},
    maxTokens: 500,
  };
  const usage = { input: 100, output: 50, cacheWrite: 40, cacheRead: 1_000 };
  const policy = (over: Partial<ModelPolicy>): ModelPolicy => ({ ...MODEL, maxCost: null, ...over });

  test('counts every token at its price', () => {
    const ledger = new Ledger();
    ledger.spend(usage);
    ledger.spend(usage);
    expect(ledger.usage).toEqual({ input: 200, output: 100, cacheWrite: 80, cacheRead: 2_000 });
    expect(ledger.questions).toBe(2);
    const cost = ((200 + 80 * 1.25 + 2_000 * 0.1) * 10 + 100 * 100) / 1e6;
    expect(ledger.cost(policy({ priceIn: 10, priceOut: 100 }))).toBeCloseTo(cost, 10);
    expect(ledger.cost(policy({ priceIn: null }))).toBeNull();
  });

  test('refuses a question that could go over the limit of tokens or of cost', () => {
    const few = policy({ maxTokens: 1_000 });
    const ledger = new Ledger();
    expect(ledger.refuses(few, question)).toBeNull();
    ledger.spend({ ...usage, cacheRead: 300 });
    expect(ledger.refuses(few, question)).toMatch(/may use 1000 tokens, and 490 are used/);
    const cheap = policy({ maxTokens: 1e9, maxCost: 0.06, priceIn: 10, priceOut: 100 });
    expect(new Ledger().refuses(cheap, question)).toBeNull();
    ledger.spend({ input: 0, output: 100, cacheWrite: 0, cacheRead: 0 });
    expect(ledger.refuses(cheap, question)).toMatch(/may cost 0.06 US dollars, and 0.02 are spent/);
  });
});
