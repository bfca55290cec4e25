import { parentPort } from 'node:worker_threads';
import { loadEngine } from '../load-engine.ts';
import { answerLine } from './answer-line.ts';

/** What a thread is asked: one line of a batch and its number. */
export interface Question {
  readonly line: Uint8Array;
  readonly number: number;
}

/** The life of one thread of a batch: an answer for each line that it is sent, until it is ended. */
export async function answerLines(): Promise<void> {
  const port = parentPort!;
  const engine = await loadEngine();
  port.on('message', ({ line, number }: Question) => {
    port.postMessage(answerLine(engine, Buffer.from(line).toString('utf8'), number));
  });
}
