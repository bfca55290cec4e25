import { lstatSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Mount } from '@sluice/ports';

/**
 * Why a mount cannot be put into a tree, or null. The tree is a branch's: a link in the way of a mount point would have the
 * mount point made outside the sandbox, and a file in place of a directory would keep the sandbox from starting.
 */
export function mountObstacle(workspace: string, mounts: readonly Mount[]): string | null {
  for (const { source, target } of mounts) {
    const parts = normalize(target)
      .split('/')
      .filter((part) => part !== '' && part !== '.');
    if (parts.length === 0 || parts.includes('..')) return `${target} is not a path inside the workspace`;
    let reached = workspace;
    for (const [index, part] of parts.entries()) {
      reached = join(reached, part);
      const found = lstatSync(reached, { throwIfNoEntry: false });
      if (found === undefined) break;
      const wanted = index < parts.length - 1 || statSync(source).isDirectory() ? 'directory' : 'file';
      if (wanted === 'directory' ? !found.isDirectory() : !found.isFile()) {
        return `${parts.slice(0, index + 1).join('/')} is not a ${wanted}, but ${target} must be mounted there`;
      }
    }
  }
  return null;
}
