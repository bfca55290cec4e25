import { NOTHING_LOST } from '@sluice/model';
import type { FileSides } from './file-sides.ts';
import type { MergedFile } from './merged-file.ts';
import type { MergeTools } from './merge-tools.ts';

/** Merges three versions of one file: the cheapest method first, the first sound answer wins. */
export function mergeFile({ base, ours, theirs }: FileSides, _tools: MergeTools): MergedFile {
  if (ours === theirs || theirs === base)
    return { kind: 'merged', text: ours, method: 'git', confidence: 1, lost: NOTHING_LOST };
  if (ours === base)
    return { kind: 'merged', text: theirs, method: 'git', confidence: 1, lost: NOTHING_LOST };
  return { kind: 'conflict', text: null, conflicts: 1, reasons: ['both sides changed the file'] };
}
