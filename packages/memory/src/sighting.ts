import type { Place } from './conflict.ts';
import { normaliseLine, wordsOf } from './normalise.ts';
import { shortDigest } from './short-digest.ts';

/**
 * One conflict as memory knows it. Sides have no names that last: which branch is 'ours' depends on who came first, so
 * they are put into the order of their texts.
 */
export interface Sighting {
  readonly pathClass: string;
  /** Of the words of each side, in any order, numbers masked: what may be the same conflict. */
  readonly fingerprint: string;
  /** Of the lines of each side, numbers masked and white space folded: an answer made of their lines fits. */
  readonly shape: string;
  /** Of the very text. */
  readonly exact: string;
  /** Whether the sides differ in more than numbers and white space, so that they can be told apart in another text. */
  readonly telling: boolean;
  readonly base: readonly string[];
  readonly first: readonly string[];
  readonly second: readonly string[];
}

/** What memory goes by for one place of a file of some class. */
export function sight(pathClass: string, { base, ours, theirs }: Place): Sighting {
  const masked = [ours, theirs].map((lines) => lines.map(normaliseLine).join('\n'));
  const telling = masked[0] !== masked[1];
  const inOrder = telling ? masked[0]! < masked[1]! : ours.join('\n') <= theirs.join('\n');
  const [first, second] = inOrder ? [ours, theirs] : [theirs, ours];
  const sides = [base, first, second];
  return {
    pathClass,
    fingerprint: shortDigest([pathClass, ...sides.map(unigrams)]),
    shape: shortDigest([pathClass, ...sides.map((lines) => lines.map(normaliseLine))]),
    exact: shortDigest([pathClass, ...sides]),
    telling,
    base,
    first,
    second,
  };
}

/** The words in an order of their own, each as often as it occurs. */
function unigrams(lines: readonly string[]): string[] {
  return wordsOf(lines.map(normaliseLine)).toSorted();
}
