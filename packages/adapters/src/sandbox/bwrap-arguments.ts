import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Toolchain } from './toolchain.ts';

/** Where the command runs inside. */
export const WORKSPACE = '/workspace';
/** Where our own files are inside. */
export const OWN = '/run/sluice';

/** One path of the host inside the sandbox. */
export interface Binding {
  readonly source: string;
  readonly target: string;
}

/** What may be written: places of the stage, or, without a stage, tmpfs mounts of `megabytes` each. */
export type Writable = { readonly stage: string } | { readonly megabytes: number };

export interface BwrapPlan {
  readonly toolchain: Toolchain;
  /** Of the toolchain, in the order of `toolchain.readable`. */
  readonly readable: readonly Binding[];
  /** Read-only, after everything else; targets inside the workspace or below {@link OWN}. */
  readonly mounts: readonly Binding[];
  /** Writable, over the mounts. */
  readonly caches: readonly Binding[];
  readonly writable: Writable;
  readonly environment: Readonly<Record<string, string>>;
  /** Descriptor of the content of each made-up file of /etc. */
  readonly files: Readonly<Record<string, number>>;
  /** Whether bubblewrap knows `--disable-userns`. */
  readonly lockdown: boolean;
  readonly command: readonly string[];
}

/** Files and directories of /etc that programs need and that hold no secret. */
const ETC =
  /^(?:alternatives|ca-certificates|ca-certificates\.conf|crypto-policies|debian_version|fonts|java-[\w.-]+|ld\.so\.(?:cache|conf|conf\.d)|locale\.(?:alias|conf)|localtime|magic|magic\.mime|mime\.types|os-release|perl|protocols|python3(?:\.\d+)?|services|terminfo|timezone|xml)$/;
const ETC_INSIDE = [
  'maven/logging',
  'maven/m2.conf',
  'pki/ca-trust',
  'pki/tls/certs',
  'ssl/certs',
  'ssl/openssl.cnf',
];

/** The arguments of `bwrap`; everything that is not named here does not exist inside. */
export function bwrapArguments(plan: BwrapPlan): readonly string[] {
  return [
    ...['--unshare-user', '--uid', '1000', '--gid', '1000', ...(plan.lockdown ? ['--disable-userns'] : [])],
    ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
    ...['--hostname', 'sandbox', '--die-with-parent', '--new-session', '--json-status-fd', '3', '--clearenv'],
    ...Object.entries(plan.environment).flatMap(([name, value]) => ['--setenv', name, value]),
    ...systemDirectories(),
    ...Object.entries(plan.files).flatMap(([file, fd]) => ['--ro-bind-data', String(fd), file]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...scratch(plan.writable),
    ...plan.readable.flatMap(({ source, target }) => ['--ro-bind', source, target]),
    ...plan.toolchain.hidden.flatMap((place) => ['--tmpfs', place, '--remount-ro', place]),
    ...plan.mounts.flatMap(({ source, target }) => ['--ro-bind', source, target]),
    ...plan.caches.flatMap(({ source, target }) => ['--bind', source, target]),
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', WORKSPACE, '--', ...plan.command],
  ];
}

function systemDirectories(): readonly string[] {
  const top = readdirSync('/').filter((name) => /^(?:bin|sbin|lib\w*)$/.test(name));
  const etc = [...readdirSync('/etc').filter((name) => ETC.test(name)), ...ETC_INSIDE];
  return [
    ...['--ro-bind', '/usr', '/usr'],
    ...top.flatMap((name) => same(join('/', name))),
    ...etc
      .map((name) => join('/etc', name))
      .filter((path) => existsSync(path))
      .flatMap(same),
  ];
}

function same(path: string): readonly string[] {
  return lstatSync(path).isSymbolicLink()
    ? ['--symlink', readlinkSync(path), path]
    : ['--ro-bind', path, path];
}

function scratch(writable: Writable): readonly string[] {
  if ('stage' in writable) {
    const { stage } = writable;
    return [
      ...['--bind', join(stage, 'tmp'), '/tmp', '--bind', join(stage, 'shm'), '/dev/shm'],
      ...[
        '--bind',
        join(stage, 'tree'),
        WORKSPACE,
        '--dir',
        '/tmp/home',
        '--dir',
        '/var',
        '--symlink',
        '/tmp',
        '/var/tmp',
      ],
    ];
  }
  const size = String(writable.megabytes * 1024 * 1024);
  return [
    ...[
      '--size',
      size,
      '--tmpfs',
      '/tmp',
      '--size',
      size,
      '--tmpfs',
      '/dev/shm',
      '--size',
      size,
      '--tmpfs',
      WORKSPACE,
    ],
    ...['--dir', '/tmp/home', '--dir', '/var', '--symlink', '/tmp', '/var/tmp'],
  ];
}
