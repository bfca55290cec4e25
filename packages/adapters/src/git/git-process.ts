import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { Fault } from '@sluice/model';

/** How a git process ended. */
export interface GitExit {
  readonly code: number | null;
  readonly stderr: string;
}

export interface GitRun extends GitExit {
  readonly stdout: Buffer;
}

const STDERR_KEPT = 16_384;

interface Start {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Never ended half way: it writes to the user's repository. */
  readonly lasting?: boolean;
}

/** Starts git processes, counts them, and ends those still alive. */
export class GitProcesses {
  started = 0;
  readonly #alive = new Set<ChildProcessWithoutNullStreams>();

  /** A process whose streams the caller reads and writes. `exit` always resolves; it rejects only if git is not installed. */
  open(
    command: readonly string[],
    { lasting = false, ...options }: Start,
  ): { child: ChildProcessWithoutNullStreams; exit: Promise<GitExit> } {
    this.started += 1;
    const [file, ...rest] = command;
    // In a process group of its own: Ctrl-C on a terminal reaches us alone, and we decide what ends.
    const child = spawn(file!, rest, { ...options, stdio: 'pipe', detached: true });
    if (!lasting) this.#alive.add(child);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < STDERR_KEPT) stderr += chunk.toString('utf8');
    });
    // A process that ends early closes its input; its exit status tells the story, not EPIPE.
    child.stdin.on('error', () => undefined);
    const exit = new Promise<GitExit>((resolve, reject) => {
      child.on('error', (cause: NodeJS.ErrnoException) => {
        this.#alive.delete(child);
        reject(startFault(file!, cause));
      });
      child.on('close', (code) => {
        this.#alive.delete(child);
        resolve({ code, stderr });
      });
    });
    exit.catch(() => undefined);
    return { child, exit };
  }

  /** Runs to the end and gives everything that was printed, whatever the exit status. */
  async run(
    command: readonly string[],
    options: Start & { readonly input?: string | Buffer },
  ): Promise<GitRun> {
    const { input, ...rest } = options;
    const { child, exit } = this.open(command, rest);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.end(input ?? '');
    const ended = await exit;
    return { ...ended, stdout: Buffer.concat(chunks) };
  }

  /** Ends whatever is still running. */
  killAll(): void {
    for (const child of this.#alive) child.kill('SIGKILL');
  }
}

function startFault(file: string, cause: NodeJS.ErrnoException): Fault {
  if (cause.code === 'ENOENT') {
    return new Fault(
      'GIT_MISSING',
      `Could not start ${file}.`,
      'Install git 2.39 or newer and put it on PATH.',
      cause,
    );
  }
  return new Fault(
    'GIT_FAILED',
    `Could not start ${file}: ${cause.message}`,
    'See the cause above and try again.',
    cause,
  );
}

const CORRUPT =
  /bad object|corrupt|missing blob|missing tree|unable to (?:read|stream)|not a valid object|could not (?:parse|read)|inflate|loose object .* is|failed to (?:read|traverse|parse)|Could not find|fsck error|in tree entry|too-short tree|Assertion .* failed/i;

/** The fault for a git command that should have worked. */
export function gitFault(command: string, ended: GitExit): Fault {
  const said = ended.stderr.trim().split('\n').slice(0, 4).join(' · ') || `exit status ${ended.code}`;
  if (/No space left on device/.test(ended.stderr)) {
    return new Fault(
      'SCRATCH_FULL',
      `No space left for git ${command}.`,
      'Free disk space and run again: nothing was changed.',
    );
  }
  if (CORRUPT.test(ended.stderr)) {
    return new Fault(
      'CORRUPT_OBJECT',
      `git ${command}: ${said}`,
      'Run `git fsck` in the repository, fetch what is missing, and run again.',
    );
  }
  return new Fault(
    'GIT_FAILED',
    `git ${command}: ${said}`,
    'Nothing was changed. If the message does not help, run `git fsck`.',
  );
}
