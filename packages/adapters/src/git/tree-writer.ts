import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import {
  encodeGitText,
  Fault,
  parentsOf,
  showPath,
  type FileVersion,
  type GitPath,
  type Oid,
} from '@sluice/model';
import type { TreeEntry } from '@sluice/ports';
import type { ObjectReader } from './object-reader.ts';
import { writeFault } from './object-writer.ts';
import type { RawEntry } from './raw-diff.ts';

interface Trees {
  files(tree: Oid): Promise<readonly TreeEntry[]>;
  changedFiles(before: Oid, after: Oid): Promise<readonly RawEntry[]>;
}

interface Change {
  readonly path: GitPath;
  readonly before: FileVersion | null;
  readonly after: FileVersion | null;
}

/** Blobs held in memory at one moment. */
const IN_FLIGHT = 64;

/** Writes trees into directories without filters or attributes; a second tree costs only its difference to the first. */
export class TreeWriter {
  readonly #trees: Trees;
  readonly #reader: ObjectReader;
  readonly #written = new Map<string, Oid>();
  readonly #symlinks = new Map<string, Set<GitPath>>();

  constructor(trees: Trees, reader: ObjectReader) {
    this.#trees = trees;
    this.#reader = reader;
  }

  async write(tree: Oid, directory: string): Promise<void> {
    const last = this.#written.get(directory);
    if (last === tree) return;
    // Forgotten until all is written: after a fault half way the directory is made anew.
    this.#written.delete(directory);
    const fresh = last === undefined;
    if (fresh) {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory, { recursive: true });
      this.#symlinks.set(directory, new Set());
    }
    const changes = fresh
      ? (await this.#trees.files(tree)).map(addition)
      : await this.#trees.changedFiles(last, tree);
    try {
      for (const change of changes) if (change.before) this.#remove(directory, change);
      for (let i = 0; i < changes.length; i += IN_FLIGHT) {
        await Promise.all(changes.slice(i, i + IN_FLIGHT).map((change) => this.#add(directory, change)));
      }
    } catch (cause) {
      throw cause instanceof Fault ? cause : writeFault(cause as NodeJS.ErrnoException);
    }
    this.#written.set(directory, tree);
  }

  #remove(directory: string, { path, before }: Change): void {
    this.#symlinks.get(directory)!.delete(path);
    rmSync(toBytes(directory, path), { recursive: before?.mode === '160000', force: true });
    for (const parent of parentsOf(path)) {
      if (!removeIfEmpty(toBytes(directory, parent))) break;
    }
  }

  async #add(directory: string, { path, after }: Change): Promise<void> {
    if (!after) return;
    this.#refuseEscape(directory, path);
    const target = toBytes(directory, path);
    mkdirSync(dirnameOf(directory, path), { recursive: true });
    if (after.mode === '160000') {
      mkdirSync(target, { recursive: true });
      return;
    }
    if (after.mode === '120000') {
      const object = await this.#reader.read(after.oid);
      if (!object) throw missing(path);
      symlinkSync(object.content, target);
      this.#symlinks.get(directory)!.add(path);
    } else {
      await this.#addFile(target, path, after);
    }
  }

  async #addFile(target: Buffer, path: GitPath, { oid, mode }: FileVersion): Promise<void> {
    const file = openSync(target, 'wx');
    try {
      if (!(await this.#reader.copy(oid, (chunk) => writeAll(file, chunk)))) throw missing(path);
    } finally {
      closeSync(file);
    }
    if (mode === '100755') chmodSync(target, 0o755);
  }

  /** A raw tree can hold `..`, `.git`, or a file below a symlink: nothing is ever written through such a path. */
  #refuseEscape(directory: string, path: GitPath): void {
    const names = path.split('/');
    const forged = names.some(
      (name) => name === '' || name === '.' || name === '..' || name.toLowerCase() === '.git',
    );
    const symlinks = this.#symlinks.get(directory)!;
    if (forged || path.includes('\0') || parentsOf(path).some((parent) => symlinks.has(parent))) {
      throw new Fault(
        'CORRUPT_OBJECT',
        `The tree has a forged path: ${showPath(path)}.`,
        'Run `git fsck --strict` and delete the branch that has it.',
      );
    }
  }
}

function missing(path: GitPath): Fault {
  const words = `The content of ${showPath(path)} is missing.`;
  return new Fault('CORRUPT_OBJECT', words, 'Run `git fsck` in the repository.');
}

function writeAll(file: number, chunk: Buffer): void {
  for (let at = 0; at < chunk.length;) at += writeSync(file, chunk, at);
}

function addition({ path, mode, oid }: TreeEntry): Change {
  return { path, before: null, after: { mode, oid } };
}

function toBytes(directory: string, path: GitPath): Buffer {
  return Buffer.concat([Buffer.from(`${directory}/`), encodeGitText(path)]);
}

function dirnameOf(directory: string, path: GitPath): Buffer {
  return path.includes('/') ? toBytes(directory, dirname(path)) : Buffer.from(directory);
}

function removeIfEmpty(directory: Buffer): boolean {
  try {
    rmdirSync(directory);
    return true;
  } catch {
    return false;
  }
}
