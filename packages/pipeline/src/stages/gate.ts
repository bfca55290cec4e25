import { Fault } from '@sluice/model';
import type { Clock, Forge } from '@sluice/ports';

declare const open: unique symbol;

/** Proof that nothing said stop a moment ago. What writes to the forge demands one. */
export interface OpenGate {
  readonly [open]: true;
}

export interface StopSettings {
  /** Stops when an open issue or pull request carries it. */
  readonly label: string;
  /** Stops when it exists. */
  readonly ref: string;
  /** Value of the repository variable SLUICE_STOP as it was when the job began; anything but empty, `0` and `false` stops. */
  readonly variable: string;
}

export const STOP_LABEL = 'stop-claude';
export const STOP_REF = 'refs/heads/sluice/stop';

/** One reading serves the writes of so many seconds. */
const FRESH_SECONDS = 5;

/** The kill switch. It fails closed: what cannot be read is stopped. */
export class Gate {
  readonly #forge: Pick<Forge, 'stopSignals'>;
  readonly #clock: Clock;
  readonly #settings: StopSettings;
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(forge: Pick<Forge, 'stopSignals'>, clock: Clock, settings: StopSettings) {
    this.#forge = forge;
    this.#clock = clock;
    this.#settings = settings;
  }

  /** @throws Fault STOPPED, which says what stops and how to go on; STOP_UNREADABLE. */
  async pass(): Promise<OpenGate> {
    if (this.#clock.elapsed() - this.#readAt >= FRESH_SECONDS) {
      const reasons = await this.#reasons();
      if (reasons.length > 0) throw stopped(reasons);
      this.#readAt = this.#clock.elapsed();
    }
    return {} as OpenGate;
  }

  async #reasons(): Promise<string[]> {
    const { label, ref, variable } = this.#settings;
    if (isSet(variable)) return [`the variable SLUICE_STOP is ${JSON.stringify(variable.slice(0, 40))}`];
    const signals = await this.#forge.stopSignals(label, ref).catch((cause: unknown) => {
      throw unreadable(cause);
    });
    return [
      ...signals.labelled.map((number) => `${number} carries the label ${label}`),
      ...(signals.ref ? [`the ref ${ref} exists`] : []),
    ];
  }
}

function isSet(variable: string): boolean {
  return !['', '0', 'false'].includes(variable.trim().toLowerCase());
}

function stopped(reasons: readonly string[]): Fault {
  return new Fault(
    'STOPPED',
    `Sluice is stopped: ${reasons.join(', ')}.`,
    'Take the label, the ref or the variable away, and re-run. Nothing was written since it was seen.',
  );
}

function unreadable(cause: unknown): Fault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Fault(
    'STOP_UNREADABLE',
    `Whether Sluice is stopped could not be read, which counts as stopped: ${why}`,
    'The job needs issues: read, pull-requests: read and contents: read. Re-run it.',
    cause,
  );
}
