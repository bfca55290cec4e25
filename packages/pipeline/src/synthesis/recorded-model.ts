import {
  NO_TOKENS,
  questionDigest,
  type ModelAnswer,
  type ModelQuestion,
  type ModelRecord,
  type ModelReply,
} from '@sluice/model';
import type { Clock, LanguageModel } from '@sluice/ports';
import type { OpenModel } from './desk.ts';

interface Recording {
  readonly clock: Clock;
  /** No further question is asked after these. */
  readonly seconds: number;
  /** Answers of an earlier run; null: there are none. */
  readonly known: ModelRecord | null;
}

/**
 * Passes questions on and keeps what comes of them, until the time is over. What was answered before is not asked again, and
 * costs nothing; what failed is.
 */
export class RecordingModel implements LanguageModel {
  readonly name: string;
  readonly #model: LanguageModel;
  readonly #clock: Clock;
  readonly #limit: { readonly from: number; readonly seconds: number };
  readonly #known: ReadonlyMap<string, ModelReply>;
  readonly #answers = new Map<string, ModelReply>();

  constructor(model: LanguageModel, { clock, seconds, known }: Recording) {
    this.name = model.name;
    this.#model = model;
    this.#clock = clock;
    this.#limit = { from: clock.now(), seconds };
    const kept = known?.answers.filter(({ answer }) => answer.kind !== 'failed') ?? [];
    this.#known = new Map(kept.map(({ question, answer }) => [question, { ...answer, usage: NO_TOKENS }]));
  }

  async ask(question: ModelQuestion, signal: AbortSignal): Promise<ModelAnswer> {
    const { from, seconds } = this.#limit;
    const digest = questionDigest(this.name, question);
    const before = this.#known.get(digest);
    if (before) {
      this.#answers.set(digest, before);
      return before;
    }
    if (this.#clock.now() - from > seconds)
      return { kind: 'unasked', why: `the time for questions, ${seconds} seconds, is over`, last: true };
    const answer = await this.#model.ask(question, signal);
    if (answer.kind !== 'unasked') this.#answers.set(digest, answer);
    return answer;
  }

  /** @param skipped Why nothing more was asked; empty: all was. */
  record(skipped: string): ModelRecord {
    const answers = [...this.#answers].map(([question, answer]) => ({ question, answer }));
    return { name: this.name, skipped, answers };
  }
}

const NOT_ASKED = 'it was not asked about this: what is contested was another before the tests';

/**
 * Opens what another job was answered as a model that answers the same. Nothing in it counts for more than if the model had
 * said it just now.
 */
export function recordedModel({ name, skipped, answers }: ModelRecord): OpenModel {
  const known = new Map(answers.map(({ question, answer }) => [question, answer]));
  const why = skipped === '' ? NOT_ASKED : skipped;
  const none: ModelAnswer = { kind: 'unasked', why, last: skipped !== '' };
  return (policy) => {
    if (policy.name !== name) return `another model was asked: ${name}`;
    if (known.size === 0 && skipped !== '') return skipped;
    return {
      name,
      ask: (question) => Promise.resolve(known.get(questionDigest(name, question)) ?? none),
    };
  };
}
