import { readFileSync } from 'node:fs';
import { keepCompiled } from '../keep-compiled.ts';
import { loadEngine } from '../load-engine.ts';
import { expectShortRun } from '../short-run.ts';
import { decodeSides } from '@sluice/merge';
import type { DriverCall } from './driver-call.ts';
import { markByGit } from './mark-by-git.ts';
import { replaceFile } from './replace-file.ts';

const GIT_MARKERS = 7;

/**
 * Leaves the merge in the file of `ours`: true where it is clean. Where it is not, or anything at all goes wrong, that
 * file has conflict markers: git would take it as it is for the result.
 */
export async function driveMerge(call: DriverCall): Promise<boolean> {
  try {
    const clean = await mergeByEngine(call);
    if (clean !== null) return clean;
  } catch (error) {
    report(call, error);
  }
  try {
    markByGit(call);
  } catch (error) {
    // Not even the markers can be written: git is told of the conflict, and has all versions.
    report(call, error);
  }
  return false;
}

function report({ path }: Pick<DriverCall, 'path'>, error: unknown): void {
  process.stderr.write(`sluice merge-driver: ${path}: ${String(error)}\n`);
}

/** null: no answer, and nothing was written. */
async function mergeByEngine({ base, ours, theirs, markerSize, path }: DriverCall): Promise<boolean | null> {
  const before = readFileSync(base);
  // git gives an empty file for a base that does not exist.
  const bytes = {
    base: before.length === 0 ? null : before,
    ours: readFileSync(ours),
    theirs: readFileSync(theirs),
  };
  expectShortRun(bytes);
  keepCompiled();
  const decoded = decodeSides(path, bytes);
  const merged = decoded && (await loadEngine()).merge(decoded.sides);
  // A driver has no way to say that the file is gone.
  if (!merged || merged.text === null) return null;
  if (merged.kind === 'conflict' && merged.method) report({ path }, merged.reasons.join(', '));
  if (merged.kind === 'conflict' && markerSize !== GIT_MARKERS) return null;
  replaceFile(ours, decoded.encode(merged.text));
  return merged.kind === 'merged';
}
