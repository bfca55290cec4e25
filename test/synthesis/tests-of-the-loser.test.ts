// Port the loser: nothing that the losing side offered is dropped, its tests first of all. Where both sides changed one file
// of tests, the answer is that file too, and the easiest way to make it pass is to take a test out.
import { openEngine } from '@sluice/engine';
import { checkSynthesis, type AnswerTools, type Conflict, type SynthesisAnswer } from '@sluice/synthesis';

const PATH = 'test/load.test.js';
const HEAD = `const { test } = require('node:test');
const assert = require('node:assert');
const { load } = require('../src/load');

`;
const FIRST = `test('it loads', () => {
  assert.equal(load('x'), 'page x');
});
`;
const RETRIES = `
test('it is asked three times', () => {
  assert.equal(load('x', { times: 3 }), 'page x');
});
`;
const LIMITS = `
test('it gives up after five seconds', () => {
  assert.equal(load('x', { ms: 5000 }), 'page x');
  assert.throws(() => load('slow', { ms: 5000 }));
});
`;
const CONFLICT: Conflict = {
  branch: 'claude/limits',
  onto: ['claude/retries'],
  strategy: 'port',
  files: [{ path: PATH, base: HEAD + FIRST, ours: HEAD + FIRST + RETRIES, theirs: HEAD + FIRST + LIMITS }],
  documents: [],
  neighbours: [],
  intents: [],
};

let tools: AnswerTools;
beforeAll(async () => {
  const engine = await openEngine();
  tools = {
    parses: (path, text) => engine.parses(path, text),
    lossOf: (sides, text) => engine.findLoss(sides, text),
  };
});

function why(text: string): string {
  const answer: SynthesisAnswer = {
    possible: true,
    why: '',
    winner: 'candidate',
    files: [{ path: PATH, text }],
    documents: [],
    glue: [],
    leftOut: [],
    confidence: 1,
    suspicious: [],
  };
  const checked = checkSynthesis(answer, CONFLICT, tools);
  return checked.kind === 'dropped' ? checked.why.join('; ') : '';
}

test('all tests of both sides are sound', () => {
  expect(why(HEAD + FIRST + RETRIES + LIMITS)).toBe('');
});

test.each([
  ['a test of the loser is gone', RETRIES],
  ['one of its assertions is gone', RETRIES + LIMITS.replace(/ {2}assert\.throws.*\n/, '')],
  ['it is skipped', RETRIES + LIMITS.replace('test(', 'test.skip(')],
  ['it is skipped by an option', RETRIES + LIMITS.replace("seconds', ", "seconds', { skip: true }, ")],
  [
    'it is skipped by what a side knows of',
    RETRIES + LIMITS.replace('() => {\n  assert', '() => {\n  return;\n  assert'),
  ],
  ['it is a comment', RETRIES + LIMITS.replace(/^(?=.)/gm, '// ')],
  ['it expects something else', RETRIES + LIMITS.replace("'page x'", "load('x', { ms: 5000 })")],
  ['a test of the winner is gone', LIMITS],
])('%s: dropped', (_, rest) => {
  expect(why(HEAD + FIRST + rest)).not.toBe('');
});
