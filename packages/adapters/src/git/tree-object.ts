// A tree as git stores it. Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
import { asOid, Fault, type Oid } from '@sluice/model';
import type { ObjectReader } from './object-reader.ts';

/** Mode of an entry that is a tree itself. */
export const DIRECTORY = '40000';

export interface Entry {
  readonly mode: string;
  readonly oid: Oid;
}

// Names inside a tree are bytes; latin1 strings hold them one to one and compare in git's order.
export type Entries = Map<string, Entry>;

/**
 * The entries of one tree. Modes are as git means them: it passes over zeros before them, so that `040000` is a
 * directory too.
 *
 * @throws Fault CORRUPT_OBJECT for one that is cut, has a name that is none, or a name twice: of these only one could be kept.
 */
export async function readTree(tree: Oid, reader: ObjectReader): Promise<Entries> {
  const object = await reader.read(tree);
  if (object?.type !== 'tree') {
    throw new Fault('CORRUPT_OBJECT', `Tree ${tree} is missing.`, 'Run `git fsck` in the repository.');
  }
  const { content } = object;
  const entries: Entries = new Map();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const nul = content.indexOf(0, space);
    const end = nul + 1 + tree.length / 2;
    const name = content.toString('latin1', space + 1, nul);
    const isMalformed = space < 0 || nul < 0 || end > content.length || name === '' || name.includes('/');
    if (isMalformed || entries.has(name)) {
      throw new Fault('CORRUPT_OBJECT', `Tree ${tree} is malformed.`, 'Run `git fsck` in the repository.');
    }
    entries.set(name, {
      mode: content.toString('latin1', at, space).replace(/^0+/, ''),
      oid: asOid(content.toString('hex', nul + 1, end)),
    });
    at = end;
  }
  return entries;
}

/** The bytes of a tree of these entries. */
export function encodeTree(entries: Entries): Buffer {
  // git sorts a directory as if its name ended with a slash.
  const key = ([name, entry]: [string, Entry]): string => (entry.mode === DIRECTORY ? `${name}/` : name);
  const sorted = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return Buffer.concat(
    sorted.map(([name, { mode, oid }]) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(oid, 'hex')]),
    ),
  );
}
