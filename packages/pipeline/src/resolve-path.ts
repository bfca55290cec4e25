import {
  bareLines,
  contendedRegions,
  driverObjection,
  losesNoEdit,
  remediesFor,
  uniteAdditions,
  type ContestedStrategy,
  type Remedy,
} from '@sluice/merge';
import { NOTHING_LOST, type FileMerge, type FileVersion, type Oid } from '@sluice/model';
import type { Recollection } from '@sluice/memory';
import type { ConflictedPath, Git, MergeAnswer } from '@sluice/ports';
import type { FileMerges } from './file-merges.ts';
import { nameOf, type LandingItem, type Tip } from './landing-item.ts';
import type { LockfileWorkshop } from './lockfile-workshop.ts';
import { recallFile } from './memory/recall-file.ts';
import { keptFile, missing, oidsOf } from './kept-file.ts';
import { keptMerge, wholeMerge, type Subject } from './report-merge.ts';

export interface ResolveTools {
  readonly git: Git;
  readonly files: FileMerges;
  /** How conflicts were decided before. */
  readonly recollection: Recollection | null;
  /** Makes lockfiles again. */
  readonly lockfiles: LockfileWorkshop | null;
  /** How certain a merge has to be that lands without a person. */
  readonly least: number;
}

export interface Conflict {
  readonly tip: Tip;
  readonly answer: MergeAnswer;
  readonly item: LandingItem;
  readonly strategy: ContestedStrategy;
  /** What the branches that are in the candidate wrote. */
  readonly written: readonly Oid[];
}

export interface ResolvedPath {
  /** null: told with the path that it belongs to. */
  readonly file: FileMerge | null;
  /** `kept`: what the tip has; `suggested`: what git made of it. */
  readonly version: FileVersion | null | 'kept' | 'suggested';
  /** Ids of the decisions that were recalled for it. */
  readonly decisions?: readonly string[];
}

interface Question {
  readonly sides: ConflictedPath;
  readonly subject: Subject;
  readonly written: readonly Oid[];
  /** Who merges it, by the attributes of the base. */
  readonly driver: string;
}

/** So often people let the file go; measured on merges of public repositories. */
const DELETION_IS_MEANT = 0.86;

/** The first remedy that has an answer. */
export async function resolvePath(
  tools: ResolveTools,
  { item, strategy, written }: Conflict,
  { sides, conflict }: { sides: ConflictedPath; conflict: FileMerge['conflict'] },
): Promise<ResolvedPath | null> {
  const { path, base, ours, theirs } = sides;
  const are = { base: isFile(base), ours: isFile(ours), theirs: isFile(theirs) };
  // A link or a submodule is never asked for its text.
  const notice = are.ours && are.theirs ? await tools.files.notice(path, oidsOf(sides)) : null;
  const [rule] = await tools.git.mergeRules([path]);
  const { driver, generated } = rule!;
  const question = { sides, written, driver, subject: { path, conflict, branch: nameOf(item) } };
  const present = { path, conflict, notice, ...are, driver, marked: generated };
  for (const remedy of remediesFor(strategy, present, tools.least)) {
    const resolved = await applyRemedy(tools, question, remedy);
    if (resolved) return resolved;
  }
  return null;
}

async function applyRemedy(
  tools: ResolveTools,
  question: Question,
  remedy: Remedy,
): Promise<ResolvedPath | null> {
  switch (remedy.kind) {
    case 'keep':
      return keepTip(tools, question, remedy);
    case 'merge':
      return mergeSides(tools, question, remedy.least);
    case 'union':
      return uniteSides(tools, question);
    case 'delete':
      return remedy.harmless ? deleteHarmless(tools, question) : deleteLikely(tools, question);
    case 'as-suggested':
      return { file: wholeMerge(question.subject, AS_SUGGESTED), version: 'suggested' };
    case 'favour':
      return favourTip(tools, question, remedy.method);
  }
}

async function keepTip(
  tools: ResolveTools,
  question: Question,
  { method, dropped }: Extract<Remedy, { kind: 'keep' }>,
): Promise<ResolvedPath> {
  // Nobody reads what programs write.
  if (method === 'taken-out')
    return { file: keptMerge(question.subject, [method, dropped]), version: 'kept' };
  const kept = question.sides.ours?.oid ?? null;
  const why = await whyNotMerged(tools, question);
  const words = why === null ? dropped : `${dropped}: ${why}`;
  return { file: await keptFile(tools.files, question, [method, words], kept), version: 'kept' };
}

/** The first few tell enough: a person has to look anyhow. */
const REASONS_TOLD = 3;

