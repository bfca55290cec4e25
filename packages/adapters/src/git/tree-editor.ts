import { encodeGitText, type Oid } from '@sluice/model';
import type { TreeEdit } from '@sluice/ports';
import type { ObjectReader } from './object-reader.ts';
import type { ObjectWriter } from './object-writer.ts';
import { DIRECTORY, encodeTree, readTree, type Entry } from './tree-object.ts';

interface Pending {
  readonly here: Map<string, TreeEdit['version']>;
  readonly below: Map<string, Pending>;
}

/** A new tree with the edits applied; only the directories on the way to them are read and written again. */
export async function editTree(
  tree: Oid | null,
  edits: readonly TreeEdit[],
  objects: { reader: ObjectReader; writer: ObjectWriter },
): Promise<Oid> {
  const root: Pending = { here: new Map(), below: new Map() };
  for (const edit of edits) enter(root, edit);
  return (await apply(tree, root, objects)) ?? objects.writer.write('tree', Buffer.alloc(0));
}

function enter(root: Pending, edit: TreeEdit): void {
  const names = encodeGitText(edit.path).toString('latin1').split('/');
  let level = root;
  for (const name of names.slice(0, -1)) {
    let next = level.below.get(name);
    if (!next) level.below.set(name, (next = { here: new Map(), below: new Map() }));
    level = next;
  }
  level.here.set(names.at(-1)!, edit.version);
}

/** null: the directory is empty now. */
async function apply(
  tree: Oid | null,
  pending: Pending,
  objects: { reader: ObjectReader; writer: ObjectWriter },
): Promise<Oid | null> {
  const entries = tree === null ? new Map<string, Entry>() : await readTree(tree, objects.reader);
  for (const [name, version] of pending.here) {
    if (version === null) entries.delete(name);
    else entries.set(name, { mode: version.mode.replace(/^0+/, ''), oid: version.oid });
  }
  for (const [name, below] of pending.below) {
    const old = entries.get(name);
    const oid = await apply(old?.mode === DIRECTORY ? old.oid : null, below, objects);
    if (oid !== null) entries.set(name, { mode: DIRECTORY, oid });
    else if (old?.mode === DIRECTORY) entries.delete(name);
  }
  return entries.size === 0 ? null : objects.writer.write('tree', encodeTree(entries));
}
