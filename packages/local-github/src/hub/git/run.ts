import { spawn } from 'node:child_process';

/** Nothing of the user's or the system's settings reaches git. */
export const NEUTRAL: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
};

export interface Finished {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface Extra {
  readonly input?: Buffer | string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs git on a bare repository and tells how it ended; only a git that cannot start throws. */
export function tryGit(gitDir: string, args: readonly string[], extra: Extra = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [`--git-dir=${gitDir}`, ...args], {
      env: { ...NEUTRAL, ...extra.env },
      stdio: 'pipe',
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ status: code ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() });
    });
    // git may stop reading before everything is written; how it ended says more than EPIPE.
    child.stdin.on('error', () => undefined);
    child.stdin.end(extra.input ?? '');
  });
}

/** As {@link tryGit}, for commands that have to succeed. */
export async function git(gitDir: string, args: readonly string[], extra: Extra = {}): Promise<Buffer> {
  const done = await tryGit(gitDir, args, extra);
  if (done.status !== 0)
    throw new Error(`git ${args[0] ?? ''} failed with ${done.status}: ${done.stderr.trim()}`);
  return done.stdout;
}

export async function gitText(gitDir: string, args: readonly string[], extra: Extra = {}): Promise<string> {
  return (await git(gitDir, args, extra)).toString().trimEnd();
}
