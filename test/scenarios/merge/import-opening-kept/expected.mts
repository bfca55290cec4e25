import {
  readFile,
  writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export async function load(folder: string = homedir()): Promise<string> {
  return readFile(join(folder, 'settings.json'), 'utf8');
}

export async function save(folder: string, text: string): Promise<void> {
  await writeFile(join(folder, 'settings.json'), text);
}
