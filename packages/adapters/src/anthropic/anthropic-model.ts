import { setTimeout as sleep } from 'node:timers/promises';
import type { Anthropic } from '@anthropic-ai/sdk';
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages';
import { addUsage, NO_TOKENS, type ModelReply, type ModelQuestion, type TokenUsage } from '@sluice/model';
import type { LanguageModel } from '@sluice/ports';
import type * as ModelClients from './anthropic-client.ts';
import type { AnthropicOptions, ModelPatience } from './anthropic-options.ts';
import { messageRequest } from './message-request.ts';
import { modelTrouble, type ModelTrouble } from './model-trouble.ts';
import { newReading, takeIn, type Reading } from './read-stream.ts';

export const ANTHROPIC_URL = 'https://api.anthropic.com';

const DEFAULTS: ModelPatience = {
  attempts: 4,
  idle: 90,
  total: 600,
  waits: 300,
  wait: async (seconds, signal) => {
    await sleep(seconds * 1000, undefined, { signal });
  },
};

interface Clients {
  readonly client: Anthropic;
  readonly errors: typeof ModelClients;
}

/**
 * The Messages API, always as a stream, so that a slow answer is told from a dead one. Repeating is done here and not by
 * the client, which does not see what breaks off or fails within a stream.
 */
export class AnthropicModel implements LanguageModel {
  readonly name: string;
  readonly #key: string;
  readonly #url: string;
  #clients: Promise<Clients> | null = null;
  readonly #patience: ModelPatience;
  #waited = 0;

  constructor({ key, model, url = ANTHROPIC_URL, patience }: AnthropicOptions) {
    this.name = model;
    this.#key = key;
    this.#url = url;
    this.#patience = { ...DEFAULTS, ...patience };
  }

  async ask(question: ModelQuestion, signal: AbortSignal): Promise<ModelReply> {
    let usage: TokenUsage = NO_TOKENS;
    for (let attempt = 1; ; attempt++) {
      const reading = newReading();
      const trouble = await this.#tryOnce(question, reading, signal);
      usage = addUsage(usage, reading.usage);
      signal.throwIfAborted();
      if (trouble === null) return this.#answerOf(reading, usage);
      const pause = Math.max(trouble.after ?? 0, 2 ** attempt / 4) * (1 + Math.random() / 4);
      const room = this.#patience.waits - this.#waited;
      if (!trouble.again || attempt >= this.#patience.attempts || pause > room)
        return { kind: 'failed', failure: trouble.failure, detail: this.#safe(trouble.detail), usage };
      this.#waited += pause;
      await this.#pause(pause, signal);
    }
  }

  /** null: an answer of whatever kind is in the reading. */
  async #tryOnce(
    question: ModelQuestion,
    reading: Reading,
    signal: AbortSignal,
  ): Promise<ModelTrouble | null> {
    this.#clients ??= this.#load();
    const { client, errors } = await this.#clients;
    const stop = new AbortController();
    const whole = AbortSignal.any([signal, stop.signal, AbortSignal.timeout(this.#patience.total * 1000)]);
    try {
      const stream = await client.messages.create(messageRequest(this.name, question), {
        signal: whole,
      });
      await this.#read(stream, reading, stop);
      if (stop.signal.aborted || whole.aborted) return slow();
      return reading.whole && reading.stop !== null ? null : cutOff();
    } catch (error) {
      // Our own clocks end a stream without an error of theirs.
      if (whole.aborted && !signal.aborted) return slow();
      return modelTrouble(errors, error, Date.now() / 1000);
    }
  }

  /** With the first question: a run that asks nothing waits for no client. */
  async #load(): Promise<Clients> {
    const errors = await import('./anthropic-client.ts');
    const client = new errors.Anthropic({
      apiKey: this.#key,
      // Nothing from the environment, and nothing on the terminal.
      authToken: null,
      webhookKey: null,
      baseURL: this.#url,
      logLevel: 'off',
      openTelemetry: false,
      maxRetries: 0,
      timeout: this.#patience.idle * 1000,
    });
    return { client, errors };
  }

  async #read(
    stream: AsyncIterable<RawMessageStreamEvent>,
    reading: Reading,
    stop: AbortController,
  ): Promise<void> {
    const rest = (): NodeJS.Timeout => setTimeout(() => stop.abort(), this.#patience.idle * 1000);
    let timer = rest();
    try {
      for await (const event of stream) {
        clearTimeout(timer);
        timer = rest();
        takeIn(reading, event);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async #pause(seconds: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#patience.wait(seconds, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  }

  #answerOf({ text, stop, declined }: Reading, usage: TokenUsage): ModelReply {
    if (stop === 'end_turn' || stop === 'stop_sequence')
      return { kind: 'answer', text: this.#safe(text), usage };
    if (stop === 'refusal') return { kind: 'declined', detail: this.#safe(declined), usage };
    if (stop === 'max_tokens' || stop === 'model_context_window_exceeded')
      return { kind: 'truncated', usage };
    const detail = this.#safe(`It stopped for another reason: ${stop}.`);
    return { kind: 'failed', failure: 'broken', detail, usage };
  }

  /** A service may repeat what it was sent. */
  #safe(detail: string): string {
    return detail.replaceAll(this.#key, '[key]');
  }
}

function slow(): ModelTrouble {
  return { failure: 'slow', detail: 'No whole answer came in time.', again: true, after: null };
}

function cutOff(): ModelTrouble {
  return { failure: 'broken', detail: 'The answer was cut off.', again: true, after: null };
}
