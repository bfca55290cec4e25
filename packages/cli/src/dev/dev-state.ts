// The file by which the commands of `sluice dev` find the local GitHub of a repository.
import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DEV_SCHEMA, DevState, HELLO } from '@sluice/local-github/dev/dev-protocol';
import { Fault } from '@sluice/model';

const SCHEMA: typeof DEV_SCHEMA = 'sluice/dev@1';
const HELLO_PATH: typeof HELLO = '/_sluice/hello';
/** Directories of local GitHubs begin with it: nothing else is ever removed. */
export const DIRECTORY = 'sluice-dev-';

export function stateFileOf(stateDir: string): string {
  return join(stateDir, 'dev.json');
}

/** The local GitHub that runs for a repository, or null; what one that died left behind is removed. */
export async function findRunning(stateDir: string): Promise<DevState | null> {
  const file = stateFileOf(stateDir);
  const state = readState(file);
  if (state !== null && (await answers(state))) return state;
  if (state !== null && isAlive(state.pid)) {
    // It may be starting, or stopped for a moment; a number that another process has now looks the same.
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (await answers(state)) return state;
  }
  if (state !== null && basename(state.directory).startsWith(DIRECTORY))
    rmSync(state.directory, { recursive: true, force: true });
  rmSync(file, { force: true });
  return null;
}

/** Fault DEV_NOT_RUNNING. */
export async function requireRunning(stateDir: string): Promise<DevState> {
  const state = await findRunning(stateDir);
  if (state !== null) return state;
  throw new Fault(
    'DEV_NOT_RUNNING',
    'No local GitHub runs for this repository.',
    'Start one in another terminal: `sluice dev up`.',
  );
}

/** null: there is none, or it is none of this version. */
function readState(file: string): DevState | null {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as Partial<DevState> | null;
    return state?.schema === SCHEMA ? (state as DevState) : null;
  } catch {
    return null;
  }
}

async function answers({ url, instance }: DevState): Promise<boolean> {
  try {
    const response = await fetch(`${url}${HELLO_PATH}`, { signal: AbortSignal.timeout(5000) });
    return ((await response.json()) as { instance?: string }).instance === instance;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
