import type { ModelPolicy } from '@sluice/model';

/** A policy of the model in which no value is the default. */
export const MODEL_WRITTEN = `model:
  {use: offer, name: claude-opus-5, strategies: [convention, fresh], critique: true, intents: all,
  max-tokens: 1000, max-cost: 0.5, price-in: 3, price-out: 15.5}
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
