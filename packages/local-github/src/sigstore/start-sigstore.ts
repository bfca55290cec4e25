import { fork, type ChildProcess } from 'node:child_process';
import type { Orders, Said, Started, Tally } from './protocol.ts';

export interface SigstoreOptions extends Orders {
  /** The program of the child: `sigstore-process.ts`, or what it was bundled to. */
  readonly entry: string;
}

/** Fulcio, Rekor and a timestamp authority of both profiles on loopback, and a TUF repository with the public root. */
export interface LocalSigstore extends Omit<Started, 'kind'> {
  /** How many requests each service has answered so far. */
  served(): Promise<Tally['served']>;
  close(): Promise<void>;
}

/** Starts them in a process of their own, which ends with this one. */
export async function startSigstore({ entry, ...orders }: SigstoreOptions): Promise<LocalSigstore> {
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const started = new Promise<Started>((resolve, reject) => {
    let printed = '';
    child.stderr!.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The sigstore services ended with ${code}: ${printed}`)));
    child.on('message', (said: Said) => {
      if (said.kind === 'started') resolve(said);
    });
  });
  child.send(orders satisfies Orders);
  const { kind: _kind, ...facts } = await started;
  return { ...facts, served: () => tallyOf(child), close: () => end(child) };
}

function tallyOf(child: ChildProcess): Promise<Tally['served']> {
  return new Promise((resolve) => {
    const hear = (said: Said): void => {
      if (said.kind !== 'tally') return;
      child.off('message', hear);
      resolve(said.served);
    };
    child.on('message', hear);
    child.send({ kind: 'tally' });
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}
