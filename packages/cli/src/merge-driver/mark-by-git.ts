import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { markConflict } from '@sluice/merge';
import type { DriverCall } from './driver-call.ts';

/** A higher exit status is an error, not a number of conflicts. Source: https://git-scm.com/docs/git-merge-file */
const MOST_CONFLICTS = 127;

/**
 * Writes conflict markers into the file of `ours`: those of git's own merge of lines, or, where that has none, around
 * both versions whole. Bytes that are no text stay as they are: git itself does so, and says that they conflict.
 */
export function markByGit({ base, ours, theirs, markerSize, path }: DriverCall): void {
  const [before, mine, other] = [base, ours, theirs].map((file) => readFileSync(file));
  if ([before!, mine!, other!].some((side) => side.includes(0))) return;
  const labels = ['ours', 'base', 'theirs'].flatMap((label) => ['-L', label]);
  const ran = spawnSync(
    'git',
    ['merge-file', '-q', '--diff3', `--marker-size=${markerSize}`, ...labels, '--', ours, base, theirs],
    { stdio: 'ignore' },
  );
  if (ran.status !== null && ran.status > 0 && ran.status <= MOST_CONFLICTS) return;
  const text = (side: Buffer): string => side.toString('latin1');
  const sides = { path, base: text(before!), ours: text(mine!), theirs: text(other!) };
  writeFileSync(ours, markConflict(sides, markerSize), 'latin1');
}
