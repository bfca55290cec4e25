import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';

/** Larger reports are not read: they would have to be held in memory. */
const MOST_BYTES = 32 << 20;

/**
 * One file of a tree in which nothing runs any more; null: it is not there, not a plain file, or too large. The tree is
 * hostile: no link is followed, neither the file nor a directory on the way to it.
 */
export function readReport(tree: string, path: string): Buffer | null {
  const parts = normalize(path).split('/');
  if (isAbsolute(path) || parts.includes('..')) return null;
  const ways = parts.slice(0, -1).map((_, i) => join(tree, ...parts.slice(0, i + 1)));
  if (!ways.every((way) => lstatSync(way, { throwIfNoEntry: false })?.isDirectory())) return null;
  const file = join(tree, ...parts);
  // Looked at before it is opened: opening a pipe would wait for a writer.
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = fstatSync(descriptor);
    if (size > MOST_BYTES) return null;
    const content = Buffer.alloc(size);
    let at = 0;
    for (let read = -1; read !== 0 && at < size; at += read)
      read = readSync(descriptor, content, at, size - at, at);
    return content.subarray(0, at);
  } finally {
    closeSync(descriptor);
  }
}
