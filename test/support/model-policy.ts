import type { ModelPolicy, Policy } from '@sluice/model';

/** The keys of a policy about a model, none with its default. */
export const MODEL_WRITTEN = `model:
  {use: offer, name: claude-opus-5, strategies: [convention, fresh], critique: true, intents: all,
  max-tokens: 1000, max-cost: 0.5, price-in: 3, price-out: 15.5}
same-work: [[a, b]]
`;

/** The same as a run has it. */
export const MODEL: ModelPolicy = {
  use: 'offer',
  name: 'claude-opus-5',
  strategies: ['convention', 'fresh'],
  critique: true,
  intents: 'all',
  maxTokens: 1000,
  maxCost: 0.5,
  priceIn: 3,
  priceOut: 15.5,
};

/** What {@link MODEL_WRITTEN} sets. */
export const MODEL_KEYS: Pick<Policy, 'model' | 'sameWork'> = { model: MODEL, sameWork: [['a', 'b']] };
