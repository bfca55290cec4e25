/** How long to wait for what, and how often to try. */
export interface ModelPatience {
  /** Times that one question is sent. */
  readonly attempts: number;
  /** Seconds until the first byte, and between two pieces of an answer. */
  readonly idle: number;
  /** Seconds for one whole answer. */
  readonly total: number;
  /** Most seconds that all questions together wait because they were told to, or for a back-off. */
  readonly waits: number;
  /** Rejects when the signal aborts. */
  readonly wait: (seconds: number, signal: AbortSignal) => Promise<void>;
}

export interface AnthropicOptions {
  /** From the caller: this adapter looks nowhere for one. */
  readonly key: string;
  readonly model: string;
  /** `https://…` without a path; http for this machine alone. */
  readonly url?: string;
  readonly patience?: Partial<ModelPatience>;
}
