import type { Hunk } from '../hunk/hunk.ts';
import { elementsOf, mergeElements, type Elements } from '../hunk/elements.ts';
import { wordsOf } from '../text/words.ts';

/** Two insertions at one point one after the other; anything else that meets is not settled. */
function inTurn({ base, ours, theirs }: Hunk): readonly string[] | null {
  return base.length === 0 ? [...ours, ...theirs] : null;
}

/** Changes of both sides that touch, but are not of the same lines. */
export function adjacent(lines: Elements): readonly string[] | null {
  return mergeElements(lines, 'adjacent', inTurn);
}

/** Changes of both sides in different words, with an unchanged one between them. */
export function wordsStrict(inWords: Elements): readonly string[] | null {
  return linesFrom(mergeElements(inWords, 'strict', () => null));
}

/** Changes of both sides in different words. */
export function words(inWords: Elements): readonly string[] | null {
  return linesFrom(mergeElements(inWords, 'adjacent', inTurn));
}

/** Line by line, and word by word where both changed the same lines. */
export function linesThenWords(lines: Elements): readonly string[] | null {
  return mergeElements(lines, 'adjacent', (part) => inTurn(part) ?? words(inWordsOf(part)));
}

/** A hunk as words; each line with its end, so that a whole line is words of its own. */
export function inWordsOf({ base, ours, theirs }: Hunk): Elements {
  const split = (lines: readonly string[]): string[] => wordsOf(lines.map((line) => `${line}\n`).join(''));
  return elementsOf({ base: split(base), ours: split(ours), theirs: split(theirs) });
}

function linesFrom(merged: readonly string[] | null): readonly string[] | null {
  if (merged === null) return null;
  const text = merged.join('');
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
