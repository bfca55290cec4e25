import {
  addUsage,
  NO_TOKENS,
  tokensOf,
  type ModelPolicy,
  type ModelQuestion,
  type TokenUsage,
} from '@sluice/model';

/** Of the price of a token in. Source: docs.anthropic.com, 'Prompt caching', pricing. */
const CACHE_WRITE = 1.25;
const CACHE_READ = 0.1;
/** Fewer than there are in a token of code, so that a guess is rather too high. */
const CHARACTERS_PER_TOKEN = 3;

/** What a run has spent on a model, and whether it may spend more. */
export class Ledger {
  #usage: TokenUsage = NO_TOKENS;
  #questions = 0;

  get usage(): TokenUsage {
    return this.#usage;
  }

  get questions(): number {
    return this.#questions;
  }

  /** US dollars; null: a price is unknown. */
  cost(policy: ModelPolicy): number | null {
    return costOf(this.#usage, policy);
  }

  /** Why the question may not be asked any more; null: it may. */
  refuses(policy: ModelPolicy, question: ModelQuestion): string | null {
    const { maxTokens, maxCost } = policy;
    const worst = addUsage(this.#usage, worstOf(question));
    if (tokensOf(worst) > maxTokens)
      return `the run may use ${maxTokens} tokens, and ${tokensOf(this.#usage)} are used`;
    const cost = costOf(worst, policy);
    if (maxCost !== null && cost !== null && cost > maxCost)
      return `the run may cost ${maxCost} US dollars, and ${(this.cost(policy) ?? 0).toFixed(2)} are spent`;
    return null;
  }

  spend(usage: TokenUsage): void {
    this.#usage = addUsage(this.#usage, usage);
    this.#questions += 1;
  }
}

function worstOf({ rules, shared, ask, schema, maxTokens }: ModelQuestion): TokenUsage {
  const characters = rules.length + shared.length + ask.length + JSON.stringify(schema).length;
  return { ...NO_TOKENS, cacheWrite: Math.ceil(characters / CHARACTERS_PER_TOKEN), output: maxTokens };
}

function costOf(usage: TokenUsage, { priceIn, priceOut }: ModelPolicy): number | null {
  if (priceIn === null || priceOut === null) return null;
  const read = usage.input + usage.cacheWrite * CACHE_WRITE + usage.cacheRead * CACHE_READ;
  return (read * priceIn + usage.output * priceOut) / 1_000_000;
}
