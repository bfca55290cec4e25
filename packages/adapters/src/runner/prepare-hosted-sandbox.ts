import { readFileSync } from 'node:fs';
import { onPath } from '../machine/on-path.ts';

const KNOB = 'kernel.apparmor_restrict_unprivileged_userns';

/** The machine as this step sees it; every part can be put in its place. */
export interface HostedMachine {
  /** The forge's own runner, new for this job: elsewhere nothing is changed. */
  readonly hosted: boolean;
  hasProgram(name: string): boolean;
  /** `'1'`; null: this kernel has no such setting. */
  setting(name: string): string | null;
  /** Exit status of a program, never through a shell. */
  run(program: string, args: readonly string[]): Promise<number>;
}

/**
 * Makes bubblewrap usable on the forge's ubuntu machines: it is not installed there, and AppArmor keeps programs without a
 * profile from making user namespaces. The machine ends with the job, so that nothing has to be put back.
 *
 * @returns what was done, one sentence each; empty elsewhere. Where it fails, the sandbox says later what is missing.
 */
export async function prepareHostedSandbox(machine: HostedMachine): Promise<readonly string[]> {
  if (!machine.hosted || !machine.hasProgram('sudo')) return [];
  const did: string[] = [];
  if (!machine.hasProgram('bwrap') && machine.hasProgram('apt-get')) {
    did.push((await install(machine)) ? 'Installed bubblewrap.' : 'Could not install bubblewrap.');
  }
  if (machine.setting(KNOB) === '1') {
    const status = await machine.run('sudo', ['-n', 'sysctl', '-q', '-w', `${KNOB}=0`]);
    did.push(
      status === 0
        ? 'Allowed user namespaces to programs without an AppArmor profile.'
        : 'Could not allow user namespaces (AppArmor restricts them).',
    );
  }
  return did;
}

async function install(machine: HostedMachine): Promise<boolean> {
  const command = ['-n', 'apt-get', '-q', '-y', '--no-install-recommends', 'install', 'bubblewrap'];
  if ((await machine.run('sudo', command)) === 0) return true;
  // The lists of an image are as old as the image.
  if ((await machine.run('sudo', ['-n', 'apt-get', '-q', 'update'])) !== 0) return false;
  return (await machine.run('sudo', command)) === 0;
}

/** This machine, by `@actions/exec`. */
export function thisMachine(hosted: boolean): HostedMachine {
  return {
    hosted,
    hasProgram: (name) => onPath(name) !== null,
    setting(name) {
      try {
        return readFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, 'utf8').trim();
      } catch {
        return null;
      }
    },
    async run(program, args) {
      const { exec } = await import('@actions/exec');
      return await exec(program, [...args], { ignoreReturnCode: true });
    },
  };
}
