import { lockfileMaker } from '@sluice/judge';
import type { FileMerge, Oid } from '@sluice/model';
import type { Git, TreeEdit } from '@sluice/ports';
import type { LockfileWorkshop } from './lockfile-workshop.ts';

interface Merged {
  readonly tree: Oid;
  readonly files: readonly FileMerge[];
}

/**
 * Lockfiles that were taken out of a merge, made again of the manifests that it came to; of one that cannot be made here,
 * why, and what a person has to run.
 */
export async function remakeLockfiles(
  { git, lockfiles }: { readonly git: Git; readonly lockfiles: LockfileWorkshop | null },
  { tree, files }: Merged,
): Promise<Merged> {
  const edits: TreeEdit[] = [];
  const told: FileMerge[] = [];
  for (const file of files) {
    const maker = file.method === 'taken-out' ? lockfileMaker(file.path) : null;
    const [entry] = maker && lockfiles ? await git.entries(tree, [file.path]) : [];
    const made = entry?.mode.startsWith('100') ? await lockfiles!.make(file.path, tree) : null;
    if (made && 'oid' in made) {
      edits.push({ path: file.path, version: { mode: entry!.mode, oid: made.oid } });
      told.push({ ...file, method: 'regenerated', dropped: [] });
    } else if (maker) {
      const why = made ? ` (not made here: ${made.why})` : '';
      told.push({ ...file, dropped: [...file.dropped, `Run \`${maker.byHand}\`${why}.`] });
    } else told.push(file);
  }
  return { tree: edits.length > 0 ? await git.editTree(tree, edits) : tree, files: told };
}
