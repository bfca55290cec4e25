// The part of the policy about a language model.
import { INTENT_SCOPES, MODEL_USES, SYNTHESIS_STRATEGY_NAMES } from '@sluice/model';
import * as z from 'zod';
import { list, text, whole } from './shape-parts.ts';

const money = z
  .number('an amount in US dollars')
  .min(0, 'an amount in US dollars from 0')
  .max(1_000_000, 'an amount in US dollars up to 1,000,000');
const price = z.union([z.literal('unknown'), money], '`unknown` or an amount in US dollars');
const strategy = z.enum(SYNTHESIS_STRATEGY_NAMES, '`convention`, `fresh` or `port`');

function nameMistake(name: string): string | null {
  return /^[a-z0-9][a-z0-9.@:-]*$/i.test(name) ? null : 'a model has no such name';
}

export const modelShape = z.strictObject(
  {
    use: z
      .enum(MODEL_USES, '`off` or `offer`')
      .describe(
        'Whether conflicts that no rule can resolve are put to a language model; what it writes is offered to a person, never landed.',
      ),
    name: text('the name of a model', 100, nameMistake).describe('Which model.'),
    strategies: list(strategy, SYNTHESIS_STRATEGY_NAMES.length, 'strategies').describe(
      'How a conflict is put to it, one question each: `convention` (who follows the repository wins, the other is ported), `fresh`, `port` (nothing of the branch is left out).',
    ),
    critique: z
      .boolean('true or false')
      .describe('Whether a second question looks for faults in each answer.'),
    intents: z
      .enum(INTENT_SCOPES, '`off`, `contested` or `all`')
      .describe(
        'Of which branches it is asked what they want; `all` also finds two that do the same in different places.',
      ),
    'max-tokens': whole(1_000, 1_000_000_000).describe('Most tokens of a run, in and out together.'),
    'max-cost': z
      .union([z.literal('none'), money], '`none` or an amount in US dollars')
      .describe('Most cost of a run in US dollars; needs both prices.'),
    'price-in': price.describe('US dollars for a million tokens in; without it costs are not told.'),
    'price-out': price.describe('US dollars for a million tokens out.'),
  },
  'a mapping about a language model',
);
