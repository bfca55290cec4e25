import { NOTHING_LOST } from '@sluice/model';
import type { FileSides } from './file-sides.ts';
import { mergeLines } from './merge-lines.ts';
import type { MergeTools } from './merge-tools.ts';
import type { MergedFile } from './merged-file.ts';
import { readOnce } from './program/read-once.ts';
import { versionsOf } from './versions.ts';

/** In UTF-16 units, of one version: what is larger no person wrote, and none would read. */
const LARGEST = 8_000_000;

/** Merges three versions of one file: the cheapest method first, the first sound answer wins. */
export function mergeFile(sides: FileSides, tools: MergeTools): MergedFile {
  const { base, ours, theirs } = sides;
  if (ours === theirs || theirs === base) return unchanged(ours);
  if (ours === base) return unchanged(theirs);
  if (ours === null || theirs === null) {
    const deleted = ours === null ? 'ours' : 'theirs';
    return {
      kind: 'conflict',
      text: null,
      conflicts: 1,
      reasons: [`${deleted} deleted the file, and the other side changed it`],
    };
  }
  if (Math.max(base?.length ?? 0, ours.length, theirs.length) > LARGEST)
    return { kind: 'conflict', text: null, conflicts: 1, reasons: ['the file is too large to be merged'] };
  return mergeLines(sides, versionsOf(base, ours, theirs), readOnce(sides, tools), tools.experience);
}

function unchanged(text: string | null): MergedFile {
  return { kind: 'merged', text, method: 'git', confidence: 1, lost: NOTHING_LOST };
}
