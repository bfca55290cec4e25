import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@sluice/model';
import type { Sandbox } from '@sluice/ports';
import { onPath } from '../machine/on-path.ts';
import { bubblewrap } from './bubblewrap.ts';
import { noSandbox } from './none.ts';
import { createPrivateDirectory, removeDeadDirectories, removeDirectory } from './private-directory.ts';
import type { Abilities } from './sandbox-plan.ts';
import { findToolchain, type Toolchain } from './toolchain.ts';

/**
 * The sandbox of this machine: bubblewrap where it is installed and a command really runs in it. Where not, Fault SANDBOX_MISSING
 * says what to install or to set; `unsafe` gives one that does not isolate instead, and never otherwise.
 */
export async function findSandbox({ unsafe }: { readonly unsafe: boolean }): Promise<Sandbox> {
  removeDeadDirectories();
  const toolchain = findToolchain(process.env, homedir());
  if (unsafe) return noSandbox(toolchain, process.env['PATH'] ?? '/usr/bin:/bin');
  const bwrap = process.platform === 'linux' ? onPath('bwrap') : null;
  if (bwrap === null) throw missing();
  const failures: string[] = [];
  for (const abilities of candidates(bwrap)) {
    const failure = await probe(abilities, toolchain);
    if (failure === null) return bubblewrap(abilities, toolchain);
    failures.push(failure);
  }
  throw blocked(failures.at(-1) ?? '');
}

/** Ways to set it up, best first. */
function candidates(bwrap: string): readonly Abilities[] {
  const countsThreads = isAtLeast(release(), 5, 14);
  // A process of root must not run commands as root, not even one without capabilities: it would own the host's devices.
  const stages: readonly Abilities['stage'][] =
    process.getuid?.() === 0
      ? [
          { privilege: 'root', copy: 'overlay' },
          { privilege: 'root', copy: 'copy' },
        ]
      : [{ privilege: 'user', copy: 'overlay' }, null];
  return stages.flatMap((stage) =>
    [true, false].map((lockdown) => ({ bwrap, stage, lockdown, countsThreads })),
  );
}

/** What an overlay without full support of its file system gets wrong, and what a test run does: replace a directory of the tree. */
const PROBE =
  'set -e; rm -r replaced; mkdir replaced; echo new >replaced/file; echo more >>kept; test "$(cat kept)" = "kept\nmore"';

async function probe(abilities: Abilities, toolchain: Toolchain): Promise<string | null> {
  const directory = createPrivateDirectory();
  try {
    const workspace = join(directory, 'tree');
    mkdirSync(join(workspace, 'replaced/inner'), { recursive: true });
    writeFileSync(join(workspace, 'replaced/old'), '');
    writeFileSync(join(workspace, 'kept'), 'kept\n');
    const { exit, output } = await bubblewrap(abilities, toolchain).run({
      workspace,
      command: PROBE,
      limits: { seconds: 30, memoryMb: 512, processes: 64, diskMb: 16, outputKb: 4 },
      mounts: [],
      hosts: [],
      collect: [],
      collectInto: null,
      signal: new AbortController().signal,
    });
    return exit === 0 ? null : `a trial command ended with status ${exit}: ${output.toString('utf8').trim()}`;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  } finally {
    removeDirectory(directory);
  }
}

function missing(): Fault {
  const unsafe = 'Or pass --unsafe-no-sandbox to run the commands of branches without protection.';
  if (process.platform !== 'linux') {
    return new Fault(
      'SANDBOX_MISSING',
      'There is no sandbox for this system: commands of branches are isolated with bubblewrap, which needs Linux.',
      `Run in a Linux container or virtual machine that allows user namespaces. ${unsafe}`,
    );
  }
  return new Fault(
    'SANDBOX_MISSING',
    'bubblewrap is not installed.',
    `Install it: ${installCommand()}. ${unsafe}`,
  );
}

function installCommand(): string {
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  const managers = {
    'apt-get': 'apt-get install bubblewrap',
    dnf: 'dnf install bubblewrap',
    pacman: 'pacman -S bubblewrap',
    apk: 'apk add bubblewrap',
    zypper: 'zypper install bubblewrap',
  };
  const command =
    Object.entries(managers).find(([name]) => onPath(name) !== null)?.[1] ?? 'apt-get install bubblewrap';
  return `\`${sudo}${command}\``;
}

/** Why user namespaces may be blocked, and what to set. Each names a setting that is read, not guessed. */
function blocked(failure: string): Fault {
  const settings = [
    [
      'kernel/apparmor_restrict_unprivileged_userns',
      '1',
      'kernel.apparmor_restrict_unprivileged_userns=0',
      ' (or load an AppArmor profile that allows `userns` for bwrap)',
    ],
    ['kernel/unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone=1', ''],
    ['user/max_user_namespaces', '0', 'user.max_user_namespaces=15000', ''],
  ] as const;
  const set = settings.find(([file, bad]) => setting(file) === bad);
  const next =
    set === undefined
      ? 'User namespaces and mounts must be allowed: in a container, start it with `--security-opt seccomp=unconfined --security-opt systempaths=unconfined` or privileged.'
      : `User namespaces are blocked here. Run \`sudo sysctl -w ${set[2]}\`${set[3]}.`;
  return new Fault('SANDBOX_MISSING', `bubblewrap is installed but does not work here: ${failure}`, next);
}

function setting(file: string): string | null {
  try {
    return readFileSync(join('/proc/sys', file), 'latin1').trim();
  } catch {
    return null;
  }
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
