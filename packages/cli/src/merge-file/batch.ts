import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { loadEngine } from '../load-engine.ts';
import { answerLine } from './answer-line.ts';
import { BATCH_LIMITS, serveBatch, type Answerer } from './serve-batch.ts';
import { WorkerPool } from './worker-pool.ts';

/** So many lines are answered before threads are worth their start. */
const ALONE = 8;
const MOST_THREADS = 8;

/** Answers standard input line by line; the number of lines that had no answer. */
export async function runBatch(): Promise<number> {
  let pool: WorkerPool | null = null;
  const engine = await loadEngine();
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  const answer: Answerer = (line, number) => {
    if (number <= ALONE || threads < 2)
      return Promise.resolve(answerLine(engine, line.toString('utf8'), number));
    pool ??= new WorkerPool(programFile(), threads);
    return pool.answer(line, number);
  };
  try {
    return await serveBatch(process.stdin, { answer, write: writeOut, limits: BATCH_LIMITS });
  } finally {
    await (pool as WorkerPool | null)?.close();
  }
}

/** The program that knows how to be a thread, whichever bundle this is. */
function programFile(): string {
  return join(dirname(realpathSync(process.argv[1]!)), '../sluice/index.cjs');
}

function writeOut(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });
}
