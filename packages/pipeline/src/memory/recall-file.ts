import type { Recollection } from '@sluice/memory';
import type { FileSides, MergedText } from '@sluice/merge';
import { NOTHING_LOST } from '@sluice/model';
import type { FileMerges } from '../file-merges.ts';
import { conflictPieces } from './conflict-pieces.ts';

/**
 * The file as the same conflict was decided before; null where memory does not know every place of it well enough, or
 * where the check that every merge has to pass objects.
 */
export async function recallFile(
  { recollection, files }: { readonly recollection: Recollection | null; readonly files: FileMerges },
  sides: FileSides,
): Promise<(MergedText & { readonly decisions: readonly string[] }) | null> {
  const { path, base, ours, theirs } = sides;
  if (!recollection || ours === null || theirs === null) return null;
  const found = recollection.recall(path, conflictPieces({ base: base ?? '', ours, theirs }));
  if (!found) return null;
  const text = found.lines.join('\n');
  if ((await files.lossOf(sides, text)).length > 0) return null;
  const { confidence, decisions } = found;
  return { kind: 'merged', text, method: 'remembered', confidence, lost: NOTHING_LOST, decisions };
}
