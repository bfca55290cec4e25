import { bareLines, contendedRegions } from '@sluice/merge';
import type { FileMerge, Method, Oid } from '@sluice/model';
import type { ConflictedPath } from '@sluice/ports';
import type { FileMerges, SideOids } from './file-merges.ts';
import { keptMerge, type Subject } from './report-merge.ts';

/** Why a version was kept, and what was left out for it. */
type Words = readonly [method: Method, dropped: string];

/**
 * What a person sees of a path of which one version was kept: both sides in each place, and what of them is not in
 * `result`, the content that it has now (null: it is gone). Where there is no text to show, the words alone.
 */
export async function keptFile(
  files: FileMerges,
  { sides, subject }: { readonly sides: ConflictedPath; readonly subject: Subject },
  words: Words,
  result: Oid | null,
): Promise<FileMerge> {
  const [read, now] = await Promise.all([
    files.read(sides.path, oidsOf(sides)),
    files.read(sides.path, { base: result, ours: null, theirs: null }),
  ]);
  if (!read || !now) return keptMerge(subject, words);
  const { base, ours, theirs } = read.sides;
  const text = now.sides.base ?? '';
  const lost = { ours: missing(ours, [base, text]), theirs: missing(theirs, [base, text]) };
  return { ...keptMerge(subject, words, lost), regions: contendedRegions(read.sides, text) };
}

/** Lines of a version that none of the others has, white space aside. */
export function missing(version: string | null, others: readonly (string | null)[]): string[] {
  const known = new Set(others.flatMap((other) => bareLines(other ?? '')));
  return (version ?? '').split('\n').filter((line) => bareLines(line).some((bare) => !known.has(bare)));
}

export function oidsOf({ base, ours, theirs }: ConflictedPath): SideOids {
  return { base: base?.oid ?? null, ours: ours?.oid ?? null, theirs: theirs?.oid ?? null };
}
