// Lockfiles of branches are audited by the real npm in the real sandbox, against a registry on the loopback.
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import type { Policy, SupplyPolicy } from '@sluice/model';
import { auditSupplyChain } from '../../packages/pipeline/src/supply-audit.ts';
import { surveyBranches } from '../../packages/pipeline/src/survey-branches.ts';
import { auditRegistry, type AuditRegistry } from '../support/audit-registry.ts';
import { locked, modules, packageJson, packageLock } from '../support/lockfiles.ts';
import { directory, removeAll } from '../support/sandboxed.ts';
import { TEST_POLICY } from '../support/surveyed.ts';
import { inRepository, removeHistories, writeBranches } from '../support/written-history.ts';

let registry: AuditRegistry;
const outside = process.env['NODE_EXTRA_CA_CERTS'];

beforeAll(async () => {
  registry = await auditRegistry({
    left: [
      { id: 11, title: 'Left is old', severity: 'critical', vulnerable_versions: '<9' },
      { id: 12, title: 'Left goes right', severity: 'high', vulnerable_versions: '>=1.1.0' },
      { id: 13, title: 'Left is slow', severity: 'low', vulnerable_versions: '>=1.1.0' },
    ],
    tool: [{ id: 14, title: 'Only for developers', severity: 'critical', vulnerable_versions: '*' }],
  });
  process.env['NODE_EXTRA_CA_CERTS'] = registry.certificate;
});
afterAll(async () => {
  if (outside === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
  else process.env['NODE_EXTRA_CA_CERTS'] = outside;
  await registry.close();
  removeHistories();
  removeAll();
});

const WISHES = { left: '^1.0.0', right: '^1.0.0' };
const lock = (entries: Record<string, object>): string =>
  packageLock(WISHES, { ...modules('left', 'right'), ...entries });
const base = (host: string): Record<string, string> => ({
  'package.json': packageJson(WISHES),
  'package-lock.json': lock({}),
  '.npmrc': `registry=https://${host}/\n`,
});
const branches = {
  newer: { 'package-lock.json': lock({ 'node_modules/left': locked('left', { version: '1.1.0' }) }) },
  harmless: { 'package-lock.json': lock({ 'node_modules/right': locked('right', { version: '1.1.0' }) }) },
  development: { 'package-lock.json': lock({ 'node_modules/tool': { ...locked('tool'), dev: true } }) },
  unconcerned: { 'readme.md': 'x\n' },
};

interface Heard {
  readonly findings: readonly string[];
  readonly held: readonly string[];
}

async function audited(
  host: string,
  over: Partial<SupplyPolicy> = {},
  more: Partial<Policy> = {},
): Promise<Heard> {
  const supplyChain = { ...TEST_POLICY.supplyChain, hosts: [host, 'registry.example.org'], ...over };
  const policy: Policy = { ...TEST_POLICY, ...more, supplyChain };
  return inRepository(writeBranches({ base: base(host), branches }), async (git) => {
    const machine = {
      registryHosts: () => Promise.resolve([]),
      registryVariables: () => Promise.resolve({}),
      hasProgram: (name: string) => name === 'npm',
    };
    const progress = (): void => undefined;
    const survey = await surveyBranches({ git, policy, clock: systemClock, progress, machine }, {});
    const report = await auditSupplyChain(
      {
        git,
        machine,
        policy,
        workDir: directory(),
        signal: new AbortController().signal,
        progress,
        findSandbox: () => findSandbox({ unsafe: false }),
        neutralise,
      },
      survey,
    );
    return {
      findings: report.findings.map(({ kind, severity, branches: by, name, detail }) =>
        [kind, severity, by.join('+'), name, detail].join(' | '),
      ),
      held: report.outcomes.map(({ branch, reason }) => `${branch} ${reason}`),
    };
  });
}

test('an advisory that does not apply to the base is told of the branch that brings it, and others are not', async () => {
  const { findings, held } = await audited(registry.host);
  expect(findings).toEqual(['advisory | warn | newer | left | 12 (high): Left goes right']);
  expect(held).toEqual([]);
  expect(registry.asked).toContainEqual({ left: ['1.1.0'], right: ['1.0.0'] });
  expect(registry.asked.flatMap((names) => Object.keys(names))).not.toContain('tool');
});

test('the policy can hold the branch for it', async () => {
  const { held } = await audited(registry.host, { audit: 'hold' });
  expect(held).toEqual(['newer supply-chain']);
});

test('a registry that cannot be reached is told with the reason, and the policy can hold for it', async () => {
  const { findings, held } = await audited('127.0.0.2:9', { unaudited: 'hold' });
  expect(held).toEqual(['development supply-chain', 'harmless supply-chain', 'newer supply-chain']);
  expect(findings).toEqual([
    expect.stringMatching(/^not-audited \| hold \| development\+harmless\+newer \|  \| npm audit failed: /),
  ]);
});

test('nothing is asked where the policy says so, and that is told unless it is by the check itself', async () => {
  const before = registry.asked.length;
  expect(await audited(registry.host, { audit: 'off' })).toEqual({ findings: [], held: [] });
  const { findings } = await audited(registry.host, {}, { tiers: [] });
  expect(findings).toEqual([expect.stringContaining('No command is run at all.')]);
  expect(registry.asked).toHaveLength(before);
});
