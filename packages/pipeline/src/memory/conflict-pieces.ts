import type { Piece } from '@sluice/memory';
import { lineUp, type Chunk, type VersionLines } from '@sluice/merge';

/** Three versions of a file as text. */
export interface Versions {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** A file as memory sees it: what lines merge to where nobody disagrees, and the places where somebody must decide. */
export function conflictPieces(versions: Versions): Piece[] {
  const lines = {
    base: linesOf(versions.base),
    ours: linesOf(versions.ours),
    theirs: linesOf(versions.theirs),
  };
  const pieces: Piece[] = [];
  for (const chunk of lineUp(lines)) {
    const piece = pieceOf(chunk, lines);
    const last = pieces.at(-1);
    if (piece.kind === 'agreed' && last?.kind === 'agreed')
      pieces[pieces.length - 1] = { kind: 'agreed', lines: [...last.lines, ...piece.lines] };
    else pieces.push(piece);
  }
  return pieces;
}

/** Lines without their feeds; the last is empty where the text ends with one. Joined again they are the text. */
export function linesOf(text: string): string[] {
  return text.split('\n');
}

function pieceOf({ kind, base, ours, theirs }: Chunk, lines: VersionLines): Piece {
  const cut = {
    base: lines.base.slice(base.start, base.end),
    ours: lines.ours.slice(ours.start, ours.end),
    theirs: lines.theirs.slice(theirs.start, theirs.end),
  };
  if (kind === 'hunk') return { kind: 'conflict', ...cut };
  return { kind: 'agreed', lines: kind === 'theirs' ? cut.theirs : cut.ours };
}
