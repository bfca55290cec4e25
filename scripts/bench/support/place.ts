import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';

/**
 * Where repositories are made: in memory where that is possible, since every side writes the same objects and the
 * disk is not what is measured. `TMPDIR` decides otherwise.
 */
export const PLACE = process.env['TMPDIR'] ?? (isWritable(MEMORY) ? MEMORY : tmpdir());

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
