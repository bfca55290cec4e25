import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of the directories that has an executable of that name, with the name; or null. */
export function findExecutable(name: string, directories: readonly string[]): string | null {
  return directories.map((directory) => join(directory, name)).find(isExecutable) ?? null;
}

/** The first executable of that name on PATH, or null. */
export function onPath(name: string): string | null {
  return findExecutable(name, (process.env['PATH'] ?? '').split(delimiter));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
