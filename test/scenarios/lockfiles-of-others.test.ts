// Projects of pnpm and of both kinds of Yarn: the real programs install their packages in the real sandbox, run their tests,
// and make again the lockfiles that two branches change.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { outcomes, resultOf, sluice, type Finished } from '../support/cli.ts';
import { packageJson } from '../support/lockfiles.ts';
import type { LoopbackHttps } from '../support/loopback-https.ts';
import { havingManager, type PackageManager } from '../support/package-managers.ts';
import { packageRegistry } from '../support/package-registry.ts';
import { repository, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

let registry: LoopbackHttps;
beforeAll(async () => {
  registry = await packageRegistry({ left: {}, one: { 'one-below': '^1.0.0' }, 'one-below': {}, two: {} });
});
afterAll(async () => {
  await registry.close();
  removeAll();
});

interface Kind {
  readonly name: string;
  readonly manager: PackageManager;
  readonly lockfile: string;
  readonly settings: () => Record<string, string>;
  readonly lock: readonly string[];
}

const npmrc = (): Record<string, string> => ({ '.npmrc': `registry=https://${registry.host}/\n` });
const yarnrc = (more = ''): Record<string, string> => ({
  '.yarnrc.yml': `npmRegistryServer: https://${registry.host}\n${more}`,
});
const YARN_LOCK = ['yarn', 'install', '--mode=update-lockfile', '--no-immutable'];
const KINDS: readonly Kind[] = [
  {
    name: 'pnpm',
    manager: 'pnpm',
    lockfile: 'pnpm-lock.yaml',
    settings: () => ({
      ...npmrc(),
      'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
      'packages/own/package.json': packageJson({ 'one-below': '1.0.0' }, { name: 'own' }),
      'packages/own/index.js': "if (require('one-below') !== 'one-below') process.exit(1);\n",
    }),
    lock: ['pnpm', 'install', '--lockfile-only'],
  },
  {
    name: 'Yarn 1',
    manager: 'yarn-1',
    lockfile: 'yarn.lock',
    settings: npmrc,
    lock: ['yarn', 'install'],
  },
  {
    name: 'a later Yarn',
    manager: 'yarn',
    lockfile: 'yarn.lock',
    settings: () => yarnrc('nodeLinker: node-modules\n'),
    lock: YARN_LOCK,
  },
  {
    name: "a later Yarn with Plug'n'Play",
    manager: 'yarn',
    lockfile: 'yarn.lock',
    settings: yarnrc,
    lock: YARN_LOCK,
  },
];

/** The lockfile that a package manager makes of these files by itself. */
async function lockfileOf({ manager, lock, lockfile }: Kind, files: Record<string, string>): Promise<string> {
  const place = directory(files);
  const [program, ...rest] = lock;
  const trusted = { NODE_EXTRA_CA_CERTS: registry.certificate, npm_config_cafile: registry.certificate };
  const env = { ...havingManager(manager), ...trusted, CI: 'true' };
  await promisify(execFile)(program!, rest, { cwd: place, env, timeout: 60_000 });
  return readFileSync(join(place, lockfile), 'utf8');
}

/** Loads all that package.json asks for, and the workspace. */
const CHECK = `for (const name in require('./package.json').dependencies) require(name);
if (require('fs').existsSync('packages')) require('./packages/own');
`;

async function filesOf(
  kind: Kind,
  needs: readonly string[],
  before: Record<string, string> = {},
): Promise<Record<string, string>> {
  const dependencies = Object.fromEntries(needs.map((name) => [name, '^1.0.0']));
  const manifest = packageJson(dependencies, { scripts: { test: 'node check.js' } });
  const files = { ...kind.settings(), ...before, 'package.json': manifest, 'check.js': CHECK };
  return { ...files, [kind.lockfile]: await lockfileOf(kind, files) };
}

interface Contest {
  readonly base: Record<string, string>;
  readonly branches: Readonly<Record<string, Record<string, string>>>;
}

const contests = new Map<Kind, Promise<Contest>>();

/** Two branches that each bring a package; locked once. */
function contestOf(kind: Kind): Promise<Contest> {
  const made = contests.get(kind) ?? makeContest(kind);
  contests.set(kind, made);
  return made;
}

async function makeContest(kind: Kind): Promise<Contest> {
  const base = await filesOf(kind, ['left']);
  const before = { [kind.lockfile]: base[kind.lockfile]! };
  const [one, two] = await Promise.all(['one', 'two'].map((name) => filesOf(kind, ['left', name], before)));
  return { base, branches: { one: one!, two: two! } };
}

interface Situation {
  /** What is installed, if it is not what made the lockfile. */
  readonly manager?: PackageManager | null;
  /** Further fields of every package.json. */
  readonly fields?: object;
  readonly policy?: string;
}

async function runOn(
  kind: Kind,
  { manager = kind.manager, fields = {}, policy = 'supply-chain: {audit: off}\n' }: Situation = {},
): Promise<{ repo: Repository; finished: Finished }> {
  const { base, branches } = await contestOf(kind);
  const files = (given: Record<string, string>): Record<string, string> => ({
    ...given,
    'package.json': `${JSON.stringify({ ...JSON.parse(given['package.json']!), ...fields }, null, 2)}\n`,
  });
  const repo = repository({ ...files(base), '.sluice.yml': policy });
  for (const [name, given] of Object.entries(branches)) repo.commit(`claude/${name}`, files(given));
  const env = { ...havingManager(manager), NODE_EXTRA_CA_CERTS: registry.certificate };
  return { repo, finished: await sluice(['run', '--repo', repo.path], { env }) };
}

describe.each(KINDS)('a project of $name', (kind) => {
  test('is installed and tested, its lockfile made again from the merged manifest', async () => {
    const { repo, finished } = await runOn(kind);
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['landed merged', 'landed resolved']);
    const { checkpoint, candidates, validations } = resultOf(finished);
    expect(validations.map(({ command }) => command)).toContainEqual(
      expect.stringMatching(/(?:pnpm|yarn) run test$/),
    );
    const files = candidates.flatMap((candidate) => candidate.files);
    expect(files.find(({ path }) => path === kind.lockfile)).toMatchObject({
      method: 'regenerated',
      dropped: [],
    });
    // What another package needs is in it as well.
    for (const name of ['left', 'one', 'one-below', 'two'])
      expect(repo.show(checkpoint!.ref, kind.lockfile)).toMatch(new RegExp(`^\\W*${name}@`, 'm'));
  });
});

