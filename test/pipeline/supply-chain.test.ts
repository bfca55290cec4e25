// What a survey of real branches says of their manifests and lockfiles, and whom it holds.
import { systemClock } from '@sluice/adapters/machine/local-machine';
import type { Policy, SupplyPolicy } from '@sluice/model';
import { surveyBranches } from '../../packages/pipeline/src/survey-branches.ts';
import { locked, modules, packageJson, packageLock, tarball } from '../support/lockfiles.ts';
import { TEST_POLICY } from '../support/surveyed.ts';
import {
  inRepository,
  removeHistories,
  writeBranches,
  type HistoryPlan,
} from '../support/written-history.ts';

afterEach(removeHistories);

const WISHES = { left: '^1.0.0', right: '^1.0.0' };
const lock = (entries: Record<string, object>): string =>
  packageLock(WISHES, { ...modules('left', 'right'), ...entries });
const base = { 'package.json': packageJson(WISHES), 'package-lock.json': lock({}), f: 'f\n' };
const elsewhere = {
  'node_modules/left': locked('left', {
    version: '1.0.1',
    resolved: tarball('left', '1.0.1', 'mirror.example'),
  }),
};

interface Said {
  readonly findings: readonly string[];
  readonly outcomes: readonly string[];
}

function said(
  plan: HistoryPlan,
  over: Partial<SupplyPolicy> = {},
  registryHosts?: readonly string[],
): Promise<Said> {
  const policy: Policy = { ...TEST_POLICY, supplyChain: { ...TEST_POLICY.supplyChain, ...over } };
  return inRepository(writeBranches(plan), async (git) => {
    const machine = registryHosts && {
      registryHosts: () => Promise.resolve(registryHosts),
      registryVariables: () => Promise.resolve({}),
      hasProgram: () => false,
    };
    const tools = {
      git,
      policy,
      clock: systemClock,
      progress: () => undefined,
      ...(machine ? { machine } : {}),
    };
    const { supply, outcomes } = await surveyBranches(tools, {});
    return {
      findings: supply.map(({ kind, branches, name }) => `${kind} ${branches.join('+')} ${name}`.trim()),
      outcomes: outcomes.map(({ branch, reason }) => `${branch} ${reason}`),
    };
  });
}

test('a branch with something to hold for is held, one without is not', async () => {
  const branches = { evil: { 'package-lock.json': lock(elsewhere) }, fine: { f: 'g\n' } };
  expect(await said({ base, branches })).toEqual({
    findings: ['foreign-host evil left'],
    outcomes: ['evil supply-chain'],
  });
});

test('the registry of the machine is known', async () => {
  const branches = { moved: { 'package-lock.json': lock(elsewhere) }, fine: { f: 'g\n' } };
  expect(await said({ base, branches }, {}, ['mirror.example'])).toEqual({ findings: [], outcomes: [] });
});

test('a branch that left early is measured by what it does to the tip', async () => {
  const later = [{ 'package-lock.json': lock(elsewhere) }];
  const same = { early: { 'package-lock.json': lock(elsewhere), f: 'g\n' }, fine: { f: 'h\n' } };
  expect(await said({ base, later, branches: same })).toEqual({ findings: [], outcomes: [] });
});

test('the same finding of several branches is told once', async () => {
  const branches = {
    a: { 'package-lock.json': lock(elsewhere) },
    b: { 'package-lock.json': lock(elsewhere), f: 'g\n' },
  };
  expect((await said({ base, branches })).findings).toEqual(['foreign-host a+b left']);
});

test('a held branch keeps the reason for which it is held already', async () => {
  const branches = {
    both: { 'package-lock.json': lock(elsewhere), '.gitattributes': 'x\n' },
    fine: { f: 'g\n' },
  };
  expect(await said({ base, branches })).toEqual({
    findings: ['foreign-host both left'],
    outcomes: ['both protected-path'],
  });
});

test('a lockfile that is a symlink or too large does not pass unread', async () => {
  const branches = {
    link: { 'package-lock.json': { mode: '120000', content: 'f' } },
    large: { 'package-lock.json': `${lock({})}${' '.repeat(4_500_000)}` },
  };
  const { findings, outcomes } = await said({ base, branches });
  expect(findings).toEqual(['unreadable-lockfile large+link']);
  expect(outcomes).toEqual(['large supply-chain', 'link supply-chain']);
});

test('of very many findings of a kind some are told, and how many there are', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`node_modules/deep-${i}`, locked(`deep-${i}`)]),
  );
  const branches = { many: { 'package-lock.json': lock(many) }, fine: { f: 'g\n' } };
  const { findings } = await said({ base, branches });
  expect(findings).toHaveLength(41);
  expect(findings.at(-1)).toBe('new-transitive many');
});

test('nothing is asked of the machine where no branch touches manifests or lockfiles', async () => {
  const branches = { fine: { f: 'g\n' }, other: { g: 'g\n' } };
  const policy = TEST_POLICY;
  let asked = 0;
  const machine = {
    registryHosts: () => Promise.resolve([`asked ${(asked += 1)} times`]),
    registryVariables: () => Promise.resolve({}),
    hasProgram: () => false,
  };
  await inRepository(writeBranches({ base, branches }), (git) =>
    surveyBranches({ git, policy, clock: systemClock, progress: () => undefined, machine }, {}),
  );
  expect(asked).toBe(0);
});