/** What stands in the way of a merge of both versions; null: it was not tried. */
async function whyNotMerged(
  { files, least }: ResolveTools,
  { sides, subject, driver }: Question,
): Promise<string | null> {
  if (!isFile(sides.ours) || !isFile(sides.theirs)) return null;
  const objection = driverObjection(driver);
  if (objection !== null) return objection;
  if (subject.conflict !== 'content' && subject.conflict !== 'add-add') return null;
  const answered = await files.merge(sides.path, subject.conflict, oidsOf(sides));
  if (!answered) return 'it is no text, or too large';
  const { merged } = answered;
  if (merged.kind === 'conflict') return merged.reasons.slice(0, REASONS_TOLD).join(', ');
  return merged.confidence < least ? 'a merge of both is not certain enough' : null;
}

const AS_SUGGESTED = { method: 'git', confidence: null, lost: NOTHING_LOST, regions: [] } as const;

async function mergeSides(
  tools: ResolveTools,
  { sides, subject }: Question,
  least: number,
): Promise<ResolvedPath | null> {
  const { git, files } = tools;
  const answered = await files.merge(sides.path, subject.conflict, oidsOf(sides));
  if (!answered) return null;
  const { merged } = answered;
  const sound = merged.kind === 'merged' && merged.confidence >= least ? merged : null;
  const remembered = sound ? null : await recallFile(tools, answered.sides);
  const found = sound ?? remembered;
  if (!found) return null;
  const { text, method, confidence, lost } = found;
  const regions = text === null ? [] : contendedRegions(answered.sides, text);
  const file = wholeMerge(subject, { method, confidence, lost, regions });
  if (text === null) return { file, version: null };
  const version = { mode: unitedMode(sides), oid: await git.writeBlob(answered.encode(text)) };
  return { file, version, ...(remembered && { decisions: remembered.decisions }) };
}

/** The project says what becomes of the file, so nothing is uncertain in it. */
async function uniteSides(
  { git, files }: ResolveTools,
  { sides, subject }: Question,
): Promise<ResolvedPath | null> {
  const read = await files.read(sides.path, oidsOf(sides));
  const text = read && uniteAdditions(read.sides);
  if (text === null || (await files.lossOf(read!.sides, text)).length > 0) return null;
  const regions = contendedRegions(read!.sides, text);
  const made = { method: 'lines', confidence: 1, lost: NOTHING_LOST, regions } as const;
  const version = { mode: unitedMode(sides), oid: await git.writeBlob(read!.encode(text)) };
  return { file: wholeMerge(subject, made), version };
}

async function deleteHarmless(
  { git, files }: ResolveTools,
  { sides, subject, written }: Question,
): Promise<ResolvedPath | null> {
  const read = await files.read(sides.path, oidsOf(sides));
  const edited = read && (read.sides.ours ?? read.sides.theirs);
  if (!read || edited === null || read.sides.base === null) return null;
  const contents = await git.blobs(written);
  const elsewhere = new Set(contents.flatMap((content) => bareLines(content?.toString('utf8') ?? '')));
  if (!losesNoEdit(read.sides.base, edited, elsewhere)) return null;
  const made = { method: 'deletion', confidence: 1, lost: NOTHING_LOST, regions: [] } as const;
  return { file: wholeMerge(subject, made), version: null };
}

async function deleteLikely(
  { files }: ResolveTools,
  { sides, subject }: Question,
): Promise<ResolvedPath | null> {
  const read = await files.read(sides.path, oidsOf(sides));
  if (!read) return null;
  const { base, ours, theirs } = read.sides;
  const lost = { ours: missing(ours, [base]), theirs: missing(theirs, [base]) };
  const regions = contendedRegions(read.sides, '');
  const made = { method: 'deletion', confidence: DELETION_IS_MEANT, lost, regions } as const;
  return { file: wholeMerge(subject, made), version: null };
}

async function favourTip(
  { git, files }: ResolveTools,
  question: Question,
  method: FileMerge['method'],
): Promise<ResolvedPath> {
  const { base, ours, theirs } = question.sides;
  const oid = await git.mergeLines({ base: base!.oid, ours: ours!.oid, theirs: theirs!.oid });
  const words =
    oid === null ? 'the whole version of the branch' : 'lines of the branch where both changed the same';
  const file = await keptFile(files, question, [method, words], oid ?? ours!.oid);
  return { file, version: oid === null ? 'kept' : { mode: ours!.mode, oid } };
}

/** A link or a submodule has no lines to merge. */
function isFile(version: FileVersion | null): boolean {
  return version?.mode.startsWith('100') ?? false;
}

/** Whoever changed the executable bit has it; of two new files one that can be run stays so. */
function unitedMode({ base, ours, theirs }: ConflictedPath): string {
  if (base === null) return [ours!.mode, theirs!.mode].includes('100755') ? '100755' : ours!.mode;
  return ours!.mode === base.mode ? theirs!.mode : ours!.mode;
}
