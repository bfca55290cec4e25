import { failedLine, type LineAnswer } from './answer-line.ts';
import { splitLines } from './split-lines.ts';

/** Answers one line; answers may come in any order. */
export type Answerer = (line: Buffer, number: number) => Promise<LineAnswer>;

export interface BatchLimits {
  /** Longest line, in bytes. */
  readonly line: number;
  /** Most lines, and bytes of lines, that are read and not yet answered. */
  readonly lines: number;
  readonly bytes: number;
}

export const BATCH_LIMITS: BatchLimits = { line: 64_000_000, lines: 64, bytes: 128_000_000 };

export interface BatchEnds {
  readonly answer: Answerer;
  /** Resolves when more may be written. */
  readonly write: (line: string) => Promise<void>;
  readonly limits: BatchLimits;
}

/**
 * One answer a line, in the order of the lines, each written as soon as it and those before it are there. No more is
 * read than the limits allow, nor faster than `write` takes it. Gives the number of lines that had no answer.
 */
export async function serveBatch(
  input: AsyncIterable<Buffer>,
  { answer, write, limits }: BatchEnds,
): Promise<number> {
  const room = new Room(limits);
  let unsound = 0;
  let failure: unknown = null;
  let tail = Promise.resolve();
  let number = 0;
  const tell = async (answered: Promise<LineAnswer>, before: Promise<void>, size: number): Promise<void> => {
    try {
      await before;
      const { json, sound } = await answered;
      if (!sound) unsound += 1;
      if (failure === null) await write(`${json}\n`);
    } catch (error) {
      failure ??= error;
    } finally {
      room.leave(size);
    }
  };
  for await (const line of splitLines(input, limits.line)) {
    number += 1;
    const size = line?.length ?? 0;
    await room.enter(size);
    if (failure !== null) break;
    const answered = line ? answer(line, number) : tooLong(number, limits.line);
    // Whoever fails is heard in its turn.
    answered.catch(() => undefined);
    tail = tell(answered, tail, size);
  }
  await tail;
  if (failure !== null) throw failure;
  return unsound;
}

function tooLong(number: number, most: number): Promise<LineAnswer> {
  return Promise.resolve(failedLine(null, number, `longer than ${most} bytes`));
}

/** Counts what is read and not yet answered; one line always finds room in an empty one. */
class Room {
  readonly #limits: BatchLimits;
  #lines = 0;
  #bytes = 0;
  #wake: () => void = () => undefined;

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  async enter(size: number): Promise<void> {
    const { lines, bytes } = this.#limits;
    while (this.#lines > 0 && (this.#lines >= lines || this.#bytes + size > bytes)) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.#lines += 1;
    this.#bytes += size;
  }

  leave(size: number): void {
    this.#lines -= 1;
    this.#bytes -= size;
    this.#wake();
  }
}
