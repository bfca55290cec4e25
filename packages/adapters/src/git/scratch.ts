import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFault } from './object-writer.ts';

export interface RepositoryPlace {
  /** The common git directory, absolute. */
  readonly gitDir: string;
  readonly objectsDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
}

/** Names of scratch repositories begin with it. */
export const SCRATCH = 'scratch-';

/**
 * A bare repository of our own that borrows the objects of the user's: no index, no settings but these, and no attributes
 * until those of a base are adopted, so that nothing of the user or of a branch steers a merge. Written file by file: no
 * process.
 */
export function createScratch(place: RepositoryPlace, stateDir: string): string {
  const scratch = join(stateDir, `${SCRATCH}${process.pid}-${randomUUID().slice(0, 8)}`);
  try {
    for (const directory of ['objects/info', 'objects/pack', 'refs/heads', 'info']) {
      mkdirSync(join(scratch, directory), { recursive: true });
    }
    writeFileSync(join(scratch, 'HEAD'), 'ref: refs/heads/none\n');
    writeFileSync(join(scratch, 'config'), scratchConfig(place.objectFormat));
    writeFileSync(join(scratch, 'objects/info/alternates'), `${quoteAlternate(place.objectsDir)}\n`);
    const shallow = join(place.gitDir, 'shallow');
    if (existsSync(shallow)) copyFileSync(shallow, join(scratch, 'shallow'));
  } catch (cause) {
    rmSync(scratch, { recursive: true, force: true });
    throw writeFault(cause as NodeJS.ErrnoException);
  }
  return scratch;
}

function scratchConfig(objectFormat: string): string {
  const sha256 = objectFormat === 'sha256';
  return [
    '[core]',
    `\trepositoryformatversion = ${sha256 ? 1 : 0}`,
    '\tbare = true',
    '\tlogAllRefUpdates = false',
    // Larger files are compared as binary: their regions would cost more than a real merge of the few that collide.
    '\tbigFileThreshold = 1m',
    // Most objects made here are gone with the run: packing them tight took most of the time of a merge.
    '\tlooseCompression = 0',
    '[gc]',
    '\tauto = 0',
    ...(sha256 ? ['[extensions]', '\tobjectFormat = sha256'] : []),
    '',
  ].join('\n');
}

function quoteAlternate(path: string): string {
  return /^["#]|[\n\\"]/.test(path) ? JSON.stringify(path) : path;
}
