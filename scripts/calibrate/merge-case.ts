import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { GitPath } from '@sluice/model';
import type { FileSides } from '@sluice/merge';

/** One file that people merged: the versions, what became of it, and what is known of the case. */
export interface MergeCase {
  readonly id: string;
  readonly repository: string;
  readonly stratum: string;
  /** Whether neither side alone was right; null where that cannot be said. */
  readonly needsBoth: boolean | null;
  readonly sides: FileSides;
  /** null: it was deleted. */
  readonly human: string | null;
}

interface Line {
  readonly id: string;
  readonly repo: string;
  readonly path: GitPath;
  readonly stratum: string;
  readonly needs_both: boolean | null;
  readonly text: Readonly<Record<'base' | 'ours' | 'theirs' | 'human', string | null>>;
}

/** JSON lines, gzipped or not, as `scripts/bench/merge` has them too. */
export function readCases(file: string): MergeCase[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { id, repo, path, stratum, needs_both: needsBoth, text: versions } = JSON.parse(line) as Line;
      const { base, ours, theirs, human } = versions;
      return { id, repository: repo, stratum, needsBoth, sides: { path, base, ours, theirs }, human };
    });
}
