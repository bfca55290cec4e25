import type { Hunk } from '../hunk/hunk.ts';
import { chunksOf, elementsOf } from '../hunk/elements.ts';

/** All lines of ours, then all of theirs. */
export function union({ ours, theirs }: Hunk): readonly string[] {
  return [...ours, ...theirs];
}

/** Lines that both sides have once, the others in order around them. */
export function interleaved({ ours, theirs }: Hunk): readonly string[] {
  const merged: string[] = [];
  for (const chunk of chunksOf(elementsOf({ base: ours, ours, theirs }), 'strict')) {
    const left = ours.slice(chunk.base.start, chunk.base.end);
    const right = chunk.kind === 'same' ? [] : theirs.slice(chunk.theirs.start, chunk.theirs.end);
    for (const line of [...left, ...right]) merged.push(line);
  }
  return merged;
}

/** Lines without what one side took out. */
export function deleting(hunk: Hunk, lines: readonly string[]): readonly string[] {
  return lines.filter(keptBy(hunk));
}

/** The lines of both sides, each once, without what one side took out, in the order of their keys. */
export function sorted(hunk: Hunk, keyOf: (line: string) => string): readonly string[] | null {
  const lines = [...new Set([...hunk.ours, ...hunk.theirs])].filter(keptBy(hunk));
  if (lines.length > 400 || lines.some((line) => line.trim() === '')) return null;
  const keyed = lines.map((line) => ({ line, key: keyOf(line) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ line }) => line);
}

/** Says of a line that neither side took it out. */
function keptBy({ base, ours, theirs }: Hunk): (line: string) => boolean {
  const [before, left, right] = [new Set(base), new Set(ours), new Set(theirs)];
  return (line) => !before.has(line) || (left.has(line) && right.has(line));
}
