import type { Patience } from './forge-options.ts';

/** At once, for reads. */
const READS = 8;
/**
 * Writes in any minute. GitHub allows 80 that make content, and asks for writes one after another.
 * Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
const WRITES_A_MINUTE = 70;

/** Keeps requests within what the forge asks of its clients before it has to refuse any. */
export class Pace {
  readonly #patience: Patience;
  readonly #signal: AbortSignal | undefined;
  #reading = 0;
  readonly #waiting: (() => void)[] = [];
  #lastWrite: Promise<unknown> = Promise.resolve();
  readonly #written: number[] = [];

  constructor(patience: Patience, signal: AbortSignal | undefined) {
    this.#patience = patience;
    this.#signal = signal;
  }

  async read<T>(send: () => Promise<T>): Promise<T> {
    if (this.#reading >= READS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#reading += 1;
    try {
      return await send();
    } finally {
      // A place is handed on, so that nobody who comes between takes it.
      const next = this.#waiting.shift();
      if (next === undefined) this.#reading -= 1;
      else next();
    }
  }

  /** One after another, in the order of the calls. */
  async write<T>(send: () => Promise<T>): Promise<T> {
    const turn = this.#lastWrite.then(async () => {
      await this.#untilRoom();
      return await send();
    });
    this.#lastWrite = turn.catch(() => undefined);
    return await turn;
  }

  async #untilRoom(): Promise<void> {
    const { now, wait } = this.#patience;
    while ((this.#written[0] ?? Infinity) <= now() - 60) this.#written.shift();
    const first = this.#written[this.#written.length - WRITES_A_MINUTE];
    if (first !== undefined) await wait(Math.max(first + 60 - now(), 0), this.#signal);
    this.#written.push(now());
  }
}
