import { chunksOf, elementsOf, mergeElements, partOf } from '../hunk/elements.ts';
import type { Hunk } from '../hunk/hunk.ts';
import { wordsOf } from '../text/words.ts';

/** Merges code that both sides changed; `OPEN_PLACE` stands on a line of its own for each place that is undecided. */
export type MergeText = (base: string, ours: string, theirs: string) => string;

/** Stands for what is undecided: a character that no text has that comes from git as text. */
export const OPEN_PLACE = '\0';

/** Line by line, and word by word where both sides changed the same lines; never where changes touch. */
export function mergeTextStrictly(base: string, ours: string, theirs: string): string {
  const lines = { base: linesOf(base), ours: linesOf(ours), theirs: linesOf(theirs) };
  let text = '';
  for (const chunk of chunksOf(elementsOf(lines), 'strict')) {
    const part = partOf(lines, chunk);
    if (chunk.kind === 'hunk') text += byWords(part) ?? openLine(part);
    else text += (chunk.kind === 'theirs' ? part.theirs : part.ours).join('');
  }
  return text;
}

function byWords({ base, ours, theirs }: Hunk): string | null {
  const words = {
    base: wordsOf(base.join('')),
    ours: wordsOf(ours.join('')),
    theirs: wordsOf(theirs.join('')),
  };
  return mergeElements(elementsOf(words), 'strict', () => null)?.join('') ?? null;
}

function openLine({ ours, theirs }: Hunk): string {
  const last = ours.at(-1) ?? theirs.at(-1) ?? '';
  return last.endsWith('\n') ? `${OPEN_PLACE}\n` : OPEN_PLACE;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
