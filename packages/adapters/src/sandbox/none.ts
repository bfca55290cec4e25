import { spawn } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sandbox, SandboxRequest, SandboxResult } from '@sluice/ports';
import { collect } from './collect.ts';
import { commandEnvironment } from './command-environment.ts';
import { mountObstacle } from './mount-obstacle.ts';
import { createPrivateDirectory, removeDirectory } from './private-directory.ts';
import { descendants } from './process-tree.ts';
import { readReport } from './read-report.ts';
import { supervise } from './supervise.ts';
import { digestToolchain } from './toolchain-digest.ts';
import type { Toolchain } from './toolchain.ts';

/** What a run without a sandbox must say about itself. */
const NO_SANDBOX_WARNING =
  'Commands ran without a sandbox: they could use the network, read and write every file of this user, and leave processes behind.';

/**
 * Commands run as this user, in a copy of the workspace and with a cleared environment. Time, output, memory and the number of
 * processes are bounded for a command that does not try to get away; network, files and disk are not.
 */
export function noSandbox(toolchain: Toolchain, path: string): Sandbox {
  return {
    name: 'none',
    warning: NO_SANDBOX_WARNING,
    toolchain: async () => digestToolchain('none', path.split(':')),
    run: (request) => run(request, { ...toolchain, path: path.split(':') }),
  };
}

async function run(request: SandboxRequest, toolchain: Toolchain): Promise<SandboxResult> {
  const obstacle = mountObstacle(request.workspace, request.mounts);
  if (obstacle !== null) {
    const output = Buffer.from(`Not run: ${obstacle}.\n`);
    return { exit: 126, ended: 'exit', seconds: 0, output, outputBytes: output.length };
  }
  const own = createPrivateDirectory();
  try {
    const workspace = join(own, 'workspace');
    cpSync(request.workspace, workspace, {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    });
    for (const { source, target } of request.mounts) link(source, join(workspace, target));
    mkdirSync(join(own, 'tmp/home'), { recursive: true });
    const result = await runIn(workspace, commandEnvironment(toolchain, join(own, 'tmp')), request);
    if (result.exit !== 0 || result.ended !== 'exit') return result;
    if (request.collectInto !== null) await collect(workspace, request.collect, request.collectInto);
    const { report = null } = request;
    return { ...result, report: report === null ? null : readReport(workspace, report) };
  } finally {
    removeDirectory(own);
  }
}

function link(source: string, target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) rmSync(target, { recursive: true });
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(source, target);
}

async function runIn(
  workspace: string,
  environment: Readonly<Record<string, string>>,
  { command, limits, signal }: SandboxRequest,
): Promise<SandboxResult> {
  const child = spawn('sh', ['-c', `exec 2>&1; ${command}`], {
    cwd: workspace,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const root = child.pid!;
  const processes = (): readonly number[] => [root, ...descendants(root)];
  const kill = (): void => [...descendants(root), -root, root].forEach(end);
  child.once('exit', () => {
    end(-root);
    // A process that left the group may hold the pipe open: its output no longer matters.
    setTimeout(() => child.stdout.destroy(), 500).unref();
  });
  const { stopped, ...seen } = await supervise({
    child,
    output: [child.stdout],
    limits,
    signal,
    processes,
    kill,
  });
  const ended = stopped ?? (child.exitCode === null ? 'signal' : 'exit');
  return { exit: ended === 'exit' ? child.exitCode : null, ended, ...seen };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended meanwhile.
  }
}
