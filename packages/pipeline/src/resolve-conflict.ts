import { conflictKinds, contendedPaths } from '@sluice/merge';
import type { FileMerge, FileVersion, GitPath, Oid } from '@sluice/model';
import type { ConflictedPath, MergeAnswer, TreeEdit } from '@sluice/ports';
import { nameOf, type ContendedFile } from './landing-item.ts';
import { remakeLockfiles } from './remake-lockfiles.ts';
import { keptMerge } from './report-merge.ts';
import { oidsOf } from './kept-file.ts';
import { resolvePath, type Conflict, type ResolvedPath, type ResolveTools } from './resolve-path.ts';

/** Of one branch: nobody compares more files place by place, and results have to travel. */
const SHOWN_SIDE_BY_SIDE = 20;

interface Resolution {
  readonly tree: Oid;
  /** Every path that was decided here, told in `files` or with one that is. */
  readonly contended: readonly GitPath[];
  readonly files: readonly FileMerge[];
  /** The versions of each of `files`. */
  readonly mergedFrom: readonly ContendedFile[];
  readonly dropped: readonly GitPath[];
}

/**
 * What git merged, at whatever path (its edit of a file that the tip has renamed is at the new name), with the tip's
 * version of each contended path, or what the strategy makes of it; null where it has no answer for one of them.
 */
export async function resolveConflict(tools: ResolveTools, conflict: Conflict): Promise<Resolution | null> {
  const { git } = tools;
  const { tip, answer, item } = conflict;
  const contended = [...contendedPaths(reportedPaths(answer), item.changes)];
  const byPath = new Map(answer.conflicts.map((path) => [path.path, path]));
  const kinds = conflictKinds(answer.messages);
  const resolved = new Map<GitPath, ResolvedPath>();
  for (const path of contended) {
    const sides = byPath.get(path);
    if (!sides) continue;
    const one = await resolvePath(tools, conflict, { sides, conflict: kinds.get(path) ?? plainKind(sides) });
    if (!one) return null;
    resolved.set(path, one);
  }
  const companions = contended.filter((path) => !byPath.has(path));
  for (const path of companions) {
    const one = followCompanions(path, conflict, resolved);
    if (one === null) return null;
    if (one !== undefined) resolved.set(path, one);
  }
  const [before, suggested] = await Promise.all([
    git.entries(tip.tree, contended),
    git.entries(answer.tree, contended),
  ]);
  const edits = contended.map((path, i): TreeEdit => {
    const version = resolved.get(path)?.version;
    return { path, version: versionOf(version, { kept: before[i]!, suggested: suggested[i]! }) };
  });
  const merged = await git.editTree(answer.tree, edits);
  const told = [...resolved.values()].flatMap(({ file }) => (file ? [file] : []));
  const shown = told.map((file, i) => (i < SHOWN_SIDE_BY_SIDE ? file : { ...file, regions: [] }));
  const { tree, files } = await remakeLockfiles(tools, { tree: merged, files: shown });
  const mergedFrom = files.flatMap((file) =>
    contendedFile(file, byPath.get(file.path), resolved.get(file.path)),
  );
  const dropped = files.filter((file) => file.dropped.length > 0).map(({ path }) => path);
  return { tree, contended, files, mergedFrom, dropped };
}

function contendedFile(
  { path, conflict, method }: FileMerge,
  sides: ConflictedPath | undefined,
  { decisions = [] }: Pick<ResolvedPath, 'decisions'> = {},
): ContendedFile[] {
  return sides ? [{ path, conflict, method, ...oidsOf(sides), decisions }] : [];
}

/** Every path that a conflict is about, by git's index entries and by its messages. */
export function reportedPaths({ conflicts, messages }: MergeAnswer): GitPath[] {
  const named = messages.filter(({ kind }) => kind.startsWith('CONFLICT')).flatMap(({ paths }) => paths);
  return [...new Set([...conflicts.map(({ path }) => path), ...named])];
}

function plainKind({ base }: ConflictedPath): FileMerge['conflict'] {
  return base === null ? 'add-add' : 'content';
}

/** undefined: the path was not resolved at all. */
function versionOf(
  version: ResolvedPath['version'] | undefined,
  { kept, suggested }: { kept: FileVersion | null; suggested: FileVersion | null },
): FileVersion | null {
  if (version === 'suggested') return suggested;
  return version === undefined || version === 'kept' ? kept : version;
}

/**
 * A path that the conflict names, or that is the other end of a rename, and of which git has no versions: it goes the way
 * of the paths that it belongs to, so that a file is never merged here and left there. undefined: nobody touched it.
 */
function followCompanions(
  path: GitPath,
  { answer, item, strategy }: Conflict,
  resolved: ReadonlyMap<GitPath, ResolvedPath>,
): ResolvedPath | null | undefined {
  const groups = [
    ...answer.messages.map(({ paths }) => paths),
    ...item.changes.map((change) => (change.renamedTo === null ? [] : [change.path, change.renamedTo])),
  ].filter((paths) => paths.includes(path));
  const mates = groups.flat().flatMap((mate) => resolved.get(mate) ?? []);
  if (mates.length > 0 && mates.every(({ version }) => version !== 'kept'))
    return { file: null, version: 'suggested' };
  if (!item.changes.some((change) => change.path === path)) return undefined;
  if (mates.length === 0 && (strategy === 'by-meaning' || strategy === 'likely')) return null;
  const kept = { path, conflict: 'none', branch: nameOf(item) } as const;
  const words =
    strategy === 'minimal'
      ? (['deferred', 'the change of this path stays on the branch'] as const)
      : (['primary-ours', 'the version of the branch'] as const);
  return { file: keptMerge(kept, words), version: 'kept' };
}
