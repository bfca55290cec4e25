import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Limits, TierResult } from '@sluice/model';
import { OutputTail } from './output-tail.ts';
import { exceedsMemory } from './process-tree.ts';

/** A started command and how to see and end all of it. */
export interface Supervised {
  readonly child: ChildProcess;
  readonly output: readonly Readable[];
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Host pids of what runs now. */
  readonly processes: () => readonly number[];
  /** Ends all of them. */
  readonly kill: () => void;
}

/** What was seen of a command; `stopped` says why it was ended from outside, null when it was not. */
export interface Observation {
  readonly stopped: Exclude<TierResult['ended'], 'exit'> | null;
  readonly seconds: number;
  readonly output: Buffer;
  readonly outputBytes: number;
}

const SAMPLE_MILLISECONDS = 100;

/**
 * Watches a command until all its streams are closed. Time, processes and memory are watched from here because the kernel's
 * own limits are per process or per user; between two samples a command may overshoot.
 */
export function supervise({
  child,
  output,
  limits,
  signal,
  processes,
  kill,
}: Supervised): Promise<Observation> {
  return new Promise((resolve) => {
    const started = performance.now();
    const tail = new OutputTail(limits.outputKb * 1024);
    let stopped: Observation['stopped'] = null;
    const stop = (reason: Exclude<TierResult['ended'], 'exit'>): void => {
      stopped ??= reason;
      kill();
    };
    const abort = (): void => stop('signal');
    const sample = (): void => {
      const pids = processes();
      if (pids.length > limits.processes) stop('processes');
      else if (exceedsMemory(pids, limits.memoryMb * 1024 * 1024)) stop('memory');
      // What was told to end and did not is told again.
      else if (stopped !== null) kill();
    };
    const timer = setTimeout(() => stop('timeout'), limits.seconds * 1000);
    const sampler = setInterval(sample, SAMPLE_MILLISECONDS);
    signal.addEventListener('abort', abort);
    for (const stream of output) stream.on('data', (chunk: Buffer) => tail.push(chunk));
    child.once('close', () => {
      clearTimeout(timer);
      clearInterval(sampler);
      signal.removeEventListener('abort', abort);
      const seconds = (performance.now() - started) / 1000;
      resolve({ stopped, seconds, output: tail.bytes(), outputBytes: tail.total });
    });
    if (signal.aborted) abort();
  });
}
