import type { Lost, Method } from '@sluice/model';

/** The whole file as a way of merging that knows what it means has it. */
export interface WholeAnswer {
  readonly way: 'format' | 'structured';
  readonly method: Method;
  readonly text: string;
  /** As lines without their ends, as the versions are lined up. */
  readonly lines: readonly string[];
  /** How likely it is what a person would have written, 0 to 1, as far as that way can tell. */
  readonly confidence: number;
  readonly lost: Lost;
}

/** The likeliest of them, the first of equals. */
export function likeliestOf(answers: readonly WholeAnswer[]): WholeAnswer | null {
  return answers.reduce<WholeAnswer | null>(
    (best, answer) => (best && best.confidence >= answer.confidence ? best : answer),
    null,
  );
}
