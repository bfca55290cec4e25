/** Keeps the end of a stream and counts all of it: a command that prints without end costs a fixed amount of memory. */
export class OutputTail {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #held = 0;
  total = 0;

  /** @param limit bytes to keep */
  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    this.total += chunk.length;
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    // Joining only when twice the limit is held keeps the cost per byte constant.
    if (this.#held > 2 * this.#limit + 65_536) this.#trim();
  }

  bytes(): Buffer {
    this.#trim();
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  #trim(): void {
    const all = Buffer.concat(this.#chunks);
    // A copy, so that the larger buffer can be freed.
    const kept = Buffer.from(all.subarray(Math.max(0, all.length - this.#limit)));
    this.#chunks = [kept];
    this.#held = kept.length;
  }
}
