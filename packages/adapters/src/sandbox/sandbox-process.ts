import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Fault } from '@sluice/model';

/** What programs read of /etc that must not be the host's: names and passwords. In the order of their descriptors, from 5. */
const MADE_UP: Readonly<Record<string, string>> = {
  '/etc/passwd':
    'root:x:0:0:root:/:/bin/false\nsluice:x:1000:1000:sluice:/tmp/home:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n',
  '/etc/group': 'root:x:0:\nsluice:x:1000:\nnogroup:x:65534:\n',
  '/etc/hosts': '127.0.0.1 localhost sandbox\n::1 localhost\n',
  '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
};
const FIRST_FILE = 5;

/** Descriptors on which bubblewrap finds the content of made-up files. */
export const MADE_UP_FILES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.keys(MADE_UP).map((file, index) => [file, FIRST_FILE + index]),
);

/** A sandbox that is set up and waits for {@link go} before it runs its command. */
export interface SandboxProcess {
  readonly child: ChildProcess;
  readonly output: Readable;
  /** Host pid of the first process of its pid namespace: when that ends, the kernel ends all others. */
  readonly init: number;
  readonly go: () => void;
  /** As reported by bubblewrap; null until the command has ended by itself. */
  readonly exit: () => number | null;
  readonly kill: () => void;
}

/** Our own environment must not be that of any process that is visible inside: /proc/1/environ shows it. */
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
const START_MILLISECONDS = 120_000;

/** Starts a command line that ends in `bwrap … sh -c LAUNCH_SCRIPT`; null when it was aborted before it was ready. */
export function startSandbox(
  command: readonly string[],
  privateDirectory: string,
  signal: AbortSignal,
): Promise<SandboxProcess | null> {
  const [file, ...rest] = command;
  const files = openFiles(privateDirectory);
  const child = spawn(file!, rest, {
    cwd: '/',
    env: ENVIRONMENT,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', ...files],
  });
  for (const fd of files) closeSync(fd);
  return untilReady(child, signal);
}

function untilReady(child: ChildProcess, signal: AbortSignal): Promise<SandboxProcess | null> {
  const [stdin, output, stderr, status, ready] = child.stdio as unknown as [
    Writable,
    Readable,
    Readable,
    Readable,
    Readable,
  ];
  let said = '';
  let reported = '';
  let isReady = false;
  const number = (name: string): number | null => {
    const found = new RegExp(`"${name}":\\s*(\\d+)`).exec(reported)?.[1];
    return found === undefined ? null : Number(found);
  };
  const kill = (): void => killAll(child, number('child-pid'));
  // A sandbox that ends early closes its pipes; how it ended tells the story, not EPIPE.
  stdin.on('error', () => undefined);
  stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-4096)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(kill, START_MILLISECONDS);
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      child.off('close', onClose);
    };
    const onClose = (): void => {
      settle();
      if (signal.aborted) resolve(null);
      else reject(startFault(said));
    };
    const proceed = (): void => {
      const init = number('child-pid');
      if (!isReady || init === null || signal.aborted) return;
      settle();
      resolve({ child, output, init, go: () => stdin.end('go\n'), exit: () => number('exit-code'), kill });
    };
    status.on('data', (chunk: Buffer) => {
      reported += chunk.toString('latin1');
      if (!isReady) proceed();
    });
    ready.once('data', () => {
      isReady = true;
      proceed();
    });
    child.once('error', (cause) => {
      settle();
      reject(startFault(cause.message));
    });
    child.once('close', onClose);
    signal.addEventListener('abort', kill);
    if (signal.aborted) kill();
  });
}

/** The process group holds what prepares the sandbox; its first process takes everything inside with it. */
function killAll(child: ChildProcess, init: number | null): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  for (const pid of init === null ? [-child.pid!] : [init, -child.pid!]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Ended meanwhile.
    }
  }
}

function openFiles(directory: string): readonly number[] {
  return Object.entries(MADE_UP).map(([file, content]) => {
    const path = join(directory, basename(file));
    writeFileSync(path, content);
    return openSync(path, 'r');
  });
}

function startFault(said: string): Fault {
  const last = said.trim().split('\n').slice(-3).join(' · ') || 'it ended before it was ready';
  if (/No space left on device/.test(said)) {
    return new Fault(
      'SCRATCH_FULL',
      `The copy for the sandbox does not fit: ${last}`,
      'Raise limits.diskMb in the policy.',
    );
  }
  return new Fault(
    'SANDBOX_MISSING',
    `The sandbox could not be started: ${last}`,
    'Run `bwrap --unshare-all --ro-bind / / true` to see whether bubblewrap works here.',
  );
}
