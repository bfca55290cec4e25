import {
  questionDigest,
  type ModelAnswer,
  type ModelQuestion,
  type ModelRecord,
  type ModelReply,
} from '@sluice/model';
import type { Clock, LanguageModel } from '@sluice/ports';
import type { OpenModel } from './desk.ts';

/** Passes questions on and keeps what comes of them, until the time is over. */
export class RecordingModel implements LanguageModel {
  readonly name: string;
  readonly #model: LanguageModel;
  readonly #clock: Clock;
  readonly #limit: { readonly from: number; readonly seconds: number };
  readonly #answers = new Map<string, ModelReply>();

  constructor(model: LanguageModel, clock: Clock, seconds: number) {
    this.name = model.name;
    this.#model = model;
    this.#clock = clock;
    this.#limit = { from: clock.now(), seconds };
  }

  async ask(question: ModelQuestion, signal: AbortSignal): Promise<ModelAnswer> {
    const { from, seconds } = this.#limit;
    if (this.#clock.now() - from > seconds)
      return { kind: 'unasked', why: `the time for questions, ${seconds} seconds, is over`, last: true };
    const answer = await this.#model.ask(question, signal);
    if (answer.kind !== 'unasked') this.#answers.set(questionDigest(this.name, question), answer);
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
