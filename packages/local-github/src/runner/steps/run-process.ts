// One process of a step: its own process group, its output line by line, stopped politely and then not.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Asks the process to stop: SIGINT, then SIGTERM, then SIGKILL. */
  readonly stop: AbortSignal;
  /** Kills it at once. */
  readonly kill: AbortSignal;
  readonly grace: Grace;
  readonly onLine: (line: string) => void;
  readonly onStart?: (pid: number) => void;
}

/** How long a process may take to obey, in milliseconds. GitHub's: 7.5 s after SIGINT, then 2.5 s after SIGTERM. */
export interface Grace {
  readonly interruptMs: number;
  readonly terminateMs: number;
  /** How long steps with `if: always()` may go on after a job was cancelled; GitHub's: 5 minutes. */
  readonly afterCancelMs: number;
}

export const GITHUB_GRACE: Grace = { interruptMs: 7500, terminateMs: 2500, afterCancelMs: 300_000 };

/** Minutes as a delay that timers can hold: 24 days at most. */
export function delayOf(minutes: number): number {
  return Math.min(minutes * 60_000, 2 ** 31 - 1);
}

/** How long to wait for output that children of a process that has ended still hold open. */
const OUTPUT_WAIT_MS = 1000;

/** The exit code; 128 and more: ended by a signal. Rejects if the command cannot be started. */
export async function runProcess(request: ProcessRequest): Promise<number> {
  const child = spawn(request.command, [...request.args], {
    cwd: request.cwd,
    env: { ...request.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const closed = Promise.all([child.stdout, child.stderr].map((stream) => readLines(stream, request.onLine)));
  const release = obeySignals(child.pid, request);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => request.onStart?.(child.pid ?? 0));
      child.once('exit', (exit, signal) => resolve(exit ?? (signal === null ? 1 : 128)));
    });
    await Promise.race([closed, wait(OUTPUT_WAIT_MS)]);
    return code;
  } finally {
    release();
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

/** Sends a signal to a process and all of its group; a group that is gone is no error. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function obeySignals(pid: number | undefined, { stop, kill, grace }: ProcessRequest): () => void {
  if (pid === undefined) return () => {};
  const timers: NodeJS.Timeout[] = [];
  const later = (signal: NodeJS.Signals, ms: number) =>
    timers.push(setTimeout(() => signalGroup(pid, signal), ms));
  const onStop = () => {
    signalGroup(pid, 'SIGINT');
    later('SIGTERM', grace.interruptMs);
    later('SIGKILL', grace.interruptMs + grace.terminateMs);
  };
  const onKill = () => signalGroup(pid, 'SIGKILL');
  const remove = [listen(stop, onStop), listen(kill, onKill)];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    for (const each of remove) each();
  };
}

function listen(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

async function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream, crlfDelay: Infinity });
  lines.on('line', onLine);
  await new Promise<void>((resolve) => lines.once('close', resolve));
}

async function wait(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
