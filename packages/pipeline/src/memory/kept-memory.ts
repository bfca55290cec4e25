import { decodeMemory, EMPTY_MEMORY, encodeMemory, mergeMemories, type Memory } from '@sluice/memory';
import { Fault } from '@sluice/model';
import type { Clock, StateFile } from '@sluice/ports';

/** Processes that may be faster one after another before something else must be wrong. */
const MOST_ATTEMPTS = 200;

interface Content {
  readonly text: string | null;
  readonly memory: Memory;
}

/** The memory as it is kept, for reading and for adding to. A damaged one is put aside, told of, and taken for empty. */
export class KeptMemory {
  readonly #file: StateFile;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #warn: (message: string) => void;
  readonly #told = new Set<string>();

  constructor(file: StateFile, clock: Pick<Clock, 'now'>, warn: (message: string) => void) {
    this.#file = file;
    this.#clock = clock;
    this.#warn = warn;
  }

  /** What is kept here, and what other machines keep as far as it came here. */
  async read(): Promise<Memory> {
    try {
      const { memory } = await this.#content();
      const others = await Promise.all((await this.#file.others()).map((text) => this.#decode(text)));
      return others.reduce<Memory>((all, other) => mergeMemories(all, other ?? EMPTY_MEMORY), memory);
    } catch (error) {
      // What was decided before is of use, but nothing depends on it.
      if (!(error instanceof Fault)) throw error;
      this.#warn(`The memory ${this.#file.place} cannot be read: ${error.message}`);
      return EMPTY_MEMORY;
    }
  }

  /** Merges something into what is kept, whatever others add meanwhile. */
  async add(more: Memory): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const { text, memory } = await this.#content();
      const written = encodeMemory(mergeMemories(memory, more));
      if (written === (text ?? encodeMemory(EMPTY_MEMORY)) || (await this.#file.replace(text, written)))
        return;
    }
    this.#warn(`${this.#file.place} is written by others all the time: what was learned now is not kept.`);
  }

  async #content(): Promise<Content> {
    const text = await this.#file.read();
    const memory = text === null ? EMPTY_MEMORY : await this.#decode(text, true);
    return { text, memory: memory ?? EMPTY_MEMORY };
  }

  async #decode(text: string, isOwn = false): Promise<Memory | null> {
    const reading = decodeMemory(text, Math.floor(this.#clock.now()));
    if (reading.kind === 'read') return reading.memory;
    const aside = isOwn ? ` It is kept as ${await this.#file.keepAside(text)}.` : '';
    const message = `The memory ${this.#file.place} cannot be read, since ${reading.why}: starting with none.${aside}`;
    if (!this.#told.has(message)) this.#warn(message);
    this.#told.add(message);
    return null;
  }
}
