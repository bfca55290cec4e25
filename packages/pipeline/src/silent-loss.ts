import {
  showPath,
  type BranchName,
  type FileVersion,
  type GitPath,
  type Oid,
  type PathChange,
} from '@sluice/model';
import type { FileMerges, SideOids } from './file-merges.ts';
import type { Trail } from './trail.ts';

/** A file that git merged without a conflict though both sides changed it. */
export interface SharedFile {
  readonly path: GitPath;
  readonly oids: SideOids;
  readonly result: Oid;
}

/** What such a merge has lost. */
export interface SilentLoss {
  readonly path: GitPath;
  /** One phrase each, for people. */
  readonly lost: readonly string[];
}

/** The first few tell enough: a person has to look anyhow. */
const FILES_TOLD = 3;
const PHRASES_TOLD = 3;

/** Whether anything that one side added is missing from what git made of these files. */
export async function findSilentLosses(
  files: FileMerges,
  shared: readonly SharedFile[],
): Promise<SilentLoss[]> {
  const losses: SilentLoss[] = [];
  for (const { path, oids, result } of shared) {
    if (losses.length === FILES_TOLD) break;
    const lost = await files.loss(path, oids, result);
    if (lost.length > 0) losses.push({ path, lost });
  }
  return losses;
}

/** One or two sentences for people. */
export function lossWords(losses: readonly SilentLoss[], withWhom: string): string {
  const places = losses.map(
    ({ path, lost }) => `${showPath(path)}: ${lost.slice(0, PHRASES_TOLD).join(', ')}`,
  );
  return `git merges it with ${withWhom} without a conflict, but ${places.join('; ')}.`;
}

/** A file that an item changes and an earlier one touched. */
interface Meeting {
  readonly before: FileVersion | null;
  readonly after: FileVersion;
  /** The last that touched it. */
  readonly by: BranchName;
  /** Where the earlier ones have left it. */
  readonly ours: GitPath;
  /** Where it is in the result. */
  readonly result: GitPath;
}

/** Files that an item and earlier ones both touched, wherever each of them has put them. */
export function meetingsOf(changes: readonly PathChange[], trail: Trail): Meeting[] {
  return movedTogether(changes).flatMap(({ path, before, after, to }) => {
    const by = trail.lastAt(path);
    if (by === undefined || !isText(after) || (before !== null && !isText(before))) return [];
    if (before?.oid === after.oid) return [];
    const ours = trail.placeOf(path);
    return [{ before, after, by, ours, result: to === path ? ours : to }];
  });
}

/** A meeting with what is found at its places; none where only one side changed the content. */
export function sharedFile(
  { before, after, result }: Meeting,
  ours: FileVersion | null,
  merged: FileVersion | null,
): SharedFile[] {
  if (!isText(ours) || !isText(merged) || ours.oid === before?.oid) return [];
  const oids = { base: before?.oid ?? null, ours: ours.oid, theirs: after.oid };
  return [{ path: result, oids, result: merged.oid }];
}

/**
 * Files that a branch and the base both changed since they parted. `changes` are against the merge base, `landing` those
 * of the merge against the tip: where a file is not the same before, the base changed it, too.
 */
export function sharedWithBase(changes: readonly PathChange[], landing: readonly PathChange[]): SharedFile[] {
  const onTip = new Map(landing.map((change) => [change.path, change]));
  const byEdit = editsOf(landing);
  return movedTogether(changes).flatMap((change): SharedFile[] => {
    const { before, after, path, to } = change;
    // Where only one file of another name has the same edit, the base has renamed it.
    const met = onTip.get(path) ?? byEdit.get(editOf(change)) ?? undefined;
    const result = to === path ? met : onTip.get(to);
    if (!isText(before) || !isText(after) || !isText(met?.before) || !isText(result?.after)) return [];
    const oids = { base: before.oid, ours: met.before.oid, theirs: after.oid };
    return oids.base === oids.ours ? [] : [{ path: result.path, oids, result: result.after.oid }];
  });
}

/** Changes with both ends of a rename as one: `to` is where the content is afterwards. */
function movedTogether(changes: readonly PathChange[]): (PathChange & { readonly to: GitPath })[] {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const targets = new Set(changes.map(({ renamedTo }) => renamedTo));
  return changes
    .filter(({ path }) => !targets.has(path))
    .map((change) => {
      const target = change.renamedTo === null ? undefined : byPath.get(change.renamedTo);
      return target ? { ...change, after: target.after, to: target.path } : { ...change, to: change.path };
    });
}

/** Changes by what they do to their lines; null where several do the same. */
function editsOf(changes: readonly PathChange[]): Map<string, PathChange | null> {
  const found = new Map<string, PathChange | null>();
  for (const change of changes) {
    const edit = editOf(change);
    if (edit !== '') found.set(edit, found.has(edit) ? null : change);
  }
  return found;
}

/** The lines that a change takes and gives, as one word; '' where there are none to speak of. */
function editOf({ regions }: PathChange): string {
  return (regions ?? []).map(({ removed, added }) => `${removed.join()}>${added.join()}`).join(';');
}

/** A regular file: of links and submodules only one version can be meant. */
function isText<T extends { readonly mode: string }>(version: T | null | undefined): version is T {
  return version?.mode.startsWith('100') ?? false;
}
