import { NOTHING_LOST, type Method } from '@sluice/model';
import { choicesOf, type WholeAnswer } from './choose/choices.ts';
import { fileView } from './choose/file-view.ts';
import { confidenceOf, jointLikelihood, pickOf, type Pick } from './choose/judgement.ts';
import { HUNK_SURE_ENOUGH, SURE_ENOUGH } from './choose/weights.ts';
import { conflictLines } from './conflict-text.ts';
import type { FileSides } from './file-sides.ts';
import { piecesOf, type Piece } from './hunk/pieces.ts';
import type { MergeConflict, MergedFile } from './merged-file.ts';
import { findLoss } from './no-loss/find-loss.ts';
import type { Way } from './propose/proposal.ts';
import { textOf, type Layout } from './text/layout.ts';
import type { Versions } from './versions.ts';

/** Most hunks of a file that are decided one by one: of more, some are left in any case. */
const MOST_HUNKS = 40;
/** In characters, all versions of all hunks of a file together. */
const MOST_IN_HUNKS = 400_000;

/** Merges by lines; where both sides changed the same, a hunk becomes what people most likely make of it. */
export function mergeLines(
  sides: FileSides,
  { lines, layout }: Versions,
  answers: () => readonly WholeAnswer[],
): MergedFile {
  const pieces = piecesOf(lines);
  const hunks = pieces.filter((piece) => piece.kind === 'hunk').length;
  if (hunks === 0) return sound(sides, written(pieces, [], layout), { method: 'git', confidence: 0.95 });
  const picks: readonly (Pick | null)[] = worthDeciding(pieces, hunks)
    ? choicesOf(fileView(sides.path, lines, pieces), pieces, answers()).map(pickOf)
    : [];
  const found = picks.filter((pick) => pick !== null);
  const joint = jointLikelihood(found);
  if (found.length < hunks || joint < SURE_ENOUGH) return conflict(pieces, picks, layout);
  const answer = { method: methodOf(found), confidence: confidenceOf(joint) };
  const merged = sound(sides, written(pieces, found, layout), answer);
  return merged.kind === 'merged' ? merged : { ...conflict(pieces, [], layout), reasons: merged.reasons };
}

function worthDeciding(pieces: readonly Piece[], hunks: number): boolean {
  if (hunks > MOST_HUNKS) return false;
  let size = 0;
  for (const piece of pieces) {
    if (piece.kind === 'settled') continue;
    const { base, ours, theirs } = piece.hunk;
    for (const version of [base, ours, theirs]) for (const line of version) size += line.length + 1;
  }
  return size <= MOST_IN_HUNKS;
}

/** The text, if nothing is lost in it. */
function sound(
  sides: FileSides,
  text: string,
  { method, confidence }: { readonly method: Method; readonly confidence: number },
): MergedFile {
  const losses = findLoss(sides, text);
  if (losses.length === 0) return { kind: 'merged', text, method, confidence, lost: NOTHING_LOST };
  const reasons = losses.map(({ kind, side, line }) =>
    kind === 'dropped' ? `would lose a line of ${side}: ${line}` : `would have a line twice: ${line}`,
  );
  return { kind: 'conflict', text: null, conflicts: 1, reasons };
}

function written(pieces: readonly Piece[], picks: readonly Pick[], layout: Layout): string {
  let at = 0;
  return textOf(
    pieces.flatMap((piece) => (piece.kind === 'settled' ? piece.lines : picks[at++]!.proposal.lines)),
    layout,
  );
}

/** What is sure is merged, the rest marked. */
function conflict(pieces: readonly Piece[], picks: readonly (Pick | null)[], layout: Layout): MergeConflict {
  let at = 0;
  let left = 0;
  const parts = pieces.map((piece) => {
    if (piece.kind === 'settled') return piece.lines;
    const pick = picks[at++];
    if (pick && pick.likelihood >= HUNK_SURE_ENOUGH) return pick.proposal.lines;
    left++;
    return piece.hunk;
  });
  if (left === 0) return conflict(pieces, [], layout);
  const reasons = [
    left === 1 ? 'both sides changed the same lines' : `both sides changed the same lines in ${left} places`,
  ];
  return {
    kind: 'conflict',
    text: textOf(conflictLines(parts), { ...layout, endsInLineEnd: true }),
    conflicts: left,
    reasons,
  };
}

function methodOf(picks: readonly Pick[]): Method {
  const every = (way: Way): boolean => picks.every(({ proposal }) => proposal.ways.has(way));
  if (every('structured')) return 'structured';
  return picks.some(({ proposal }) => proposal.ways.has('adjacent') || proposal.ways.has('interleaved'))
    ? 'lines'
    : 'tokens';
}
