/** At most so many at once; the others wait in the order of their coming. */
export class JobSlots {
  #free: number;
  #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves to a function that gives the slot back; null: the signal came first. */
  async take(signal: AbortSignal): Promise<(() => void) | null> {
    if (signal.aborted) return null;
    if (this.#free > 0) {
      this.#free -= 1;
      return () => this.#give();
    }
    const isMine = await new Promise<boolean>((resolve) => {
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((each) => each !== enter);
        resolve(false);
      };
      const enter = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      this.#waiting.push(enter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
    return isMine ? () => this.#give() : null;
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
