import type { ModelAnswer, ModelQuestion } from '@sluice/model';

/**
 * A model that answers in writing and can do nothing else: no tools are ever offered to it. One question is one answer;
 * nothing is remembered from one to the next but what makes reading the same beginning cheaper.
 */
export interface LanguageModel {
  /** The name that reports call it by. */
  readonly name: string;
  /**
   * Whatever goes wrong is an answer, with the tokens that were counted until then; faults that pass are waited for,
   * within bounds. Rejects only with the reason of the signal. Neither an answer nor a detail ever holds the key.
   */
  ask(question: ModelQuestion, signal: AbortSignal): Promise<ModelAnswer>;
}
