import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@sluice/model';
import type { Sandbox, SandboxRequest, SandboxResult } from '@sluice/ports';
import { startAllowProxy } from './allow-proxy.ts';
import { WORKSPACE } from './bwrap-arguments.ts';
import { collect } from './collect.ts';
import { mountObstacle } from './mount-obstacle.ts';
import { createPrivateDirectory, removeDirectory } from './private-directory.ts';
import { descendants } from './process-tree.ts';
import { readReport } from './read-report.ts';
import { sandboxCommand, type Abilities } from './sandbox-plan.ts';
import { startSandbox, type SandboxProcess } from './sandbox-process.ts';
import { supervise } from './supervise.ts';
import { digestToolchain, fileFingerprint } from './toolchain-digest.ts';
import type { Toolchain } from './toolchain.ts';
import { upstreamProxy } from './upstream-proxy.ts';

/** Commands in Linux namespaces, set up by bubblewrap. What is not shown to them does not exist for them. */
export function bubblewrap(abilities: Abilities, toolchain: Toolchain): Sandbox {
  const kind = `bubblewrap, ${abilities.stage?.copy ?? 'copy'}`;
  return {
    name: 'bubblewrap',
    warning: null,
    toolchain: async () => digestToolchain(kind, toolchain.path, toolchain.readable.map(fileFingerprint)),
    run: (request) => run(abilities, toolchain, request),
  };
}

async function run(
  abilities: Abilities,
  toolchain: Toolchain,
  request: SandboxRequest,
): Promise<SandboxResult> {
  const obstacle = mountObstacle(request.workspace, request.mounts);
  if (obstacle !== null) return notRun(obstacle);
  const own = createPrivateDirectory();
  try {
    if (request.hosts.length === 0)
      return await runIn(own, sandboxCommand(abilities, toolchain, request, null), request);
    const socket = join(own, 'proxy.sock');
    const proxy = await startAllowProxy(socket, request.hosts, upstreamProxy(process.env));
    try {
      const result = await runIn(own, sandboxCommand(abilities, toolchain, request, socket), request);
      return withRefusals(result, proxy.refused);
    } finally {
      await proxy.close();
    }
  } finally {
    removeDirectory(own);
  }
}

async function runIn(
  own: string,
  command: readonly string[],
  request: SandboxRequest,
): Promise<SandboxResult> {
  const { limits, signal, report: path = null } = request;
  const started = await startSandbox(command, own, signal);
  if (started === null)
    return { exit: null, ended: 'signal', seconds: 0, output: Buffer.alloc(0), outputBytes: 0 };
  const isWanted = (request.collect.length > 0 && request.collectInto !== null) || path !== null;
  const tree = isWanted ? openTree(started) : null;
  try {
    const { child, output, init, kill } = started;
    const watched = supervise({
      child,
      output: [output],
      limits,
      signal,
      processes: () => descendants(init),
      kill,
    });
    started.go();
    const { stopped, ...seen } = await watched;
    const exit = stopped === null ? started.exit() : null;
    const report = exit === 0 && tree !== null ? await collectFrom(tree, request) : null;
    return { exit, ended: stopped ?? (exit === null ? 'signal' : 'exit'), ...seen, report };
  } finally {
    if (tree !== null) closeSync(tree);
  }
}

/**
 * A handle on the workspace inside, which keeps it alive when the sandbox is gone: only then, when nothing runs that could
 * put a link in the way, is it read.
 */
function openTree({ init, kill }: SandboxProcess): number {
  try {
    return openSync(
      `/proc/${descendants(init)[0]}/root${WORKSPACE}`,
      constants.O_RDONLY | constants.O_DIRECTORY,
    );
  } catch (cause) {
    kill();
    throw new Fault(
      'SANDBOX_MISSING',
      'What the command makes in its sandbox cannot be read.',
      'Run as the user that owns the processes, with /proc mounted.',
      cause,
    );
  }
}

/** Brings out what was asked for; the report comes as its bytes. */
async function collectFrom(
  tree: number,
  { collect: paths, collectInto, report = null }: SandboxRequest,
): Promise<Buffer | null> {
  const root = `/proc/self/fd/${tree}`;
  try {
    if (collectInto !== null) await collect(root, paths, collectInto);
    return report === null ? null : readReport(root, report);
  } catch (cause) {
    const { message } = cause as Error;
    throw new Fault(
      'WRITE_FAILED',
      `Could not bring out what the command made: ${message}`,
      'Check the free space and the permissions, and run again.',
      cause,
    );
  }
}

function withRefusals(result: SandboxResult, refused: ReadonlySet<string>): SandboxResult {
  if (refused.size === 0) return result;
  const note = Buffer.from(`\nConnections refused, not in the allowed hosts: ${[...refused].join(', ')}\n`);
  return { ...result, output: Buffer.concat([result.output, note]) };
}

/** What the tree itself rules out is the tree's failure, not the sandbox's. */
function notRun(reason: string): SandboxResult {
  const output = Buffer.from(`Not run: ${reason}.\n`);
  return { exit: 126, ended: 'exit', seconds: 0, output, outputBytes: output.length };
}
