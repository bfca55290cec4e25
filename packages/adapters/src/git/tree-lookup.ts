import { encodeGitText, type FileVersion, type GitPath, type Oid } from '@sluice/model';
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
