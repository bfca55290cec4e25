import { randomUUID } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadEntries } from '../machine/dead-entries.ts';

const PREFIX = 'sluice-sandbox-';

/** A directory that only this user can enter, named after this process so that a later one can tell whether it is still needed. */
export function createPrivateDirectory(): string {
  const directory = join(tmpdir(), `${PREFIX}${process.pid}-${randomUUID().slice(0, 8)}`);
  mkdirSync(directory, { mode: 0o700 });
  return directory;
}

/** Removes a directory even when a command took the permissions away that removing needs. */
export function removeDirectory(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    openUp(directory);
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes what processes that died left in the temporary directory. */
export function removeDeadDirectories(): void {
  for (const name of deadEntries(tmpdir(), PREFIX)) {
    const directory = join(tmpdir(), name);
    // The temporary directory is everybody's: a link, or a directory of somebody else, is not ours to remove.
    const found = lstatSync(directory, { throwIfNoEntry: false });
    if (found?.isDirectory() && found.uid === process.getuid?.()) removeDirectory(directory);
  }
}

function openUp(directory: string): void {
  if (!lstatSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  chmodSync(directory, 0o700);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) openUp(join(directory, entry.name));
  }
}
