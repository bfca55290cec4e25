import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { DevState } from '@sluice/local-github/dev/dev-protocol';
import { Fault } from '@sluice/model';
import { readEffectivePolicy } from '@sluice/pipeline';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession, type Session } from '../open-session.ts';
import { alreadyRunning, DevProcess } from './dev-process.ts';
import { DIRECTORY, findRunning, stateFileOf } from './dev-state.ts';
import { announcement, paintFor } from './dev-words.ts';
import { findNode } from './find-node.ts';
import { refuseUnfit, setUpBase, writeSeed, type SetUp } from './seed.ts';
import { findToolkit } from './toolkit.ts';

export interface UpOptions {
  readonly repo: string;
  readonly port: string;
  readonly base?: string;
  readonly public?: boolean;
  readonly detach?: boolean;
}

/** Starts the local GitHub, and stays until it is told to end, unless it is detached. */
export async function up(options: UpOptions): Promise<ExitCode> {
  const port = portOf(options.port);
  const toolkit = findToolkit();
  const node = await findNode(toolkit.checkout);
  const signals = listenForEnd();
  const directory = mkdtempSync(join(tmpdir(), DIRECTORY));
  let child: DevProcess | null = null;
  let stays = false;
  try {
    const { state, setUp } = await inSession(options.repo, async (session) => {
      const running = await findRunning(session.git.stateDir);
      if (running !== null) throw alreadyRunning(running);
      say('Starting the local GitHub …');
      child = new DevProcess(node, toolkit.entry, { detached: options.detach ?? false });
      const { checkout, sigstoreEntry } = toolkit;
      const ready = prepare(session, child, options, { directory, checkout, sigstoreEntry, port });
      return Promise.race([ready, signals.interrupted]);
    });
    process.stdout.write(announcementFor(state, setUp, options));
    stays = options.detach ?? false;
    if (stays) child!.detach();
    else await Promise.race([signals.ended, child!.ended()]);
    return EXIT.done;
  } finally {
    if (!stays) {
      if (child !== null) await endOf(child, signals);
      rmSync(directory, { recursive: true, force: true });
    }
    signals.stop();
  }
}

/** The process, then the repository in it: the workflow files name the toolkit's commit, which only the process knows. */
async function prepare(
  { git }: Session,
  child: DevProcess,
  options: UpOptions,
  place: Parameters<DevProcess['start']>[0],
): Promise<{ readonly state: DevState; readonly setUp: SetUp }> {
  const overrides = options.base === undefined ? [] : [{ option: '--base', set: { base: options.base } }];
  const { base, effective } = await readEffectivePolicy(git, overrides);
  refuseUnfit(git, base.sha);
  const name = branchOf(base.ref);
  const { branches } = effective.policy;
  const { toolkitCommit } = await child.start(place);
  const setUp = await setUpBase(git, { name, commit: base.sha }, { commit: toolkitCommit, branches });
  const from = await writeSeed(git, { name, commit: setUp.commit }, branches);
  const state = await child.serve({
    name: nameOf(options.repo),
    from,
    base: name,
    setupCommit: setUp.commit,
    branches,
    visibility: options.public ? 'public' : 'private',
    stateFile: stateFileOf(git.stateDir),
  });
  return { state, setUp };
}

function announcementFor(state: DevState, { files }: SetUp, { repo, detach }: UpOptions): string {
  return announcement({ state, directory: repo, files, detached: detach ?? false }, paintFor(process.stdout));
}

async function endOf(child: DevProcess, signals: Signals): Promise<void> {
  say('Ending the local GitHub …');
  signals.onAgain(() => child.kill());
  await child.end();
  say('It has ended. Your repository is as it was.');
}

interface Signals {
  /** Resolves at the first signal. */
  readonly ended: Promise<void>;
  /** Rejects at it. */
  readonly interrupted: Promise<never>;
  /** At the second one. */
  onAgain(act: () => void): void;
  stop(): void;
}

/** Ctrl-C is how it is meant to end: no fault. */
function listenForEnd(): Signals {
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let count = 0;
  let again = (): void => undefined;
  let first = (): void => undefined;
  const ended = new Promise<void>((done) => (first = done));
  const hear = (): void => {
    count += 1;
    if (count === 1) first();
    else again();
  };
  for (const name of names) process.on(name, hear);
  const interrupted = ended.then(() => {
    throw new Fault('INTERRUPTED', 'Interrupted.', 'Run it again.');
  });
  interrupted.catch(() => undefined);
  return {
    ended,
    interrupted,
    onAgain: (act) => void (again = act),
    stop: () => names.forEach((name) => process.off(name, hear)),
  };
}

function branchOf(ref: string): string {
  const found = /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/s.exec(ref)?.[1];
  if (found !== undefined) return found;
  throw new Fault('OPTION_INVALID', `${JSON.stringify(ref)} is not a branch.`, 'Name a branch with --base.');
}

/** As a repository may be called on GitHub. */
function nameOf(directory: string): string {
  const name = basename(resolve(directory)).replace(/\.git$/, '');
  return (
    name
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 100) || 'repository'
  );
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Fault(
    'OPTION_INVALID',
    `--port ${JSON.stringify(text)} is no port.`,
    'Give a number up to 65535; 0 takes any free one.',
  );
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
