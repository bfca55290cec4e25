import { Worker } from 'node:worker_threads';
import { failedLine, type LineAnswer } from './answer-line.ts';
import type { Question } from './batch-worker.ts';

interface Task extends Question {
  readonly done: (answer: LineAnswer) => void;
}

interface Member {
  readonly worker: Worker;
  task: Task | null;
  timer: NodeJS.Timeout | null;
}

/** No file takes so long; a thread that does is ended, and its line has no answer. */
const MOST_SECONDS = 60;
/** Memory of one thread: beyond, it ends and not the program. */
const MEMORY = { maxOldGenerationSizeMb: 1024 };

/** Threads that answer lines, one line each at a time; one that breaks down is replaced, and costs its own line alone. */
export class WorkerPool {
  readonly #program: string;
  readonly #waiting: Task[] = [];
  readonly #members: Member[];

  constructor(program: string, size: number) {
    this.#program = program;
    this.#members = Array.from({ length: size }, () => this.#start());
  }

  answer(line: Buffer, number: number): Promise<LineAnswer> {
    return new Promise((done) => {
      this.#waiting.push({ line, number, done });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ worker }) => worker.removeAllListeners().terminate()));
  }

  #start(): Member {
    const worker = new Worker(this.#program, { argv: ['merge-file'], resourceLimits: MEMORY });
    const member: Member = { worker, task: null, timer: null };
    worker.on('message', (answer: LineAnswer) => {
      this.#finish(member, answer);
      this.#dispatch();
    });
    let why = 'the thread ended';
    worker.on('error', (error) => (why = String(error)));
    worker.on('exit', () => this.#replace(member, why));
    return member;
  }

  #replace(member: Member, why: string): void {
    const idle = member.task === null;
    if (!idle) this.#finish(member, failedLine(null, member.task!.number, why));
    // A thread that ends before it was asked anything would end again, for ever.
    if (idle) return this.#giveUp(member, why);
    this.#members[this.#members.indexOf(member)] = this.#start();
    this.#dispatch();
  }

  #giveUp(member: Member, why: string): void {
    this.#members.splice(this.#members.indexOf(member), 1);
    if (this.#members.length > 0) return;
    for (const { number, done } of this.#waiting.splice(0)) done(failedLine(null, number, why));
  }

  #finish(member: Member, answer: LineAnswer): void {
    if (member.timer) clearTimeout(member.timer);
    const { task } = member;
    member.task = null;
    task?.done(answer);
  }

  #dispatch(): void {
    for (const member of this.#members) {
      if (this.#waiting.length === 0) return;
      if (member.task !== null) continue;
      const task = this.#waiting.shift()!;
      member.task = task;
      member.timer = setTimeout(() => void member.worker.terminate(), MOST_SECONDS * 1000);
      member.worker.postMessage({ line: task.line, number: task.number } satisfies Question);
    }
  }
}
