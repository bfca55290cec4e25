import { fork, type ChildProcess } from 'node:child_process';
import type { Answer, DevState, Order, ServeOrder, StartOrder } from '@sluice/local-github/dev/dev-protocol';
import { Fault } from '@sluice/model';

/** How long it may take to end: jobs are asked first. */
const END_MS = 20_000;
const KEPT = 4000;

/** The process of a local GitHub, as the one who started it sees it. */
export class DevProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #printed = '';

  constructor(node: string, entry: string, { detached }: { detached: boolean }) {
    this.#child = fork(entry, [], {
      execPath: node,
      execArgv: [],
      detached,
      stdio: ['ignore', 'ignore', detached ? 'ignore' : 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#printed = (this.#printed + chunk.toString('utf8')).slice(-KEPT);
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  start(order: Omit<StartOrder, 'kind'>): Promise<{ url: string; toolkitCommit: string }> {
    return this.#ask({ kind: 'start', ...order }, 'started');
  }

  async serve(order: Omit<ServeOrder, 'kind'>): Promise<DevState> {
    return (await this.#ask({ kind: 'serve', ...order }, 'serving')).state;
  }

  /** Lets it live on without this process. */
  detach(): void {
    this.#child.send({ kind: 'detach' } satisfies Order);
    this.#child.unref();
    this.#child.channel?.unref();
  }

  /** Fault DEV_FAILED when it ends by itself. */
  async ended(): Promise<never> {
    await this.#exited;
    throw this.#fault('The local GitHub ended by itself.');
  }

  /** Ends it and all that it started. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), END_MS);
    if (this.#child.connected) this.#child.disconnect();
    else this.#child.kill('SIGTERM');
    await this.#exited;
    clearTimeout(kill);
  }

  /** At once: what runs is not asked. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #ask<K extends Answer['kind']>(order: Order, kind: K): Promise<Extract<Answer, { kind: K }>> {
    return new Promise((resolve, reject) => {
      const hear = (answer: Answer): void => {
        if (answer.kind === kind) resolve(answer as Extract<Answer, { kind: K }>);
        else if (answer.kind === 'failed') reject(failed(answer));
      };
      this.#child.once('message', hear);
      void this.#exited.then(() => reject(this.#fault('The local GitHub did not start.')));
      this.#child.send(order, (error) => error && reject(this.#fault(error.message)));
    });
  }

  #fault(message: string): Fault {
    const said = this.#printed.trim();
    return new Fault(
      'DEV_FAILED',
      said === '' ? message : `${message}\n${said}`,
      'Run it again; if it stays, please report what it said.',
    );
  }
}

function failed({ code, message }: Extract<Answer, { kind: 'failed' }>): Fault {
  if (code === 'EADDRINUSE' || code === 'EACCES')
    return new Fault(
      'DEV_FAILED',
      `The port cannot be used: ${message}`,
      'Name another one with --port, or none: then any free one is taken.',
    );
  if (code === 'EEXIST') return alreadyRunning(null);
  return new Fault('DEV_FAILED', message, 'Run it again; if it stays, please report what it said.');
}

export function alreadyRunning(state: DevState | null): Fault {
  return new Fault(
    'DEV_RUNNING',
    state === null
      ? 'Another local GitHub was started for this repository at the same time.'
      : `A local GitHub runs for this repository already: ${state.url} (process ${state.pid}).`,
    'Use it (`sluice dev open`), or end it with `sluice dev down`.',
  );
}
