import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first executable of that name on PATH, or null. */
export function onPath(name: string): string | null {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .find((directory) => isExecutable(join(directory, name)));
  return found === undefined ? null : join(found, name);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
