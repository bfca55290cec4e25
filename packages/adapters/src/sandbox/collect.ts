import type { Stats } from 'node:fs';
import {
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  symlink,
  utimes,
} from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';

/**
 * Copies paths out of a tree in which nothing runs any more. The tree is hostile: a link is copied as a link and never
 * followed, also on the way to a path; sockets, devices and pipes are left out. A path that is not there is left out.
 */
export async function collect(tree: string, paths: readonly string[], into: string): Promise<void> {
  for (const path of paths.filter(isInside)) {
    if (!(await isReachedWithoutLinks(tree, path))) continue;
    await mkdir(dirname(join(into, path)), { recursive: true });
    await copy(join(tree, path), join(into, path));
  }
}

function isInside(path: string): boolean {
  const clean = normalize(path);
  return !isAbsolute(clean) && clean !== '..' && !clean.startsWith('../');
}

async function isReachedWithoutLinks(tree: string, path: string): Promise<boolean> {
  let reached = tree;
  for (const part of normalize(path).split('/').slice(0, -1)) {
    reached = join(reached, part);
    if (!(await statOf(reached))?.isDirectory()) return false;
  }
  return true;
}

async function copy(from: string, to: string): Promise<void> {
  const found = await statOf(from);
  if (found?.isSymbolicLink()) await symlink(await readlink(from, 'buffer'), to);
  else if (found?.isFile()) {
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await chmod(to, found.mode & 0o111 ? 0o755 : 0o644);
    // Compiled Python and build tools compare times.
    await utimes(to, found.atime, found.mtime);
  } else if (found?.isDirectory()) {
    await mkdir(to, { recursive: true });
    await chmod(to, 0o755);
    const names = await readdir(from);
    await Promise.all(names.map((name) => copy(join(from, name), join(to, name))));
  }
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
