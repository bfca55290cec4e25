import type { WholeAnswer } from '../whole-answer.ts';
import { cutOut } from '../hunk/cut-out.ts';
import type { Hunk } from '../hunk/hunk.ts';
import type { Piece } from '../hunk/pieces.ts';
import type { Proposal } from '../propose/proposal.ts';
import { proposalsFor, type Given } from '../propose/proposals.ts';
import { featuresOf } from './features.ts';
import type { FileView } from './file-view.ts';
import { hunkView } from './hunk-view.ts';
import { structuredFeatures, type StructuredView } from './structured-view.ts';

/** How many settled lines beside a hunk are looked at. */
const AROUND = 20;

/** One hunk with everything that it might become. */
export interface Choice {
  readonly hunk: Hunk;
  readonly proposals: readonly Proposal[];
  /** Of each proposal, by name. */
  readonly features: readonly Readonly<Record<string, number>>[];
}

/** What other ways of merging have to say of a file. */
export interface Advice {
  readonly answers: readonly WholeAnswer[];
  /** Null where it was not merged declaration by declaration. */
  readonly structured: StructuredView | null;
}

/** The choices that a file leaves, in its order. */
export function choicesOf(
  file: FileView,
  pieces: readonly Piece[],
  { answers, structured }: Advice,
): Choice[] {
  const program = structuredFeatures(structured);
  const cut = answers.flatMap(({ way, lines }) => {
    const parts = cutOut(pieces, lines);
    return parts === null ? [] : [{ way, parts }];
  });
  let hunks = 0;
  const replaced = { byOurs: file.replacedByOurs, byTheirs: file.replacedByTheirs };
  return pieces.flatMap((piece, at) => {
    if (piece.kind !== 'hunk') return [];
    const [before, after] = [pieces[at - 1], pieces[at + 1]];
    const view = hunkView(file, piece.hunk, {
      before: before?.kind === 'settled' ? before.lines.slice(-AROUND) : [],
      after: after?.kind === 'settled' ? after.lines.slice(0, AROUND) : [],
    });
    const number = hunks++;
    const given = cut.flatMap(({ way, parts }): Given[] => {
      const lines = parts[number];
      return lines ? [[way, lines]] : [];
    });
    const proposals = proposalsFor(piece.hunk, replaced, given);
    const features = featuresOf(view, proposals).map((own) => ({ ...own, ...program }));
    return [{ hunk: piece.hunk, proposals, features }];
  });
}
