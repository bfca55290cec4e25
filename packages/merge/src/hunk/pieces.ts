import type { Hunk } from './hunk.ts';
import type { LineUp } from './line-up.ts';
import { partOf } from './elements.ts';

/** A file merged as far as lines go: what is settled, and the hunks between. */
export type Piece =
  | { readonly kind: 'settled'; readonly lines: readonly string[] }
  | { readonly kind: 'hunk'; readonly hunk: Hunk };

export function piecesOf({ hunk: lines, chunks }: LineUp): Piece[] {
  const pieces: Piece[] = [];
  let settled: string[] = [];
  for (const chunk of chunks) {
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
