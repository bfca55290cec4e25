// Processes that steps left behind end with their job.
import { readdirSync, readFileSync } from 'node:fs';

/** The variable by which GitHub's runner knows the processes of a job. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/** Kills every process that carries the tracking id of a job, whatever group it moved to; gives their ids. Linux only (`/proc`). */
export function killOrphans(trackingId: string): number[] {
  const mark = `${TRACKING_VARIABLE}=${trackingId}`;
  const found = processIds().filter((pid) => pid !== process.pid && environmentOf(pid).includes(mark));
  for (const pid of found) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  return found;
}

function processIds(): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Gone, or of somebody else: nothing of ours. */
function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
