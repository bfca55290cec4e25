import { decisionsIn, type Decision } from '@sluice/memory';
import { decodeSides } from '@sluice/merge';
import type { GitPath, Oid } from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { SideOids } from '../file-merges.ts';
import { conflictPieces, linesOf } from './conflict-pieces.ts';

/** What a finished version of a contended file shows of how it was decided; nothing where it is no text. */
export async function decisionsOf(
  git: Git,
  path: GitPath,
  { base, ours, theirs }: SideOids,
  finished: Oid,
): Promise<Decision[]> {
  if (ours === null || theirs === null) return [];
  const oids = [ours, theirs, finished, ...(base === null ? [] : [base])];
  const [o, t, answer, b = null] = await git.blobs(oids);
  if (!o || !t || !answer || (base !== null && b === null)) return [];
  const sides = decodeSides(path, { base: b, ours: o, theirs: t })?.sides;
  const text = decodeSides(path, { base: null, ours: answer, theirs: null })?.sides.ours ?? null;
  if (!sides || text === null) return [];
  const pieces = conflictPieces({ base: sides.base ?? '', ours: sides.ours!, theirs: sides.theirs! });
  return decisionsIn(path, pieces, linesOf(text));
}
