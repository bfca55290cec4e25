import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileSides } from '@sluice/merge';
import { PLACE } from './place.ts';

/** A program that merges three files: its arguments for base, ours and theirs. */
export interface OtherMerger {
  readonly name: string;
  /** The Debian package it comes in. */
  readonly debian: string;
  readonly argv: (base: string, ours: string, theirs: string) => readonly string[];
}

export const GIT: OtherMerger = {
  name: 'git',
  debian: 'git',
  argv: (base, ours, theirs) => ['git', 'merge-file', '-p', '--diff3', ours, base, theirs],
};
export const WIGGLE: OtherMerger = {
  name: 'wiggle',
  debian: 'wiggle',
  argv: (base, ours, theirs) => ['wiggle', '-m', ours, base, theirs],
};

export function isInstalled({ name }: OtherMerger): boolean {
  return spawnSync(name, ['--version']).error === undefined;
}

/** What it makes of each file; null where it leaves conflicts or a side has no file. And the milliseconds of each. */
export function mergeAll(
  { argv }: OtherMerger,
  all: readonly FileSides[],
): { texts: (string | null)[]; times: number[] } {
  const place = mkdtempSync(join(PLACE, 'sluice-bench-merge-'));
  try {
    const files = ['base', 'ours', 'theirs'].map((name) => join(place, name)) as [string, string, string];
    const times: number[] = [];
    const texts = all.map(({ base, ours, theirs }) => {
      if (ours === null || theirs === null) return null;
      for (const [at, text] of [base ?? '', ours, theirs].entries()) writeFileSync(files[at]!, text);
      const [program, ...rest] = argv(...files);
      const start = performance.now();
      const { status, stdout } = spawnSync(program!, rest, { encoding: 'utf8', maxBuffer: 1 << 28 });
      times.push(performance.now() - start);
      return status === 0 ? stdout : null;
    });
    return { texts, times };
  } finally {
    rmSync(place, { recursive: true });
  }
}
