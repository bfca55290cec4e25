// The part of the policy about a language model; the rest is in read-policy.
import { DEFAULT_POLICY, readPolicy, showProblem } from '@sluice/config';

function problems(file: string): string {
  return readPolicy(file)
    .problems.map((problem) => showProblem(problem))
    .join('\n');
}

test('without a word no model is asked anything', () => {
  expect(DEFAULT_POLICY.model).toMatchObject({ use: 'off', critique: false });
});

test.each([
  ['model: {name: "a b"}', /model\.name: "a b": a model has no such name/],
  ['model: {max-cost: 1}', /model\.max-cost: A cost cannot be limited while a price is unknown/],
  ['model: {max-cost: 1, price-in: 3}', /Allowed: `none`, or both prices with it/],
  ['model: {strategies: [best]}', /strategies\[0\]: "best" .*`convention`, `fresh` or `port`/],
  ['model: {use: on}', /model\.use: .*`off` or `offer`/],
])('%s is a problem', (file, words) => {
  expect(problems(file)).toMatch(words);
});

test('a limit of cost comes with both prices, from wherever they are', () => {
  const file = 'model: {max-cost: 1, price-in: 3}\n';
  expect(readPolicy(file, [{ option: '--x', set: { model: { 'price-out': 15 } } }]).problems).toEqual([]);
});
