import type { TriggerEvent } from '../../runner/host.ts';

/** Somebody asked to run jobs of a run again. */
export interface Rerun {
  readonly repository: string;
  readonly runId: number;
  /** False: all jobs. */
  readonly failedOnly: boolean;
}

type Listener<T> = (event: T) => void;

/** Who is told of what; each `on…` returns a function that ends the subscription. */
export class Events {
  readonly #triggers = new Set<Listener<TriggerEvent>>();
  readonly #reruns = new Set<Listener<Rerun>>();

  onTrigger(listener: Listener<TriggerEvent>): () => void {
    this.#triggers.add(listener);
    return () => this.#triggers.delete(listener);
  }

  onRerun(listener: Listener<Rerun>): () => void {
    this.#reruns.add(listener);
    return () => this.#reruns.delete(listener);
  }

  trigger(event: TriggerEvent): void {
    for (const listener of this.#triggers) listener(event);
  }

  rerun(event: Rerun): void {
    for (const listener of this.#reruns) listener(event);
  }
}
