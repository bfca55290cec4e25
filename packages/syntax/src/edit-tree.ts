import type { Edit, Tree } from 'web-tree-sitter';
import type { ChangedRegion } from './changed-regions.ts';
import { lineAt, lineStarts } from './line-starts.ts';

/**
 * A copy of a tree that knows which places of its text have changed: the parser takes over everything else. The
 * caller frees it.
 */
export function editTree(tree: Tree, before: string, after: string, regions: readonly ChangedRegion[]): Tree {
  const copy = tree.copy();
  const old = pointsIn(before);
  const young = pointsIn(after);
  // From the last to the first: an edit moves only what stands after it.
  for (const region of regions.toReversed()) {
    const start = old(region.start);
    const added = young(region.newEnd).row - young(region.newStart).row;
    const column = young(region.newEnd).column;
    const edit: Omit<Edit, 'editPoint' | 'editRange'> = {
      startIndex: region.start,
      oldEndIndex: region.end,
      newEndIndex: region.start + region.newEnd - region.newStart,
      startPosition: start,
      oldEndPosition: old(region.end),
      newEndPosition: { row: start.row + added, column },
    };
    copy.edit(edit as Edit);
  }
  return copy;
}

function pointsIn(text: string): (offset: number) => { row: number; column: number } {
  const starts = lineStarts(text);
  return (offset) => {
    const row = lineAt(starts, offset) - 1;
    return { row, column: offset - starts[row]! };
  };
}
