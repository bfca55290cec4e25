import { mergePackageJson } from '@sluice/formats';
import { contendedPaths, remediesFor, type ContestedStrategy, type Remedy } from '@sluice/merge';
import type { FileMerge, FileVersion, GitPath, Oid } from '@sluice/model';
import type { ConflictedPath, Git, MergeAnswer, TreeEdit } from '@sluice/ports';
import { nameOf, type LandingItem, type Tip } from './landing-item.ts';

interface Conflict {
  readonly tip: Tip;
  readonly answer: MergeAnswer;
  readonly item: LandingItem;
  readonly strategy: ContestedStrategy;
}

interface Resolution {
  readonly tree: Oid;
  readonly files: readonly FileMerge[];
  readonly dropped: readonly GitPath[];
}

interface ResolvedPath {
  readonly file: FileMerge;
  /** undefined: the tip's version stays. */
  readonly version?: FileVersion | null;
}

/**
 * What git merged, at whatever path (its edit of a file that the tip has renamed is at the new name), with the tip's
 * version of each contended path, or what the strategy makes of it; null where it has no answer for one of them.
 */
export async function resolveConflict(git: Git, conflict: Conflict): Promise<Resolution | null> {
  const { tip, answer, item } = conflict;
  const contended = contendedPaths(reportedPaths(answer), item.changes);
  const byPath = new Map(answer.conflicts.map((path) => [path.path, path]));
  const resolved: ResolvedPath[] = [];
  for (const path of contended) {
    if (!byPath.has(path) && !item.changes.some((change) => change.path === path)) continue;
    const one = await resolvePath(
      git,
      conflict,
      byPath.get(path) ?? { path, base: null, ours: null, theirs: null },
    );
    if (!one) return null;
    resolved.push(one);
  }
  const kept = [...contended];
  const before = await git.entries(tip.tree, kept);
  const tree = await git.editTree(answer.tree, [
    ...kept.map((path, i) => ({ path, version: before[i]! })),
    ...resolved.flatMap(editOf),
  ]);
  const files = resolved.map(({ file }) => file);
  return { tree, files, dropped: files.filter(({ dropped }) => dropped.length > 0).map(({ path }) => path) };
}

/** Every path that a conflict is about, by git's index entries and by its messages. */
export function reportedPaths({ conflicts, messages }: MergeAnswer): GitPath[] {
  const named = messages.filter(({ kind }) => kind.startsWith('CONFLICT')).flatMap(({ paths }) => paths);
  return [...new Set([...conflicts.map(({ path }) => path), ...named])];
}

function editOf({ file, version }: ResolvedPath): TreeEdit[] {
  return version === undefined ? [] : [{ path: file.path, version }];
}

/** The first remedy that has an answer. */
async function resolvePath(
  git: Git,
  { item, strategy }: Conflict,
  sides: ConflictedPath,
): Promise<ResolvedPath | null> {
  const { path, base, ours, theirs } = sides;
  const file: MakeFile = (method, dropped) => ({ path, method, branch: nameOf(item), dropped });
  const present = { path, base: base !== null, ours: ours !== null, theirs: theirs !== null };
  for (const remedy of remediesFor(strategy, present)) {
    const resolved = await applyRemedy(git, sides, { remedy, file });
    if (resolved) return resolved;
  }
  return null;
}

type MakeFile = (method: FileMerge['method'], dropped: readonly string[]) => FileMerge;

async function applyRemedy(
  git: Git,
  sides: ConflictedPath,
  { remedy, file }: { remedy: Remedy; file: MakeFile },
): Promise<ResolvedPath | null> {
  switch (remedy.kind) {
    case 'keep':
      return { file: file(remedy.method, [remedy.dropped]) };
    case 'package-json':
      return mergeManifest(git, sides, file);
    case 'favour':
      return favourTip(git, sides, { remedy, file });
  }
}

async function mergeManifest(
  git: Git,
  { base, ours, theirs }: ConflictedPath,
  file: MakeFile,
): Promise<ResolvedPath | null> {
  const [b, o, t] = (await git.blobs([base!.oid, ours!.oid, theirs!.oid])).map(
    (blob) => blob?.toString('utf8') ?? '',
  );
  const merged = mergePackageJson(b!, o!, t!);
  if (merged.kind === 'conflict') return null;
  const oid = await git.writeBlob(Buffer.from(merged.text));
  return { file: file('package-json', []), version: { mode: ours!.mode, oid } };
}

async function favourTip(
  git: Git,
  { base, ours, theirs }: ConflictedPath,
  { remedy, file }: { remedy: Extract<Remedy, { kind: 'favour' }>; file: MakeFile },
): Promise<ResolvedPath> {
  const oid = await git.mergeLines({ base: base!.oid, ours: ours!.oid, theirs: theirs!.oid });
  if (oid === null) return { file: file(remedy.method, ['the whole version of the branch']) };
  const dropped = ['lines of the branch where both changed the same'];
  return { file: file(remedy.method, dropped), version: { mode: ours!.mode, oid } };
}
