import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DirectoryStore, StoredDirectory } from '@sluice/ports';
import { writeFault } from '../git/object-writer.ts';
import { removeDead } from '../machine/dead-entries.ts';

const PARTIAL = 'partial-';

/** Directories under one parent, named after their key once they are whole. */
export class FileDirectoryStore implements DirectoryStore {
  readonly #parent: string;

  constructor(parent: string) {
    this.#parent = parent;
  }

  async obtain(key: string, make: (directory: string) => Promise<boolean>): Promise<StoredDirectory | null> {
    const path = join(this.#parent, key);
    if (!existsSync(path) && !(await this.#fill(path, make))) return null;
    return { path, has: (name) => existsSync(join(path, name)) };
  }

  async #fill(path: string, make: (directory: string) => Promise<boolean>): Promise<boolean> {
    removeDead(this.#parent, PARTIAL);
    const partial = join(this.#parent, `${PARTIAL}${process.pid}-${randomUUID()}`);
    try {
      await mkdir(partial, { recursive: true });
      if (!(await make(partial))) return false;
      // Another run may have been faster: its directory is as good.
      if (!existsSync(path)) await rename(partial, path);
      return true;
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      throw code === undefined ? cause : writeFault(cause as NodeJS.ErrnoException);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
}
