import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { gitFault, type GitExit, type GitProcesses } from './git-process.ts';

export interface RawObject {
  readonly type: string;
  readonly content: Buffer;
}

interface Waiting {
  resolve(object: RawObject | null): void;
  reject(error: Error): void;
}

/** One long-lived `git cat-file --batch`: requests are answered in order, as many as wanted in flight. */
export class ObjectReader {
  readonly #start: () => { child: ChildProcessWithoutNullStreams; exit: Promise<GitExit> };
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: Waiting[] = [];
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #needed = 0;

  constructor(processes: GitProcesses, env: NodeJS.ProcessEnv) {
    this.#start = () => processes.open(['git', 'cat-file', '--batch'], { env });
  }

  /** The object, or null if the repository does not have it. Rejects if it is damaged. */
  read(oid: string): Promise<RawObject | null> {
    const child = (this.#child ??= this.#open());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${oid}\n`);
    });
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = null;
  }

  #open(): ChildProcessWithoutNullStreams {
    const { child, exit } = this.#start();
    child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    void exit.then(
      (ended) => this.#fail(child, gitFault('cat-file', ended)),
      (error: Error) => this.#fail(child, error),
    );
    return child;
  }

  #fail(child: ChildProcessWithoutNullStreams, error: Error): void {
    if (this.#child === child) this.#child = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#needed = 0;
    for (const one of waiting) one.reject(error);
  }

  #receive(chunk: Buffer): void {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    // Large objects arrive in many chunks: join only once all of it is there.
    if (this.#pendingBytes < this.#needed) return;
    let buffer = this.#pending.length === 1 ? chunk : Buffer.concat(this.#pending);
    for (;;) {
      const taken = this.#answer(buffer);
      if (taken === 0) break;
      buffer = buffer.subarray(taken);
    }
    this.#pending = buffer.length > 0 ? [buffer] : [];
    this.#pendingBytes = buffer.length;
  }

  /** Answers one request from the start of the buffer; the number of bytes it took, 0 if more are needed. */
  #answer(buffer: Buffer): number {
    const newline = buffer.indexOf(10);
    if (newline < 0) return 0;
    const [, type, size] = buffer.toString('latin1', 0, newline).split(' ');
    if (size === undefined) {
      this.#waiting.shift()?.resolve(null);
      return newline + 1;
    }
    const end = newline + 1 + Number(size);
    if (buffer.length < end + 1) {
      this.#needed = end + 1;
      return 0;
    }
    this.#needed = 0;
    this.#waiting.shift()?.resolve({ type: type!, content: Buffer.from(buffer.subarray(newline + 1, end)) });
    return end + 1;
  }
}
