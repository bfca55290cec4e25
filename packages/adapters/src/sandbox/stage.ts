import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Fault, type Limits } from '@sluice/model';
import type { Binding } from './bwrap-arguments.ts';
import { STAGE_SCRIPT } from './scripts.ts';
import { isBelow } from './toolchain.ts';

/** Who runs what is inside: `root` drops to a user of its own, which owns the copy; `user` stays the user that it is. */
export type Privilege = 'root' | 'user';

/** The unprivileged user that commands of a root process run as. */
export const NOBODY = '65534';

/** Directories that exist on every machine and that the stage may cover, in a mount namespace of its own. */
const PLACES = ['/mnt', '/media', '/srv', '/opt', '/boot'];

/** How the copy of the workspace is made: an overlay costs next to nothing, a copy 25 µs a file and its size in memory. */
export interface StageKind {
  readonly privilege: Privilege;
  readonly copy: 'overlay' | 'copy';
}

/** Mounts made before bubblewrap starts, and where it finds them. */
export interface Stage {
  readonly place: string;
  readonly sources: readonly string[];
  /** How many of `sources`, from the first, get a mount point for `.cache`. */
  readonly cached: number;
}

/** Plans a stage. Sources that the sandbox's user cannot reach, or that need a `.cache`, come through it. */
export function planStage(
  privilege: Privilege,
  workspace: string,
  cached: readonly string[],
  others: readonly string[],
): Stage {
  const used = [workspace, ...cached, ...others];
  const place = PLACES.find(
    (directory) => existsSync(directory) && !used.some((path) => isBelow(path, directory)),
  );
  if (place === undefined) {
    throw new Fault(
      'SANDBOX_MISSING',
      `One of ${PLACES.join(', ')} must exist and hold nothing that is used.`,
      'Make an empty /mnt.',
    );
  }
  const hidden = privilege === 'root' ? others.flatMap((source) => anchorOf(source) ?? []) : [];
  const first = [...new Set(cached)];
  return { place, sources: [...new Set([...first, ...hidden])], cached: first.length };
}

/** A binding, its source replaced by the place where the stage shows it. */
export function throughStage(stage: Stage, binding: Binding): Binding {
  const index = stage.sources.findIndex((source) => isBelow(binding.source, source));
  if (index < 0) return binding;
  return {
    ...binding,
    source: join(stage.place, 'bind', String(index + 1), relative(stage.sources[index]!, binding.source)),
  };
}

/** The command line that makes the stage and goes on with `command`. */
export function stageCommand(
  { privilege, copy }: StageKind,
  stage: Stage,
  run: { readonly workspace: string; readonly limits: Limits },
  command: readonly string[],
): readonly string[] {
  const inodes = run.limits.diskMb * 256 + 65_536;
  const drop = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  return [
    'unshare',
    ...(privilege === 'root' ? [] : ['--user', '--map-root-user']),
    ...[
      '--mount',
      '--propagation',
      'private',
      'setpriv',
      '--pdeathsig',
      'KILL',
      'sh',
      '-c',
      STAGE_SCRIPT,
      'stage',
    ],
    ...[
      stage.place,
      run.workspace,
      String(run.limits.diskMb),
      String(inodes),
      privilege === 'root' ? NOBODY : '',
    ],
    ...[copy, String(stage.sources.length), String(stage.cached), ...stage.sources],
    ...(privilege === 'root' ? drop : []),
    ...command,
  ];
}

/**
 * null when everybody can reach a path; else the highest directory on the way to it (or the path itself) below which everybody
 * could: one mount for all that lies in it.
 */
function anchorOf(path: string): string | null {
  let anchor: string | null = null;
  for (let at = path; at !== '/'; at = dirname(at)) {
    if ((statSync(dirname(at)).mode & 0o001) === 0) {
      // Everything above the lowest closed directory is passed by the mount.
      anchor ??= at;
    }
  }
  return anchor;
}
