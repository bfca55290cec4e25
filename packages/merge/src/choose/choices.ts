import type { WholeAnswer } from '../whole-answer.ts';
import { cutOut } from '../hunk/cut-out.ts';
import type { Hunk } from '../hunk/hunk.ts';
import type { Piece } from '../hunk/pieces.ts';
import type { Proposal } from '../propose/proposal.ts';
import { findProposals, proposalsFrom, type Found } from '../propose/proposals.ts';
import { HunkMeasures } from './hunk-measures.ts';
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

/** A hunk of a file that is to be decided, with all that is known of it before anybody gives advice. */
export interface OpenHunk {
  readonly hunk: Hunk;
  readonly file: FileView;
  readonly found: readonly Found[];
  readonly measures: HunkMeasures;
}

/** The hunks of a file, in its order. */
export function openHunks(file: FileView, pieces: readonly Piece[]): OpenHunk[] {
  return pieces.flatMap((piece, at) => {
    if (piece.kind !== 'hunk') return [];
    const { hunk } = piece;
    const [before, after] = [pieces[at - 1], pieces[at + 1]];
    const view = hunkView(file, hunk, {
      before: before?.kind === 'settled' ? before.lines.slice(-AROUND) : [],
      after: after?.kind === 'settled' ? after.lines.slice(0, AROUND) : [],
    });
    return [{ hunk, file, found: findProposals(hunk), measures: new HunkMeasures(view) }];
  });
}

/** What each hunk might become, the advice among it. */
export function choicesOf(
  open: readonly OpenHunk[],
  pieces: readonly Piece[],
  { answers, structured }: Advice,
): Choice[] {
  const program = structuredFeatures(structured);
  const cut = answers.flatMap(({ way, lines }) => {
    const parts = cutOut(pieces, lines);
    return parts === null ? [] : [{ way, parts }];
  });
  return open.map(({ hunk, file, found, measures }, number) => {
    const given = cut.map(({ way, parts }): Found => [way, parts[number] ?? null]);
    const replaced = { byOurs: file.replacedByOurs, byTheirs: file.replacedByTheirs };
    const proposals = proposalsFrom([...given, ...found], hunk, replaced);
    const features = measures.featuresOf(proposals).map((own) => ({ ...own, ...program }));
    return { hunk, proposals, features };
  });
}
