import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function load(folder: string): Promise<string> {
  return readFile(join(folder, 'settings.json'), 'utf8');
}
