import { edits } from '../diff/edits.ts';
import { Interner } from '../diff/interner.ts';
import type { Piece } from './pieces.ts';

/**
 * What a text that was merged in another way has in the place of each hunk. Null where it differs from what is
 * settled: then it is no answer to the hunks alone.
 */
export function cutOut(pieces: readonly Piece[], lines: readonly string[]): (readonly string[])[] | null {
  const names = new Interner();
  const frame = pieces.flatMap((piece, i) => (piece.kind === 'settled' ? piece.lines : [`\n${i}`]));
  const [from, to] = [names.idsOf(frame), names.idsOf(lines)];
  const found: (readonly string[])[] = [];
  for (const edit of edits(from, to, names.words.length)) {
    if (edit.to - edit.from !== 1 || !frame[edit.from]!.startsWith('\n')) return null;
    found.push(lines.slice(edit.start, edit.end));
  }
  return found;
}
