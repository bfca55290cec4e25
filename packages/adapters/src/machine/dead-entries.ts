import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Names in a directory that begin with `<prefix><pid>-` of a process that is gone. */
export function deadEntries(directory: string, prefix: string): string[] {
  return (existsSync(directory) ? readdirSync(directory) : []).filter((name) => {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : NaN;
    return Number.isInteger(pid) && !isAlive(pid);
  });
}

/** Removes what runs that died left in a directory of ours. */
export function removeDead(directory: string, prefix: string): void {
  for (const name of deadEntries(directory, prefix))
    rmSync(join(directory, name), { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
