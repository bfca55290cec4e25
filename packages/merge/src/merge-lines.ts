import { NOTHING_LOST, type Method } from '@sluice/model';
import { formatAdvice, programAdvice } from './advice.ts';
import { choicesOf, openHunks } from './choose/choices.ts';
import { fileView } from './choose/file-view.ts';
import { confidenceOf, jointLikelihood, pickOf, type Pick } from './choose/judgement.ts';
import { HUNK_SURE_ENOUGH, SURE_ENOUGH, SURE_IF_REWORDED, WORTH_READING } from './choose/weights.ts';
import { conflictLines, type Part } from './conflict-text.ts';
import { NO_EXPERIENCE, type Experience } from './experience.ts';
import type { FileSides } from './file-sides.ts';
import { generatedReason } from './generated-reason.ts';
import { lineUp, type LineUp } from './hunk/line-up.ts';
import { piecesOf, type Piece } from './hunk/pieces.ts';
import type { MergeConflict, MergedFile, MergedText } from './merged-file.ts';
import { objectionsTo } from './no-loss/objections.ts';
import { rewords } from './no-loss/rewords.ts';
import type { ReadProgram } from './program/read-once.ts';
import type { Way } from './propose/proposal.ts';
import { textOf, type Layout } from './text/layout.ts';
import type { Versions } from './versions.ts';
import { whereTheyDiffer } from './where-they-differ.ts';
import type { WholeAnswer } from './whole-answer.ts';

/** Most hunks of a file that are decided one by one: of more, some are left in any case. */
const MOST_HUNKS = 40;
/** In characters, all versions of all hunks of a file together. */
const MOST_IN_HUNKS = 400_000;
/** Of what git merges without a conflict, one in twenty fails the tests of its project (AST-Merging-Evaluation). */
const GIT_RIGHT = 0.95;

/** Merges by lines; where both sides changed the same, a hunk becomes what people most likely make of it. */
export function mergeLines(
  sides: FileSides,
  { lines, layout }: Versions,
  readProgram: ReadProgram,
  experience = NO_EXPERIENCE,
): MergedFile {
  const lined = lineUp(lines);
  const pieces = piecesOf(lined);
  const hunks = pieces.filter((piece) => piece.kind === 'hunk').length;
  const generated = hunks > 0 ? generatedReason(sides) : null;
  if (generated !== null)
    return { ...conflict(pieces, [], layout), reasons: [generated], method: 'taken-out' };
  const { picks, answers: whole } = decide(sides, readProgram, { lined, pieces, hunks });
  const answers = [
    ...pickedAnswer({ pieces, picks: picks.filter((pick) => pick !== null), layout }),
    ...whole.map(({ text, method, confidence, lost }) => {
      return { text, method, confidence, lost, likelihood: confidence };
    }),
  ];
  const answer = surestOf(inExperience(answers, experience));
  if (answer === null || isTooBold(sides, answer)) return conflict(pieces, picks, layout);
  const reasons = objectionsTo(sides, answer.text, readProgram);
  const { likelihood: _, ...merged } = answer;
  if (reasons.length === 0) return { kind: 'merged', ...merged };
  if (hunks > 0) return { ...conflict(pieces, [], layout), reasons };
  // git sees no conflict, and so no place of it.
  return { kind: 'conflict', text: marked(whereTheyDiffer(lines), layout), conflicts: 1, reasons };
}

interface Deciding {
  readonly lined: LineUp;
  readonly pieces: readonly Piece[];
  readonly hunks: number;
}

/** What each hunk becomes. Programs are read, which takes longest, only where that can make an answer. */
function decide(
  sides: FileSides,
  readProgram: ReadProgram,
  { lined, pieces, hunks }: Deciding,
): { picks: (Pick | null)[]; answers: readonly WholeAnswer[] } {
  if (hunks === 0) return { picks: [], answers: [] };
  const advice = formatAdvice(sides);
  if (!worthDeciding(pieces, hunks)) return { picks: [], answers: advice.answers };
  const open = openHunks(fileView(sides.path, lined), pieces);
  const picks = choicesOf(open, pieces, advice).map((choice) => pickOf(choice, 'text'));
  const joint = picks.includes(null) ? 0 : jointLikelihood(picks.filter((pick) => pick !== null));
  const more = joint < WORTH_READING ? null : programAdvice(readProgram(), advice);
  if (more === null) return { picks, answers: advice.answers };
  const better = choicesOf(open, pieces, more).map((choice) => pickOf(choice, 'program'));
  return { picks: better, answers: more.answers };
}

interface Picked {
  readonly pieces: readonly Piece[];
  readonly picks: readonly Pick[];
  readonly layout: Layout;
}

interface Answer extends Omit<MergedText, 'kind' | 'text'> {
  readonly text: string;
  readonly likelihood: number;
}

/** Lines that nobody wrote need more to speak for them than lines put together. */
function isTooBold(sides: FileSides, { text, method, likelihood }: Answer): boolean {
  return method !== 'git' && likelihood < SURE_IF_REWORDED && rewords(sides, text);
}

/** What all hunks become together; nothing where one of them is open. */
function pickedAnswer({ pieces, picks, layout }: Picked): Answer[] {
  const hunks = pieces.filter((piece) => piece.kind === 'hunk').length;
  if (picks.length !== hunks) return [];
  const text = written(pieces, picks, layout);
  if (hunks === 0) return [{ text, method: 'git', confidence: GIT_RIGHT, lost: NOTHING_LOST, likelihood: 1 }];
  const likelihood = jointLikelihood(picks);
  const confidence = confidenceOf(likelihood);
  return [{ text, method: methodOf(picks), confidence, lost: NOTHING_LOST, likelihood }];
}

/** What people think of a text they think of it whichever method came to it: the worst that is known of these counts. */
function inExperience(answers: readonly Answer[], experience: Experience): Answer[] {
  return answers.map((answer) => {
    const methods = answers.filter(({ text }) => text === answer.text).map(({ method }) => method);
    const here = (value: number): number => Math.min(...methods.map((method) => experience(method, value)));
    // Where no hunk had to be decided, nothing is unlikely.
    const likelihood = answer.method === 'git' ? answer.likelihood : here(answer.likelihood);
    return { ...answer, confidence: here(answer.confidence), likelihood };
  });
}

/** The first of the likeliest; null where none is likely enough. */
function surestOf(answers: readonly Answer[]): Answer | null {
  const best = answers.reduce<Answer | null>(
    (likeliest, answer) => (likeliest && likeliest.likelihood >= answer.likelihood ? likeliest : answer),
    null,
  );
  return best && best.likelihood >= SURE_ENOUGH ? best : null;
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
  if (left === 0 && picks.length > 0) return conflict(pieces, [], layout);
  const reasons = [
    left === 1 ? 'both sides changed the same lines' : `both sides changed the same lines in ${left} places`,
  ];
  return {
    kind: 'conflict',
    text: marked(parts, layout),
    conflicts: left,
    reasons,
  };
}

function marked(parts: readonly Part[], layout: Layout): string {
  return textOf(conflictLines(parts), { ...layout, endsInLineEnd: true });
}

function methodOf(picks: readonly Pick[]): Method {
  const every = (way: Way): boolean => picks.every(({ proposal }) => proposal.ways.has(way));
  if (every('structured')) return 'structured';
  return picks.some(({ proposal }) => proposal.ways.has('adjacent') || proposal.ways.has('interleaved'))
    ? 'lines'
    : 'tokens';
}
