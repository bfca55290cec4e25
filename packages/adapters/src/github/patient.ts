import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@sluice/model';
import type { ForgeOptions, Patience } from './forge-options.ts';
import { troubleOf, type Purpose, type Trouble } from './trouble.ts';

const DEFAULTS: Patience = {
  limitBudget: 300,
  attempts: 5,
  timeout: 30,
  now: () => Date.now() / 1000,
  wait: async (seconds, signal) => {
    await sleep(seconds * 1000, undefined, signal === undefined ? {} : { signal });
  },
};

/** Without a word from the forge: at least a minute after a secondary limit, longer each time. Source: as in trouble.ts */
const SECONDARY_WAIT = 60;
const LONGEST_PAUSE = 60;

/** A write that may have been carried out: whoever asked looks before asking again. */
export class UnclearWrite extends Fault {}

/**
 * Sends requests again when that makes sense, and waits as the forge asks, within a budget. This is here, and not octokit's
 * plugins for it, because those repeat a POST that may have been carried out, take a cut-off answer for a whole one, know no
 * budget, and pass over `retry-after` where the message has other words.
 */
export class Patient {
  readonly patience: Patience;
  waited = 0;
  readonly #signal: AbortSignal | undefined;
  readonly #log: ForgeOptions['log'];
  /** When a used-up limit ends, by resource: what is sent before that only makes it worse. */
  readonly #closedUntil = new Map<string, number>();

  constructor({ patience, signal, log }: ForgeOptions) {
    this.patience = { ...DEFAULTS, ...patience };
    this.#signal = signal;
    this.#log = log;
  }

  /** @param repeatable false: `send` creates something, and a fault after which that may be there is an UnclearWrite. */
  async send<T>(purpose: Purpose & { readonly repeatable: boolean }, send: () => Promise<T>): Promise<T> {
    let limits = 0;
    for (let attempt = 1; ;) {
      await this.#untilOpen(purpose);
      try {
        return await send();
      } catch (error) {
        if (this.#signal?.aborted === true) throw interrupted(error);
        const trouble = troubleOf(error, purpose, this.patience.now());
        if (trouble.kind === 'refused') throw trouble.fault;
        if (trouble.kind === 'limited') {
          await this.#sitOut(purpose, trouble.after ?? SECONDARY_WAIT * 2 ** limits, trouble.said);
          limits += 1;
          continue;
        }
        if (trouble.arrived && !purpose.repeatable) throw unclear(purpose, trouble, error);
        if (attempt >= this.patience.attempts) throw unreachable(purpose, trouble, error);
        await this.pause(attempt, trouble.after);
        attempt += 1;
      }
    }
  }

  /** Back-off after the n-th attempt: half a second, doubled each time, a little apart from others. */
  async pause(attempt: number, told: number | null = null): Promise<void> {
    const seconds = Math.max(2 ** attempt / 4, told ?? 0) * (1 + Math.random() / 4);
    await this.#wait(Math.min(seconds, LONGEST_PAUSE));
  }

  /** Takes note of the headers of an answer. */
  note(headers: Readonly<Record<string, unknown>>): void {
    if (headers['x-ratelimit-remaining'] !== '0') return;
    const reset = Number(headers['x-ratelimit-reset']);
    if (Number.isFinite(reset)) this.#closedUntil.set(resourceOf(headers['x-ratelimit-resource']), reset + 1);
  }

  async #untilOpen(purpose: Purpose): Promise<void> {
    const resource = resourceOf(purpose.name.startsWith('query ') ? 'graphql' : 'core');
    const rest = (this.#closedUntil.get(resource) ?? 0) - this.patience.now();
    if (rest > 0) await this.#sitOut(purpose, rest, 'no requests are left');
    this.#closedUntil.delete(resource);
  }

  async #sitOut({ name }: Purpose, seconds: number, said: string): Promise<void> {
    const wait = Math.ceil(seconds);
    if (this.waited + wait > this.patience.limitBudget) {
      const end = new Date((this.patience.now() + wait) * 1000).toISOString();
      throw new Fault(
        'FORGE_LIMITED',
        `${name}: the forge's rate limit holds for another ${wait} s: ${said}`,
        `Run again after ${end}: nothing is lost, and what was written is found again.`,
      );
    }
    this.waited += wait;
    this.#log('Waiting for the rate limit of the forge.', { request: name, seconds: wait });
    await this.#wait(wait);
  }

  async #wait(seconds: number): Promise<void> {
    try {
      await this.patience.wait(seconds, this.#signal);
    } catch (error) {
      throw this.#signal?.aborted === true ? interrupted(error) : error;
    }
  }
}

function resourceOf(header: unknown): string {
  return header === 'graphql' ? 'graphql' : 'core';
}

function interrupted(cause: unknown): Fault {
  return new Fault('INTERRUPTED', 'Stopped while talking to the forge.', 'Run again to go on.', cause);
}

type Passing = Extract<Trouble, { kind: 'passing' }>;

function unreachable({ name }: Purpose, { said }: Passing, cause: unknown): Fault {
  return new Fault(
    'FORGE_UNREACHABLE',
    `${name} got no proper answer, again and again: ${said}`,
    'See whether the forge is up (https://www.githubstatus.com) and run again.',
    cause,
  );
}

function unclear({ name }: Purpose, { said }: Passing, cause: unknown): UnclearWrite {
  return new UnclearWrite(
    'FORGE_UNREACHABLE',
    `${name} may or may not have been carried out: ${said}`,
    'Run again: what is there is found before anything is written.',
    cause,
  );
}
