import {
  prepareHostedSandbox,
  thisMachine,
  type HostedMachine,
} from '@sluice/adapters/runner/prepare-hosted-sandbox';

interface Machine extends HostedMachine {
  readonly ran: string[];
}

function machine(
  more: Partial<HostedMachine> & {
    readonly programs?: readonly string[];
    readonly statuses?: readonly number[];
  } = {},
): Machine {
  const { programs = ['sudo', 'apt-get'], statuses = [] } = more;
  const ran: string[] = [];
  return {
    hosted: true,
    hasProgram: (name) => programs.includes(name),
    setting: () => '1',
    run: async (program, args) => {
      ran.push([program, ...args].join(' '));
      return await Promise.resolve(statuses[ran.length - 1] ?? 0);
    },
    ran,
    ...more,
  };
}

const INSTALL = 'sudo -n apt-get -q -y --no-install-recommends install bubblewrap';
const SYSCTL = 'sudo -n sysctl -q -w kernel.apparmor_restrict_unprivileged_userns=0';

test('a fresh ubuntu machine: installs bubblewrap and allows it namespaces, and says so', async () => {
  const fresh = machine();
  await expect(prepareHostedSandbox(fresh)).resolves.toEqual([
    'Installed bubblewrap.',
    'Allowed user namespaces to programs without an AppArmor profile.',
  ]);
  expect(fresh.ran).toEqual([INSTALL, SYSCTL]);
});

test('with old package lists they are brought up to date once', async () => {
  const old = machine({ statuses: [100, 0, 0], setting: () => null });
  await expect(prepareHostedSandbox(old)).resolves.toEqual(['Installed bubblewrap.']);
  expect(old.ran).toEqual([INSTALL, 'sudo -n apt-get -q update', INSTALL]);
});

test('what fails is said, and stops nothing: the sandbox itself says what is missing', async () => {
  await expect(prepareHostedSandbox(machine({ statuses: [100, 100, 1] }))).resolves.toEqual([
    'Could not install bubblewrap.',
    'Could not allow user namespaces (AppArmor restricts them).',
  ]);
});

test.each<[string, Parameters<typeof machine>[0]]>([
  ['an own machine', { hosted: false }],
  ['no sudo', { programs: ['apt-get'] }],
  ['bubblewrap is there, and the knob is off', { programs: ['sudo', 'bwrap'], setting: () => '0' }],
  ['bubblewrap is there, and there is no knob', { programs: ['sudo', 'bwrap'], setting: () => null }],
])('%s: nothing is run, nothing is said', async (_, more) => {
  const other = machine(more);
  await expect(prepareHostedSandbox(other)).resolves.toEqual([]);
  expect(other.ran).toEqual([]);
});

test('arguments reach a real program as they are, with no shell between', async () => {
  const real = thisMachine(true);
  await expect(
    real.run('node', ['-e', 'process.exit(process.argv[1] === "$(id); x" ? 7 : 1)', '$(id); x']),
  ).resolves.toBe(7);
  expect(real.hasProgram('node')).toBe(true);
  expect(real.setting('kernel.no.such.setting')).toBeNull();
  expect(real.setting('kernel.ostype')).toBe('Linux');
});
