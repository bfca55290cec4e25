import type { Hunk } from './hunk.ts';
import { elementChunks, partOf } from './merge-elements.ts';

/** A file merged as far as lines go: what is settled, and the hunks between. */
export type Piece =
  | { readonly kind: 'settled'; readonly lines: readonly string[] }
  | { readonly kind: 'hunk'; readonly hunk: Hunk };

/** Lines up three versions of a file as git does: changes that touch are one hunk. */
export function piecesOf(lines: Hunk): Piece[] {
  const pieces: Piece[] = [];
  let settled: string[] = [];
  for (const chunk of elementChunks(lines, 'strict')) {
    if (chunk.kind === 'hunk') {
      if (settled.length > 0) pieces.push({ kind: 'settled', lines: settled });
      settled = [];
      pieces.push({ kind: 'hunk', hunk: partOf(lines, chunk) });
      continue;
    }
    const from = chunk.kind === 'theirs' ? lines.theirs : lines.ours;
    const { start, end } = chunk.kind === 'theirs' ? chunk.theirs : chunk.ours;
    for (let i = start; i < end; i++) settled.push(from[i]!);
  }
  if (settled.length > 0) pieces.push({ kind: 'settled', lines: settled });
  return pieces;
}
