// How much memory a process and all that it starts hold at the worst moment.
import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 10;

/**
 * Watches a process and its descendants until `done` settles. MiB, pages that several share counted once
 * (proportional set size); NaN where there is no /proc. Source: proc_pid_smaps(5).
 */
export async function peakMemory(pid: number, done: Promise<unknown>): Promise<number> {
  let peak = NaN;
  const look = (): void => {
    const now = sum(familyOf(pid));
    if (Number.isNaN(peak) || now > peak) peak = now;
  };
  const timer = setInterval(look, EVERY_MS);
  look();
  try {
    await done;
  } finally {
    clearInterval(timer);
  }
  return peak;
}

function sum(family: readonly number[]): number {
  const sizes = family.map((pid) => {
    const found = /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`));
    return found ? Number(found[1]) / 1024 : 0;
  });
  const total = sizes.reduce((a, b) => a + b, 0);
  return total > 0 ? total : NaN;
}

function familyOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of list('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${name}/status`))?.[1];
    if (parent !== undefined)
      children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(name)]);
  }
  const family = [root];
  for (const pid of family) family.push(...(children.get(pid) ?? []));
  return family;
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Empty where the process is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
