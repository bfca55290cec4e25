import type { FileSides } from './file-sides.ts';
import type { Hunk } from './hunk/hunk.ts';
import { lineUp } from './hunk/line-up.ts';
import { piecesOf } from './hunk/pieces.ts';
import { bareLine } from './no-loss/ruled-lines.ts';
import { textOf } from './text/layout.ts';
import { versionsOf } from './versions.ts';

/**
 * What a project that marks a file with `merge=union` wants: where both sides add lines in one place, all of ours and
 * then all of theirs. null where that says nothing: a line was changed or removed there, both add the same line, or there
 * is no base. git itself would then have both versions of a changed line, and what was removed back again.
 */
export function uniteAdditions({ base, ours, theirs }: FileSides): string | null {
  if (base === null || ours === null || theirs === null) return null;
  const { lines, layout } = versionsOf(base, ours, theirs);
  const pieces = piecesOf(lineUp(lines));
  if (!pieces.every((piece) => piece.kind === 'settled' || isOfAdditions(piece.hunk))) return null;
  const united = pieces.flatMap((piece) =>
    piece.kind === 'settled' ? piece.lines : [...piece.hunk.ours, ...piece.hunk.theirs],
  );
  return textOf(united, layout);
}

function isOfAdditions({ base, ours, theirs }: Hunk): boolean {
  const mine = new Set(ours.map(bareLine));
  return base.length === 0 && !theirs.map(bareLine).some((line) => line !== '' && mine.has(line));
}
