import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Oid } from '@sluice/model';
import type { MergeAnswer, Merger } from '@sluice/ports';
import { gitFault, type GitExit, type GitProcesses } from './git-process.ts';
import { MergeReader } from './merge-reader.ts';

const PROBE_MILLISECONDS = 5000;
const MERGE = ['git', 'merge-tree', '--write-tree', '-z', '--stdin'];

/** All pairs through one process, answered in order. */
export async function mergeBatch(
  processes: GitProcesses,
  env: NodeJS.ProcessEnv,
  pairs: readonly (readonly [Oid, Oid])[],
): Promise<MergeAnswer[]> {
  const answers: MergeAnswer[] = [];
  const reader = new MergeReader((answer) => answers.push(answer));
  const { child, exit } = processes.open(MERGE, { env });
  child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
  child.stdin.end(pairs.map(([ours, theirs]) => `${ours} ${theirs}\n`).join(''));
  const ended = await exit;
  if (ended.code !== 0 || answers.length !== pairs.length) throw gitFault('merge-tree', ended);
  return answers;
}

/**
 * One merging process that answers line by line: under `stdbuf -o0`, since on a pipe git keeps its answers until its
 * input closes.
 */
export class MergeDialogue implements Merger {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exit: Promise<GitExit>;
  readonly #waiting: { resolve(answer: MergeAnswer): void; reject(error: Error): void }[] = [];
  /** Set once the process has ended: it answers nothing more. */
  #failure: Error | null = null;

  constructor(processes: GitProcesses, env: NodeJS.ProcessEnv) {
    const { child, exit } = processes.open(['stdbuf', '-o0', ...MERGE], { env });
    const reader = new MergeReader((answer) => this.#waiting.shift()?.resolve(answer));
    child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
    this.#child = child;
    this.#exit = exit;
    void exit.then(
      (ended) => this.#fail(gitFault('merge-tree', ended)),
      (error: Error) => this.#fail(error),
    );
  }

  merge(ours: Oid, theirs: Oid): Promise<MergeAnswer> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${ours} ${theirs}\n`);
    });
  }

  /** Whether it answers line by line: `stdbuf` has no effect on a git that is linked statically. */
  async answers(probe: Oid): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, PROBE_MILLISECONDS, false);
    });
    const answer = this.merge(probe, probe).then(
      () => true,
      () => false,
    );
    const answered = await Promise.race([answer, silence]);
    clearTimeout(timer);
    return answered;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.#exit.catch(() => undefined);
  }

  #fail(error: Error): void {
    this.#failure = error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}

/** The same where `stdbuf` is not installed: one process a merge. */
export class MergeByProcess implements Merger {
  readonly #processes: GitProcesses;
  readonly #env: NodeJS.ProcessEnv;

  constructor(processes: GitProcesses, env: NodeJS.ProcessEnv) {
    this.#processes = processes;
    this.#env = env;
  }

  async merge(ours: Oid, theirs: Oid): Promise<MergeAnswer> {
    const [answer] = await mergeBatch(this.#processes, this.#env, [[ours, theirs]]);
    return answer!;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
