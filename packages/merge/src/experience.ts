import type { Method } from '@sluice/model';

/**
 * How likely an answer of a method is what people want in this repository, 0 to 1, from how likely such an answer is in
 * any: never likelier than that, so that an answer that is too unsure stays so.
 */
export type Experience = (method: Method, likelihood: number) => number;

/** Of a repository of which nothing is known. */
export const NO_EXPERIENCE: Experience = (_, likelihood) => likelihood;
