import { fillTemplate } from '../../../packages/cli/src/init/fill-template.ts';
import { doctorReport } from '../../../packages/cli/src/doctor/doctor-words.ts';
import { examine } from '../../../packages/cli/src/doctor/finding.ts';
import { gatherFacts } from '../../../packages/cli/src/doctor/gather-facts.ts';
import { RULES } from '../../../packages/cli/src/doctor/rules/all-rules.ts';
import { cloneFiles, forgeFiles } from '../../../packages/cli/src/doctor/sources.ts';
import { main } from '../../../packages/cli/src/main.ts';
import type { ForgeSettings } from '@sluice/ports';
import { repository as newRepository, type Repository } from '../../support/repository.ts';
import { removeAll } from '../../support/sandboxed.ts';
import { COMMIT, GOOD } from './good-facts.ts';

const CHOICES = { toolkit: 'acme/sluice', commit: COMMIT, base: 'main', branches: ['claude/**'], former: [] };
const TARGET = { repository: 'acme/shop', base: 'main', environment: 'sluice' };
const FILES: Readonly<Record<string, string>> = {
  '.github/workflows/sluice-manifest.yml': fillTemplate('sluice-manifest.yml', CHOICES),
  '.github/workflows/sluice.yml': fillTemplate('sluice.yml', CHOICES),
  '.github/workflows/test.yml': 'on: pull_request\njobs: {}\n',
  '.github/workflows/notes.md': 'no workflow',
  '.github/CODEOWNERS': GOOD.codeOwners!,
};

/** A forge that tells what {@link GOOD} says; files are as given. */
function settings(files: Readonly<Record<string, string>> = FILES): ForgeSettings {
  return {
    rulesOf: (branch) =>
      Promise.resolve(
        { main: GOOD.rules, 'sluice/checkpoint': GOOD.checkpointRules, 'sluice/stop': GOOD.stopRules }[
          branch
        ] ?? [],
      ),
    rulesets: async () => GOOD.rulesets,
    actionsPermissions: async () => GOOD.actions,
    workflowPermissions: async () => GOOD.token,
    repositorySecrets: async () => GOOD.secrets,
    organizationSecrets: async () => GOOD.organizationSecrets,
    environment: async (name) =>
      name === 'sluice' ? GOOD.deployment : { exists: false, branches: null, secrets: null },
    variables: async () => GOOD.variables,
    file: async (path, ref) => (ref === 'main' ? (files[path] ?? null) : null),
    files: async (folder) => Object.keys(files).filter((path) => path.startsWith(`${folder}/`)),
    hasLabel: async (name) => name === 'stop-claude',
    visibility: async () => GOOD.visibility,
  };
}

let clone: Repository;
let said: { out: string; err: string };
const env = { ...process.env };

beforeEach(() => {
  clone = newRepository(FILES);
  said = { out: '', err: '' };
  for (const name of ['GH_TOKEN', 'GITHUB_TOKEN', 'GITHUB_API_URL']) delete process.env[name];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...env };
});
afterAll(removeAll);

const doctor = (...args: string[]): Promise<number> => main(['node', 'sluice', 'doctor', ...args], '0');

describe('facts', () => {
  test('from a clone and a forge are all there, and good', async () => {
    const facts = await gatherFacts(TARGET, await cloneFiles(clone.path, 'main'), settings());
    expect(facts.workflows!.map(({ path }) => path)).toEqual([
      '.github/workflows/sluice-manifest.yml',
      '.github/workflows/sluice.yml',
      '.github/workflows/test.yml',
    ]);
    expect(examine(RULES, facts).filter(({ state }) => state === 'wrong' || state === 'unreadable')).toEqual(
      [],
    );
  });

  test('of files are those of the base branch as it was fetched, not of the work tree', async () => {
    clone.git('update-ref', 'refs/remotes/origin/main', clone.oid('main'));
    clone.git('rm', '-q', '-r', '.github');
    clone.git('commit', '-q', '-m', 'No workflows');
    const facts = await gatherFacts(TARGET, await cloneFiles(clone.path, 'main'), null);
    expect(facts.workflows).toHaveLength(3);
    expect(facts.rules).toBeNull();
  });

  test('of files from a forge that may not be listed are those with our names', async () => {
    const silent: ForgeSettings = { ...settings(), files: async () => null, hasLabel: async () => null };
    const facts = await gatherFacts(TARGET, forgeFiles(silent, 'main'), silent);
    expect([facts.workflows!.length, facts.allWorkflows, facts.hasStopLabel]).toEqual([2, false, null]);
    const all = await gatherFacts(TARGET, forgeFiles(settings(), 'main'), settings());
    expect([all.workflows!.length, all.allWorkflows, all.hasStopLabel]).toEqual([3, true, true]);
  });
});

describe('the report', () => {
  test('tells what is wrong first, a shared fix once, and why', async () => {
    const facts = await gatherFacts(TARGET, await cloneFiles(clone.path, 'main'), settings());
    const report = doctorReport(examine(RULES, { ...facts, rules: [] }), 'here');
    expect(report).toMatch(
      /^Looked at here\.\n\nWrong: 7\n {2}x The base branch changes by pull request alone/,
    );
    expect(report.match(/gh api -X POST repos\/acme\/shop\/rulesets/g)).toHaveLength(2);
    expect(report.match(/as for pull-request-required/g)).toHaveLength(4);
    expect(report.match(/as for check-required/g)).toHaveLength(1);
    expect(report).toContain('Why: Otherwise anybody who may push lands what nobody validated.');
    expect(report).toMatch(/7 wrong, 0 could not be read: what is not known is not taken as good\.$/);
  });

  test('shows no control characters of others', async () => {
    const rulesets = [
      {
        id: 1,
        name: '\u001b[2J\u202e',
        enforcement: 'active',
        bypassActors: [{ type: 'DeployKey', id: null, mode: 'always' }],
      },
    ];
    const report = doctorReport(examine(RULES, { ...GOOD, rulesets }), 'here');
    expect([...report].filter((each) => each === '\u001b' || each === '\u202e')).toEqual([]);
  });
});

describe('the command', () => {
  test('without a token looks at the files, and takes no setting as good', async () => {
    clone.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    expect(await doctor('--repo', clone.path)).toBe(2);
    expect(said.out).toContain('no settings: there is no token in GH_TOKEN or GITHUB_TOKEN');
    expect(said.out).toContain('+ The two workflow files are on the base branch');
    expect(said.out).toContain('? The default token of workflows may only read.');
    expect(said.out).not.toContain('\nWrong');
  });

  test('gives the same as JSON', async () => {
    expect(await doctor('--repo', clone.path, '--repository', 'acme/shop', '--json')).toBe(2);
    const { findings, ...rest } = JSON.parse(said.out) as { findings: { id: string; state: string }[] };
    expect(rest).toEqual(TARGET);
    expect(findings.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
  });

  test('asks which repository where nothing says so', async () => {
    expect(await doctor('--repo', clone.path)).toBe(1);
    expect(said.err).toContain('--repository owner/name');
  });

  test('ends with an error where the base is not there', async () => {
    expect(await doctor('--repo', clone.path, '--repository', 'acme/shop', '--base', 'trunk')).toBe(1);
    expect(said.err).toContain('BASE_MISSING');
  });
});
