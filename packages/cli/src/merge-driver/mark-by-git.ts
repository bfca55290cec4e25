import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { markConflict } from '@sluice/merge';
import type { DriverCall } from './driver-call.ts';
import { replaceByAllMeans } from './replace-file.ts';

/** A higher exit status is an error, not a number of conflicts. Source: https://git-scm.com/docs/git-merge-file */
const MOST_CONFLICTS = 127;
/** In bytes: of a larger merge both versions stand whole between the markers. */
const LARGEST = 1_000_000_000;

/**
 * Writes conflict markers into the file of `ours`: those of git's own merge of lines, or, where that has none, around
 * both versions whole. Bytes that are no text stay as they are: git itself does so, and says that they conflict.
 */
export function markByGit({ base, ours, theirs, markerSize, path }: DriverCall): void {
  const [before, mine, other] = [base, ours, theirs].map((file) => readFileSync(file));
  if ([before!, mine!, other!].some((side) => side.includes(0))) return;
  const labels = ['ours', 'base', 'theirs'].flatMap((label) => ['-L', label]);
  const { status, stdout } = spawnSync(
    'git',
    ['merge-file', '-p', '-q', '--diff3', `--marker-size=${markerSize}`, ...labels, '--', ours, base, theirs],
    { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: LARGEST },
  );
  if (status !== null && status > 0 && status <= MOST_CONFLICTS) return replaceByAllMeans(ours, stdout);
  const text = (side: Buffer): string => side.toString('latin1');
  const sides = { path, base: text(before!), ours: text(mine!), theirs: text(other!) };
  replaceByAllMeans(ours, Buffer.from(markConflict(sides, markerSize), 'latin1'));
}
