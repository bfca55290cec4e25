import type { GitPath, Region } from '@sluice/model';
import { BitSet } from './bit-set.ts';
import type { ConflictRows } from './conflict-rows.ts';
import type { Touch } from './touch-index.ts';

/** One way in which lines `[start, end]` of the base are changed, and by whom. Ends are inclusive: touching is overlapping. */
interface Variant {
  readonly start: number;
  readonly end: number;
  readonly members: number[];
}

/** Lines of one file on which contenders meet; `members` are those with at least one other way beside theirs. */
export interface LineSpot {
  readonly path: GitPath;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly members: readonly number[];
}

/**
 * Marks every pair of contenders whose regions of one file touch or overlap and are not the same change: exactly when
 * git's three-way merge of the lines conflicts (xdiff/xmerge.c, `xdl_do_merge`). A sweep over the regions in base
 * order; the regions that are open at one line are one bit set, so that n on one line cost n steps, not n².
 */
export function markLineConflicts(path: GitPath, touches: readonly Touch[], rows: ConflictRows): LineSpot[] {
  return overlapGroups(variantsOf(touches)).flatMap((group) => {
    if (group.length < 2) return [];
    sweep(group, rows);
    const members = [...new Set(group.flatMap((variant) => variant.members))];
    return [
      { path, firstLine: group[0]!.start + 1, lastLine: Math.max(...group.map((v) => v.end)), members },
    ];
  });
}

function variantsOf(touches: readonly Touch[]): Variant[] {
  const variants = new Map<string, Variant>();
  for (const { by, change } of touches) {
    for (const region of change.regions ?? []) {
      const key = variantKey(region);
      const known = variants.get(key);
      if (known) known.members.push(by);
      else
        variants.set(key, { start: region.start, end: region.start + region.removed.length, members: [by] });
    }
  }
  return [...variants.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function variantKey({ start, removed, added }: Region): string {
  return `${start} ${removed.length} ${added.join(' ')}`;
}

/** Runs of variants in which each touches one before it. */
function overlapGroups(sorted: readonly Variant[]): Variant[][] {
  const groups: Variant[][] = [];
  let end = -1;
  for (const variant of sorted) {
    if (groups.length === 0 || variant.start > end) groups.push([]);
    groups.at(-1)!.push(variant);
    end = Math.max(end, variant.end);
  }
  return groups;
}

/** Marks each variant's members against those of every variant still open where it starts. */
function sweep(group: readonly Variant[], rows: ConflictRows): void {
  const openMembers = new BitSet(rows.size);
  let open: Variant[] = [];
  for (const variant of group) {
    const closed = open.filter(({ end }) => end < variant.start);
    if (closed.length > 0) {
      for (const { members } of closed) for (const member of members) openMembers.delete(member);
      open = open.filter(({ end }) => end >= variant.start);
    }
    rows.mark(variant.members, openMembers);
    for (const member of variant.members) openMembers.add(member);
    open.push(variant);
  }
}
