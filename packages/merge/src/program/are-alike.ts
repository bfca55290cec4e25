import { similarity, wordBag } from '../structured/similarity.ts';

/** Share of words from which on two declarations are one under two names. */
const ONE = 0.7;

/** Whether two declarations, as they are written, may well be one that was renamed. */
export function areAlike(was: string, is: string): boolean {
  return similarity(wordBag(was), wordBag(is)) >= ONE;
}
