import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { gitFault, type GitExit, type GitProcesses } from './git-process.ts';

const NEWLINE = 0x0a;

export interface RawObject {
  readonly type: string;
  readonly content: Buffer;
}

type Take = (chunk: Buffer) => void;

interface Waiting {
  /** Called before the content arrives; what it gives is called with each piece of it. */
  begin(type: string, size: number): Take;
  resolve(found: boolean): void;
  reject(error: Error): void;
}

/** The object that is arriving. */
interface Arriving {
  take: Take;
  /** Bytes of content still to come; after them comes one line end. */
  left: number;
  failure: Error | null;
}

const IGNORE: Take = () => undefined;

/** One long-lived `git cat-file --batch`: requests are answered in order, as many as wanted in flight. */
export class ObjectReader {
  readonly #start: () => { child: ChildProcessWithoutNullStreams; exit: Promise<GitExit> };
  #child: ChildProcessWithoutNullStreams | null = null;
  #waiting: Waiting[] = [];
  #header = '';
  #arriving: Arriving | null = null;

  constructor(processes: GitProcesses, env: NodeJS.ProcessEnv) {
    this.#start = () => processes.open(['git', 'cat-file', '--batch'], { env });
  }

  /** The object, or null if the repository does not have it or it is larger than `atMost` bytes. Rejects if it is damaged. */
  async read(oid: string, atMost = Infinity): Promise<RawObject | null> {
    const chunks: Buffer[] = [];
    let type = '';
    let fits = false;
    const found = await this.#ask(oid, (kind, size) => {
      type = kind;
      fits = size <= atMost;
      // A copy: a piece is a view on a buffer that holds other objects too.
      return fits ? (chunk) => void chunks.push(Buffer.from(chunk)) : IGNORE;
    });
    if (!found || !fits) return null;
    return { type, content: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) };
  }

  /** Hands the content over piece by piece, so that no large object is held in memory; false if it is missing. */
  copy(oid: string, take: Take): Promise<boolean> {
    return this.#ask(oid, () => take);
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = null;
  }

  #ask(oid: string, begin: Waiting['begin']): Promise<boolean> {
    const child = (this.#child ??= this.#open());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ begin, resolve, reject });
      // What is asked for at one moment goes in one write: each of them wakes git up.
      if (child.stdin.writableCorked === 0) {
        child.stdin.cork();
        process.nextTick(() => child.stdin.uncork());
      }
      child.stdin.write(`${oid}\n`);
    });
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
    this.#header = '';
    this.#arriving = null;
    for (const one of waiting) one.reject(error);
  }

  #receive(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      if (this.#arriving) {
        at = this.#takeContent(this.#arriving, chunk, at);
        continue;
      }
      const newline = chunk.indexOf(NEWLINE, at);
      const end = newline < 0 ? chunk.length : newline;
      this.#header += chunk.toString('latin1', at, end);
      at = end + 1;
      if (newline >= 0) this.#takeHeader();
    }
  }

  /** `oid type size`, or `oid missing`. */
  #takeHeader(): void {
    const [, type, size] = this.#header.split(' ');
    this.#header = '';
    if (size === undefined) this.#waiting.shift()?.resolve(false);
    else {
      const take = this.#waiting[0]?.begin(type!, Number(size)) ?? IGNORE;
      this.#arriving = { take, left: Number(size), failure: null };
    }
  }

  /** Where the next piece of the chunk begins. */
  #takeContent(arriving: Arriving, chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + arriving.left);
    if (end > at) {
      arriving.left -= end - at;
      try {
        arriving.take(chunk.subarray(at, end));
      } catch (error) {
        arriving.failure = error as Error;
        arriving.take = IGNORE;
      }
    }
    if (end === chunk.length) return end;
    this.#arriving = null;
    const waiting = this.#waiting.shift();
    if (arriving.failure) waiting?.reject(arriving.failure);
    else waiting?.resolve(true);
    return end + 1;
  }
}
