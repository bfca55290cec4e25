import { contendedPaths, type FileSides, type MergedFile } from '@sluice/merge';
import { showPath, type GitPath, type Method, type Oid } from '@sluice/model';
import type { ConflictedPath, Git, MergeAnswer } from '@sluice/ports';
import { findSecrets, type ContendedFile } from '@sluice/synthesis';
import type { LandingItem } from '../landing-item.ts';
import { reportedPaths } from '../resolve-conflict.ts';
import type { Hiding } from './visible-paths.ts';

/** One contended file that the merge engine put together without a model. */
export interface EngineFile {
  readonly sides: ContendedFile;
  readonly text: string;
  readonly method: Method;
}

/** What is left for a model of one conflict. */
export interface OpenConflict {
  readonly files: readonly ContendedFile[];
  readonly modes: ReadonlyMap<GitPath, string>;
  readonly merged: readonly EngineFile[];
}

export type ConflictReading =
  | { readonly kind: 'open'; readonly open: OpenConflict }
  /** No model can help, or none may see it. */
  | { readonly kind: 'closed'; readonly why: string };

interface Sides {
  readonly git: Git;
  readonly hiding: Hiding;
  /** The merge engine: a conflict where it is not sure enough. */
  readonly merge: (sides: FileSides) => MergedFile;
}

const MOST_FILES = 6;
const LONGEST = 60_000;
const LONGEST_ALL = 120_000;

/** The contended files of a merge, as texts; the whole conflict is closed if one of them cannot be shown. */
export async function readConflict(
  { git, hiding, merge }: Sides,
  answer: MergeAnswer,
  item: LandingItem,
): Promise<ConflictReading> {
  const byPath = new Map(answer.conflicts.map((path) => [path.path, path]));
  const files: ContendedFile[] = [];
  const merged: EngineFile[] = [];
  const modes = new Map<GitPath, string>();
  for (const path of contendedPaths(reportedPaths(answer), item.changes)) {
    const sides = byPath.get(path);
    if (!sides || !isTextConflict(sides)) return closed(path, 'it is no conflict between two texts');
    const texts = await readTexts(git, sides);
    if (texts === null) return closed(path, 'it is no text in UTF-8');
    modes.set(path, sides.ours.mode);
    const engine = merge({ path, ...texts });
    if (engine.kind === 'merged' && engine.text !== null) {
      merged.push({ sides: { path, ...texts }, text: engine.text, method: engine.method });
      continue;
    }
    const hidden = whyHidden(path, texts, hiding);
    if (hidden !== null) return closed(path, hidden);
    files.push({ path, ...texts });
  }
  if (files.length === 0) return { kind: 'closed', why: 'nothing in it is left to be written' };
  const size = files.reduce((sum, { ours, theirs }) => sum + ours.length + theirs.length, 0);
  if (files.length > MOST_FILES || size > LONGEST_ALL)
    return {
      kind: 'closed',
      why: `${files.length} files with ${size} characters are more than a model is given`,
    };
  return { kind: 'open', open: { files, modes, merged } };
}

type TextConflict = ConflictedPath & {
  readonly ours: { readonly mode: string; readonly oid: Oid };
  readonly theirs: { readonly mode: string; readonly oid: Oid };
};

function isTextConflict(sides: ConflictedPath): sides is TextConflict {
  const { base, ours, theirs } = sides;
  const regular = [ours, theirs].every((side) => side?.mode.startsWith('100') === true);
  return regular && ours!.mode === theirs!.mode && (base === null || base.mode.startsWith('100'));
}

async function readTexts(
  git: Git,
  { base, ours, theirs }: TextConflict,
): Promise<Omit<ContendedFile, 'path'> | null> {
  const oids = [ours.oid, theirs.oid, ...(base === null ? [] : [base.oid])];
  const [mine, yours, before] = (await git.blobs(oids)).map(textOf);
  // Not read at all where there is no base, null where it is no text.
  if (typeof mine !== 'string' || typeof yours !== 'string' || before === null) return null;
  return { base: before ?? null, ours: mine, theirs: yours };
}

/** UTF-8 without a zero byte; else null. */
export function textOf(blob: Buffer | null): string | null {
  if (blob === null || blob.includes(0)) return null;
  const text = blob.toString('utf8');
  return Buffer.from(text, 'utf8').equals(blob) ? text : null;
}

function whyHidden(
  path: GitPath,
  { base, ours, theirs }: Omit<ContendedFile, 'path'>,
  hiding: Hiding,
): string | null {
  const hidden = hiding(path);
  if (hidden !== null) return hidden;
  const sides = { 'the base': base ?? '', 'the candidate': ours, 'the branch': theirs };
  for (const [name, text] of Object.entries(sides)) {
    if (text.length > LONGEST) return `it is too long in ${name}`;
    const secret = findSecrets(text)[0];
    if (secret) return `line ${secret.line} of it in ${name} looks like ${secret.kind}`;
  }
  return null;
}

function closed(path: GitPath, why: string): { kind: 'closed'; why: string } {
  return { kind: 'closed', why: `${showPath(path)} is shown to no model: ${why}` };
}
