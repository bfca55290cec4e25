import { spawn, spawnSync } from 'node:child_process';
import { equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileSides } from '@sluice/merge';
import { BIN } from './bin.ts';
import { inPairs, seconds, type Pairs } from './measure.ts';
import { peakMemory } from './peak-memory.ts';
import { PLACE } from './place.ts';

/** Seconds that `sluice merge-file --batch` takes for all of them, from its start to its end. */
export async function batchSeconds(all: readonly FileSides[]): Promise<number> {
  const input = all.map((sides, id) => `${JSON.stringify({ id, ...sides })}\n`).join('');
  return seconds(() => {
    const { status, stdout } = spawnSync(process.execPath, [BIN, 'merge-file', '--batch'], {
      input,
      maxBuffer: 1 << 30,
    });
    equal(status, 0, 'every line is answered');
    equal(stdout.toString('latin1').split('\n').length - 1, all.length, 'one answer a line');
  });
}

/** What one merge takes in a process of its own: seconds from its start to its end, and MiB at its worst moment. */
export function mergeAlone(sides: FileSides): Promise<{ taken: number; peak: number }> {
  return withFiles(sides, async (args) => {
    let peak = NaN;
    const taken = await seconds(async () => {
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      const exit = new Promise<number | null>((resolve, reject) => {
        child.on('error', reject).on('exit', resolve);
      });
      peak = await peakMemory(child.pid!, exit);
      answered(await exit);
    });
    return { taken, peak };
  });
}

/** One merge from the start of its process to its end, against a Node that does nothing. */
export function mergeOverNothing(rounds: number, sides: FileSides): Promise<Pairs> {
  const run = (args: readonly string[]): Promise<number> =>
    seconds(() => answered(spawnSync(process.execPath, args).status));
  return withFiles(sides, (args) =>
    inPairs(
      rounds,
      () => run(args),
      () => run(['-e', '0']),
    ),
  );
}

/** Merged, or conflicts are left. */
function answered(code: number | null): void {
  ok(code === 0 || code === 1, `the program ended with ${code}`);
}

/** Hands on the arguments of `sluice merge-file` for these versions. */
async function withFiles<T>(
  { path, ...versions }: FileSides,
  use: (args: readonly string[]) => Promise<T>,
): Promise<T> {
  const place = mkdtempSync(join(PLACE, 'sluice-bench-merge-'));
  try {
    const files = (['base', 'ours', 'theirs'] as const).map((name) => {
      const file = join(place, name);
      writeFileSync(file, versions[name] ?? '');
      return file;
    });
    return await use([BIN, 'merge-file', '--path', path, ...files]);
  } finally {
    rmSync(place, { recursive: true });
  }
}
