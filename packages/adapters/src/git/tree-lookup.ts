import { asOid, encodeGitText, Fault, type FileVersion, type GitPath, type Oid } from '@sluice/model';
import type { ObjectReader } from './object-reader.ts';
import { DIRECTORY, readTree } from './tree-object.ts';

/** What a tree has at a path, a directory too (mode `40000`); null: nothing. */
export async function lookUp(tree: Oid, path: GitPath, reader: ObjectReader): Promise<FileVersion | null> {
  let at: FileVersion = { mode: DIRECTORY, oid: tree };
  for (const name of encodeGitText(path).toString('latin1').split('/')) {
    const entry = at.mode === DIRECTORY ? (await readTree(at.oid, reader)).get(name) : undefined;
    if (entry === undefined) return null;
    at = entry;
  }
  return at;
}

/** The tree of a commit. */
export async function treeOf(commit: Oid, reader: ObjectReader): Promise<Oid> {
  const object = await reader.read(commit);
  const tree =
    object?.type === 'commit'
      ? /^tree ([0-9a-f]+)\n/.exec(object.content.toString('latin1', 0, 80))?.[1]
      : undefined;
  if (tree === undefined)
    throw new Fault('CORRUPT_OBJECT', `Commit ${commit} is missing.`, 'Run `git fsck` in the repository.');
  return asOid(tree);
}
