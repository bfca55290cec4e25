import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export async function load(folder: string = homedir()): Promise<string> {
  return readFile(join(folder, 'settings.json'), 'utf8');
}
