import { showPath, type GitPath, type Oid, type PathChange } from '@sluice/model';
import type { FileMerges, SideOids } from './file-merges.ts';

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

/**
 * Files that a branch and the base both changed since they parted. `changes` are against the merge base, `landing` those
 * of the merge against the tip: where a file is not the same before, the base changed it, too.
 */
export function sharedWithBase(changes: readonly PathChange[], landing: readonly PathChange[]): SharedFile[] {
  const onTip = new Map(landing.map((change) => [change.path, change]));
  return changes.flatMap(({ path, before, after }) => {
    const merged = onTip.get(path);
    if (!isText(before) || !isText(after) || !isText(merged?.before) || !isText(merged?.after)) return [];
    const oids = { base: before.oid, ours: merged.before.oid, theirs: after.oid };
    return oids.base === oids.ours ? [] : [{ path, oids, result: merged.after.oid }];
  });
}

/** A regular file: of links and submodules only one version can be meant. */
export function isText<T extends { readonly mode: string }>(version: T | null | undefined): version is T {
  return version?.mode.startsWith('100') ?? false;
}
