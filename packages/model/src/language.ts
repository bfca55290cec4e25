/** A JSON Schema in which every object is closed. */
export type AnswerSchema = Readonly<Record<string, unknown>>;

/** What a language model is asked, in parts by how often they change: a model may keep what comes first. There are no tools. */
export interface ModelQuestion {
  /** Rules, the same for all questions of one kind. */
  readonly rules: string;
  /** What several questions have in common; may be empty. */
  readonly shared: string;
  readonly ask: string;
  readonly schema: AnswerSchema;
  /** Most tokens of the answer. */
  readonly maxTokens: number;
}

/** Tokens that were counted, each in one of the four. */
export interface TokenUsage {
  /** Read and not kept. */
  readonly input: number;
  readonly output: number;
  /** Read and kept for the next question. */
  readonly cacheWrite: number;
  /** Kept before, and not read again. */
  readonly cacheRead: number;
}

export const NO_TOKENS: TokenUsage = { input: 0, output: 0, cacheWrite: 0, cacheRead: 0 };

/** Why there is no answer at all. */
export const MODEL_FAILURES = {
  denied: 'The key is wrong, or has no right to this model.',
  refused: 'The question was not accepted.',
  limited: 'The rate limit of the account holds on.',
  overloaded: 'The model is overloaded, again and again.',
  unreachable: 'There is no way to the model.',
  slow: 'The answer did not come in time.',
  broken: 'The answer was cut off, or is no answer of this interface.',
} as const;
export type ModelFailure = keyof typeof MODEL_FAILURES;

/** What comes of a question that was asked. */
export type ModelReply =
  /** `text` should be JSON by the schema; whether it is, is for the reader to find out. */
  | { readonly kind: 'answer'; readonly text: string; readonly usage: TokenUsage }
  /** The model will not. */
  | { readonly kind: 'declined'; readonly detail: string; readonly usage: TokenUsage }
  /** The answer needs more tokens than it may have. */
  | { readonly kind: 'truncated'; readonly usage: TokenUsage }
  | {
      readonly kind: 'failed';
      readonly failure: ModelFailure;
      readonly detail: string;
      readonly usage: TokenUsage;
    };

export type ModelAnswer =
  | ModelReply
  /** It was not put to the model. `last`: nor will any other be. */
  | { readonly kind: 'unasked'; readonly why: string; readonly last: boolean };

export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    cacheRead: a.cacheRead + b.cacheRead,
  };
}

export function tokensOf({ input, output, cacheWrite, cacheRead }: TokenUsage): number {
  return input + output + cacheWrite + cacheRead;
}
