import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@sluice/ports';
import { writeFault } from '../git/object-writer.ts';
import { removeDead } from '../machine/dead-entries.ts';

const PARTIAL = 'partial-';

/** A store of one JSON file a key. */
export class FileStore implements Store {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    removeDead(directory, PARTIAL);
  }

  async get(key: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#file(key), 'utf8'));
    } catch {
      return undefined;
    }
  }

  async put(key: string, value: unknown): Promise<void> {
    const temporary = join(this.#directory, `${PARTIAL}${process.pid}-${randomUUID()}`);
    try {
      await mkdir(this.#directory, { recursive: true });
      await writeFile(temporary, JSON.stringify(value));
      await rename(temporary, this.#file(key));
    } catch (cause) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw writeFault(cause as NodeJS.ErrnoException);
    }
  }

  #file(key: string): string {
    return join(this.#directory, `${key}.json`);
  }
}
