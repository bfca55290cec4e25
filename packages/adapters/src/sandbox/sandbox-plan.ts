import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, join, normalize } from 'node:path';
import type { SandboxRequest } from '@sluice/ports';
import { bwrapArguments, OWN, WORKSPACE, type Binding } from './bwrap-arguments.ts';
import { authorities, commandEnvironment, proxyEnvironment } from './command-environment.ts';
import { MADE_UP_FILES } from './sandbox-process.ts';
import { COPY_STEP, FORWARD_STEP, LAUNCH_SCRIPT } from './scripts.ts';
import { planStage, stageCommand, throughStage, type Stage, type StageKind } from './stage.ts';
import type { Toolchain } from './toolchain.ts';

/** What was found to work on this machine. */
export interface Abilities {
  /** Path of `bwrap`. */
  readonly bwrap: string;
  /** null: only bubblewrap itself may mount here, so that each command first copies the workspace inside. */
  readonly stage: StageKind | null;
  /** Whether bubblewrap can forbid further user namespaces inside (0.8). */
  readonly lockdown: boolean;
  /** Whether RLIMIT_NPROC counts the sandbox alone: per user namespace since Linux 5.14. */
  readonly countsThreads: boolean;
}

/** Threads for every process that the policy allows: the kernel counts threads, people count processes. */
const THREADS_PER_PROCESS = 16;

/** The whole command line for a request; `proxy` is the socket of the way out, null for none. */
export function sandboxCommand(
  abilities: Abilities,
  toolchain: Toolchain,
  request: SandboxRequest,
  proxy: string | null,
): readonly string[] {
  const outside = proxy === null ? { variables: {}, mounts: [] } : authorities(process.env, OWN);
  const mounts = [
    ...request.mounts.map(inWorkspace),
    ...outside.mounts,
    ...(proxy === null ? [] : ownFiles(proxy)),
  ];
  const workspace = realpathSync(request.workspace);
  const cached = abilities.stage?.copy === 'overlay' ? mounts.filter(hasCache) : [];
  const others = [...toolchain.readable, ...mounts.map(sourceOf)];
  const stage =
    abilities.stage && planStage(abilities.stage.privilege, workspace, cached.map(sourceOf), others);
  const show = (binding: Binding): Binding => (stage === null ? binding : throughStage(stage, binding));
  const base = stage === null ? [{ source: workspace, target: `${OWN}/base` }] : [];
  const steps = [stage === null ? COPY_STEP : '', proxy === null ? '' : FORWARD_STEP].join('');
  const threads = abilities.countsThreads ? String(request.limits.processes * THREADS_PER_PROCESS) : '';
  const bwrap = [
    abilities.bwrap,
    ...bwrapArguments({
      toolchain,
      readable: toolchain.readable.map((path) => show({ source: path, target: path })),
      mounts: [...base, ...mounts.map(show)],
      caches: stage === null ? [] : cached.map((binding) => cacheOf(stage, binding)),
      writable: stage === null ? { megabytes: request.limits.diskMb } : { stage: stage.place },
      environment: {
        ...commandEnvironment(toolchain, '/tmp'),
        ...(proxy === null ? {} : { ...proxyEnvironment(), ...outside.variables }),
      },
      files: MADE_UP_FILES,
      lockdown: abilities.lockdown,
      command: [
        existsSync('/bin/bash') ? '/bin/bash' : '/bin/sh',
        '-c',
        LAUNCH_SCRIPT,
        'launch',
        steps,
        request.command,
        threads,
      ],
    }),
  ];
  return stage === null
    ? bwrap
    : stageCommand(abilities.stage!, stage, { workspace, limits: request.limits }, bwrap);
}

function inWorkspace({ source, target }: Binding): Binding {
  return { source: realpathSync(source), target: join(WORKSPACE, normalize(target)) };
}

function sourceOf({ source }: Binding): string {
  return source;
}

/** Tools write into `node_modules/.cache`, also where everything else in it is read-only. */
function hasCache({ source, target }: Binding): boolean {
  return basename(target) === 'node_modules' && statSync(source).isDirectory();
}

function ownFiles(proxy: string): readonly Binding[] {
  return [
    { source: realpathSync(proxy), target: `${OWN}/proxy.sock` },
    { source: realpathSync(process.execPath), target: `${OWN}/node` },
  ];
}

function cacheOf(stage: Stage, { source, target }: Binding): Binding {
  return {
    source: join(stage.place, 'cache', String(stage.sources.indexOf(source) + 1)),
    target: join(target, '.cache'),
  };
}
