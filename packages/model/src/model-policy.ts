/** What a language model may be used for. */
export const MODEL_USES = ['off', 'offer'] as const;
export type ModelUse = (typeof MODEL_USES)[number];

/** How a conflict is put to the model: one question each. */
export const SYNTHESIS_STRATEGIES = {
  convention:
    'The version that follows the conventions of the repository wins; what the other offers is ported onto it.',
  fresh: 'A new version that does what both want.',
  port: 'The version of the candidate wins, and everything that the branch offers is carried over, its tests too.',
} as const;
export type SynthesisStrategy = keyof typeof SYNTHESIS_STRATEGIES;
export const SYNTHESIS_STRATEGY_NAMES = Object.keys(SYNTHESIS_STRATEGIES) as SynthesisStrategy[];

/** Of which branches the model is asked what they want. */
export const INTENT_SCOPES = ['off', 'contested', 'all'] as const;
export type IntentScope = (typeof INTENT_SCOPES)[number];

/** Money in US dollars. */
export interface ModelPolicy {
  readonly use: ModelUse;
  readonly name: string;
  readonly strategies: readonly SynthesisStrategy[];
  /** Whether a second question looks for faults in each answer. */
  readonly critique: boolean;
  readonly intents: IntentScope;
  /** Most tokens of a run, in and out together. */
  readonly maxTokens: number;
  /** Most cost of a run; null: no limit but that of tokens. */
  readonly maxCost: number | null;
  /** Price of a million tokens; null: unknown, and so are costs. */
  readonly priceIn: number | null;
  readonly priceOut: number | null;
}