/** What is merged does not depend on what runs. */
const UNINSTALLED = `tiers: [{name: test, command: 'true'}]
supply-chain: {audit: off}
install: {command: mkdir vendor, lockfiles: [none], provides: [vendor], hosts: []}
`;
const [PNPM, YARN_1, YARN] = KINDS as [Kind, Kind, Kind];

test.each<[string, Kind, Situation, RegExp]>([
  [
    'the program is not installed',
    PNPM,
    { manager: null },
    /^Run `pnpm install --lockfile-only` \(not made here: pnpm is not installed where the sandbox sees it\)\.$/,
  ],
  [
    'the registry does not have a package',
    PNPM,
    { fields: { devDependencies: { missing: '^1.0.0' } } },
    /^Run `pnpm install --lockfile-only` \(not made here: pnpm ended with exit status 1, saying: .*ERR_PNPM_FETCH_404.*missing/,
  ],
  [
    'package.json wants another version',
    PNPM,
    { fields: { packageManager: 'pnpm@9.15.0' } },
    /^Run `pnpm install --lockfile-only` \(not made here: .*saying: package\.json wants pnpm 9, and pnpm here is 10\./,
  ],
  [
    'the lockfile is of a later Yarn',
    YARN,
    { manager: 'yarn-1' },
    /^Run `yarn install` \(not made here: yarn ended with exit status 1, saying: yarn\.lock is of Yarn 2 or later, and yarn here is 1\.22\./,
  ],
  [
    'the lockfile is of an earlier Yarn',
    YARN_1,
    { manager: 'yarn' },
    /^Run `yarn install` \(not made here: yarn ended with exit status 1, saying: yarn\.lock is of Yarn 1, and yarn here is 4\./,
  ],
  [
    'package.json wants a later Yarn',
    YARN_1,
    { fields: { packageManager: 'yarn@4.18.1' } },
    /^Run `yarn install` \(not made here: yarn ended with exit status 1, saying: .*packageManager/,
  ],
])('is taken out where %s, with what was tried and what to run', async (_, kind, situation, words) => {
  const { finished } = await runOn(kind, { ...situation, policy: UNINSTALLED });
  expect(Object.values(outcomes(finished)).toSorted()).toEqual(['held conflict', 'landed merged']);
  const told = resultOf(finished).candidates.flatMap(({ files }) =>
    files.filter(({ path }) => path === kind.lockfile),
  );
  expect(told.map(({ method }) => method)).toContain('taken-out');
  expect(told.flatMap(({ dropped }) => dropped)).toContainEqual(expect.stringMatching(words));
});
