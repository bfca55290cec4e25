// `concurrency`: one at a time in a group, one waiting, a newer one takes the place of the one that waits.

export interface ConcurrencyRequest {
  /** Group names are told apart without case, and per repository. */
  readonly group: string;
  readonly cancelInProgress: boolean;
  /** `max`: all wait in line; `single`: one does. */
  readonly queue: 'single' | 'max';
  /** Gives up waiting, or was asked to end. */
  readonly signal: AbortSignal;
  /** Called when a newer one wants the place: the holder ends itself, a waiting one is dropped. */
  cancel(reason: string): void;
}

interface Waiting extends ConcurrencyRequest {
  enter(): void;
  drop(): void;
}

interface Group {
  holder: ConcurrencyRequest | null;
  waiting: Waiting[];
}

/** The longest line of a group whose queue is `max`. */
const QUEUE_LIMIT = 100;

export class ConcurrencyGroups {
  #groups = new Map<string, Group>();

  /** Resolves to a function that leaves the group; null: dropped for a newer one, or given up. */
  async enter(request: ConcurrencyRequest): Promise<(() => void) | null> {
    const key = request.group.toLowerCase();
    const group = this.#groups.get(key) ?? { holder: null, waiting: [] };
    this.#groups.set(key, group);
    if (group.holder === null) {
      group.holder = request;
      return () => this.#leave(key, group);
    }
    const told = `Canceling since a higher priority waiting request for ${request.group} exists`;
    if (request.cancelInProgress) group.holder.cancel(told);
    while (group.waiting.length >= (request.queue === 'max' ? QUEUE_LIMIT : 1)) {
      const older = group.waiting.shift();
      older?.cancel(told);
      older?.drop();
    }
    const isIn = await new Promise<boolean>((resolve) => {
      const waiting: Waiting = { ...request, enter: () => resolve(true), drop: () => resolve(false) };
      group.waiting.push(waiting);
      const giveUp = () => {
        group.waiting = group.waiting.filter((each) => each !== waiting);
        resolve(false);
      };
      if (request.signal.aborted) giveUp();
      else request.signal.addEventListener('abort', giveUp, { once: true });
    });
    return isIn ? () => this.#leave(key, group) : null;
  }

  #leave(key: string, group: Group): void {
    const next = group.waiting.shift();
    group.holder = next ?? null;
    if (next) next.enter();
    else this.#groups.delete(key);
  }
}
