import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@sluice/model';
import type { StateFile } from '@sluice/ports';
import { writeFault } from '../git/object-writer.ts';
import { removeDead } from '../machine/dead-entries.ts';

const PARTIAL = 'partial-';
const VERSION = /^(\d{1,15})\.json$/;
/** Versions before the newest that stay, for readers that are about to open one. */
const KEPT = 3;

interface Version {
  readonly number: number;
  readonly text: string | null;
}

/**
 * A text in a directory of this machine, each version a file of its own. The next version is made by a link, which only
 * one process can make: a compare-and-swap without locks, so that nothing waits for a process that died.
 */
export class VersionedFile implements StateFile {
  readonly place: string;

  constructor(directory: string) {
    this.place = directory;
    removeDead(directory, PARTIAL);
  }

  async read(): Promise<string | null> {
    return (await this.#newest()).text;
  }

  others(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  async replace(from: string | null, to: string): Promise<boolean> {
    const now = await this.#newest();
    if (now.text !== from) return false;
    const next = now.number + 1;
    if (!(await this.#make(this.#file(next), to))) return false;
    const numbers = await this.#numbers();
    // Others may be so far ahead by now that the number was free again: nobody would see what was written.
    if (Math.max(...numbers) >= next + KEPT) {
      await rm(this.#file(next), { force: true });
      return false;
    }
    const old = numbers.filter((number) => number <= next - KEPT);
    await Promise.all(old.map((number) => rm(this.#file(number), { force: true })));
    return true;
  }

  async keepAside(content: string): Promise<string> {
    const name = `damaged-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.json`;
    await this.#make(join(this.place, name), content);
    return join(this.place, name);
  }

  /** Whole or not at all; false: it is there already. */
  async #make(file: string, content: string): Promise<boolean> {
    const temporary = join(this.place, `${PARTIAL}${process.pid}-${randomUUID()}`);
    try {
      await mkdir(this.place, { recursive: true });
      await writeFile(temporary, content);
      await link(temporary, file);
      return true;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw writeFault(cause as NodeJS.ErrnoException);
    } finally {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  async #newest(): Promise<Version> {
    for (;;) {
      const number = Math.max(0, ...(await this.#numbers()));
      if (number === 0) return { number, text: null };
      const text = await readFile(this.#file(number), 'utf8').catch((error: NodeJS.ErrnoException) => {
        // Others wrote several versions since the directory was read.
        if (error.code === 'ENOENT') return null;
        throw unreadable(this.place, error);
      });
      if (text !== null) return { number, text };
    }
  }

  async #numbers(): Promise<number[]> {
    const names = await readdir(this.place).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw unreadable(this.place, error);
    });
    return names.flatMap((name) => {
      const number = VERSION.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    });
  }

  #file(number: number): string {
    return join(this.place, `${number}.json`);
  }
}

function unreadable(place: string, cause: NodeJS.ErrnoException): Fault {
  return new Fault(
    'FILE_UNREADABLE',
    `${place} cannot be read (${cause.code ?? cause.message}).`,
    'Give it back to the user who runs Sluice, or remove it: nothing else depends on it.',
    cause,
  );
}
