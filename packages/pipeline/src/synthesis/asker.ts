import type { ModelFailure, ModelPolicy, ModelQuestion, ModelReply } from '@sluice/model';
import { confirmedSuspicions, readAnswer, type Ledger } from '@sluice/synthesis';
import type { LanguageModel, Progress } from '@sluice/ports';

type Shape<T> = Parameters<typeof readAnswer<T>>[1];

/** What every answer has. */
interface Watchful {
  readonly suspicious: readonly string[];
}

export type Asked<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'none'; readonly why: string };

/** Faults that the next question would meet too. */
const LASTING: ReadonlySet<ModelFailure> = new Set<ModelFailure>([
  'denied',
  'limited',
  'overloaded',
  'unreachable',
]);

/** Puts questions to a model within the budget of the run, and gives back what is an answer by its form. */
export class Asker {
  readonly #model: LanguageModel;
  readonly #ledger: Ledger;
  readonly #policy: ModelPolicy;
  readonly #signal: AbortSignal;
  readonly #progress: Progress;
  /** Why nothing more is asked; empty: nothing stands in the way. */
  stopped = '';

  constructor(
    { model, ledger, policy }: { model: LanguageModel; ledger: Ledger; policy: ModelPolicy },
    { signal, progress }: { signal: AbortSignal; progress: Progress },
  ) {
    this.#model = model;
    this.#ledger = ledger;
    this.#policy = policy;
    this.#signal = signal;
    this.#progress = progress;
  }

  /** @param told receives instructions in the data that the model noticed, and that are there. */
  async ask<T extends Watchful>(
    question: ModelQuestion,
    shape: Shape<T>,
    told: (quote: string) => void,
  ): Promise<Asked<T>> {
    this.#signal.throwIfAborted();
    if (this.stopped !== '') return none(this.stopped);
    const refused = this.#ledger.refuses(this.#policy, question);
    if (refused !== null) {
      this.stopped = `the budget is used up: ${refused}`;
      return none(this.stopped);
    }
    this.#progress({
      stage: 'candidates',
      message: `question ${this.#ledger.questions + 1} to ${this.#model.name}`,
    });
    const answer = await this.#model.ask(question, this.#signal);
    if (answer.kind === 'unasked') {
      if (answer.last) this.stopped = answer.why;
      return none(answer.why);
    }
    this.#ledger.spend(answer.usage);
    const why = this.#whyNone(answer);
    if (answer.kind !== 'answer') return none(why);
    const reading = readAnswer(answer.text, shape);
    if (!reading.ok) return none(`the answer is dropped: ${reading.why}`);
    const { shared, ask } = question;
    confirmedSuspicions(reading.value.suspicious, `${shared}\n${ask}`).forEach(told);
    return { kind: 'value', value: reading.value };
  }

  #whyNone(answer: ModelReply): string {
    switch (answer.kind) {
      case 'answer':
        return '';
      case 'declined':
        return `the model declines: ${answer.detail}`;
      case 'truncated':
        return 'the answer is longer than it may be';
      case 'failed': {
        const words = `no answer (${answer.failure}): ${answer.detail}`;
        if (LASTING.has(answer.failure)) this.stopped = words;
        return words;
      }
    }
  }
}

function none(why: string): { kind: 'none'; why: string } {
  return { kind: 'none', why };
}
