import type { Piece } from './conflict.ts';

/**
 * What a finished file has at each place that was in conflict, in order; null where that cannot be told: the text
 * around was edited too, or occurs more than once. A line of the file is without its line feed, as in the pieces.
 */
export function readAnswers(pieces: readonly Piece[], finished: readonly string[]): string[][] | null {
  const answers: string[][] = [];
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === 'agreed') {
      if (!standsAt(finished, piece.lines, at)) return null;
      at += piece.lines.length;
      continue;
    }
    const after = pieces[i + 1];
    const end = endOf({ finished, from: at, after, isLast: i + 2 >= pieces.length });
    if (end === null) return null;
    answers.push(finished.slice(at, end));
    at = end;
  }
  return at === finished.length ? answers : null;
}

interface Search {
  readonly finished: readonly string[];
  readonly from: number;
  readonly after: Piece | undefined;
  readonly isLast: boolean;
}

/** Where the agreed text after a place begins. */
function endOf({ finished, from, after, isLast }: Search): number | null {
  if (after === undefined) return finished.length;
  if (after.kind === 'conflict') return null;
  if (isLast) {
    const end = finished.length - after.lines.length;
    return end >= from ? end : null;
  }
  return onlyOccurrence(finished, after.lines, from);
}

/** The one place at or after `from` where the lines stand. Prefixes as in Knuth, Morris and Pratt: linear. */
function onlyOccurrence(text: readonly string[], lines: readonly string[], from: number): number | null {
  const back = prefixes(lines);
  let found: number | null = null;
  let matched = 0;
  for (let i = from; i < text.length; i++) {
    while (matched > 0 && text[i] !== lines[matched]) matched = back[matched - 1]!;
    if (text[i] === lines[matched]) matched++;
    if (matched < lines.length) continue;
    if (found !== null) return null;
    found = i - lines.length + 1;
    matched = back[matched - 1]!;
  }
  return found;
}

function prefixes(lines: readonly string[]): Int32Array {
  const back = new Int32Array(lines.length);
  for (let i = 1, matched = 0; i < lines.length; i++) {
    while (matched > 0 && lines[i] !== lines[matched]) matched = back[matched - 1]!;
    if (lines[i] === lines[matched]) matched++;
    back[i] = matched;
  }
  return back;
}

function standsAt(text: readonly string[], lines: readonly string[], at: number): boolean {
  return at + lines.length <= text.length && lines.every((line, i) => text[at + i] === line);
}
