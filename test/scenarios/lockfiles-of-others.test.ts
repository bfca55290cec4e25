// Lockfiles of pnpm and of both kinds of Yarn, made again by the real programs in the real sandbox, and installed from.
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
  readonly manager: PackageManager;
  readonly lockfile: string;
  readonly settings: () => Record<string, string>;
  readonly lock: readonly string[];
  readonly frozen: readonly string[];
}

const npmrc = (): Record<string, string> => ({ '.npmrc': `registry=https://${registry.host}/\n` });
const KINDS: readonly Kind[] = [
  {
    manager: 'pnpm',
    lockfile: 'pnpm-lock.yaml',
    settings: npmrc,
    lock: ['pnpm', 'install', '--lockfile-only'],
    frozen: ['pnpm', 'install', '--frozen-lockfile'],
  },
  {
    manager: 'yarn-1',
    lockfile: 'yarn.lock',
    settings: npmrc,
    lock: ['yarn', 'install'],
    frozen: ['yarn', 'install', '--frozen-lockfile'],
  },
  {
    manager: 'yarn',
    lockfile: 'yarn.lock',
    settings: () => ({
      '.yarnrc.yml': `npmRegistryServer: https://${registry.host}\nnodeLinker: node-modules\n`,
    }),
    lock: ['yarn', 'install', '--mode=update-lockfile', '--no-immutable'],
    frozen: ['yarn', 'install', '--immutable'],
  },
];

/** The work of a package manager on these files, in a directory of its own. */
async function work(kind: Kind, command: readonly string[], files: Record<string, string>): Promise<string> {
  const place = directory(files);
  const [program, ...rest] = command;
  const trusted = { NODE_EXTRA_CA_CERTS: registry.certificate, npm_config_cafile: registry.certificate };
  const env = { ...havingManager(kind.manager), ...trusted, CI: 'true' };
  await promisify(execFile)(program!, rest, { cwd: place, env, timeout: 60_000 });
  return place;
}

async function filesOf(
  kind: Kind,
  needs: readonly string[],
  before: Record<string, string> = {},
): Promise<Record<string, string>> {
  const dependencies = Object.fromEntries(needs.map((name) => [name, '^1.0.0']));
  const files = { ...kind.settings(), ...before, 'package.json': packageJson(dependencies) };
  const place = await work(kind, kind.lock, files);
  return { ...files, [kind.lockfile]: readFileSync(join(place, kind.lockfile), 'utf8') };
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
}

async function runOn(
  kind: Kind,
  { manager = kind.manager, fields = {} }: Situation = {},
): Promise<{ repo: Repository; finished: Finished }> {
  const { base, branches } = await contestOf(kind);
  const files = (given: Record<string, string>): Record<string, string> => ({
    ...given,
    'package.json': `${JSON.stringify({ ...JSON.parse(given['package.json']!), ...fields }, null, 2)}\n`,
  });
  const repo = repository({ ...files(base), '.sluice.yml': POLICY });
  for (const [name, given] of Object.entries(branches)) repo.commit(`claude/${name}`, files(given));
  const env = { ...havingManager(manager), NODE_EXTRA_CA_CERTS: registry.certificate };
  return { repo, finished: await sluice(['run', '--repo', repo.path], { env }) };
}

const POLICY = `tiers: [{name: test, command: 'true'}]
supply-chain: {audit: off}
install: {command: mkdir vendor, lockfiles: [none], provides: [vendor], hosts: []}
`;

describe.each(KINDS)('$lockfile of $manager', (kind) => {
  test('is made again from the merged manifest, and what it names can be installed', async () => {
    const { repo, finished } = await runOn(kind);
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['landed merged', 'landed resolved']);
    const { ref } = resultOf(finished).checkpoint!;
    const merged = Object.fromEntries(repo.paths(ref).map((path) => [path, repo.show(ref, path)]));
    const place = await work(kind, kind.frozen, merged);
    expect(readFileSync(join(place, kind.lockfile), 'utf8')).toBe(merged[kind.lockfile]);
    for (const name of ['left', 'one', 'two'])
      expect(readFileSync(join(place, `node_modules/${name}/package.json`), 'utf8')).toContain('"1.1.0"');
  });
});

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
  const { finished } = await runOn(kind, situation);
  expect(Object.values(outcomes(finished)).toSorted()).toEqual(['held conflict', 'landed merged']);
  const told = resultOf(finished).candidates.flatMap(({ files }) =>
    files.filter(({ path }) => path === kind.lockfile),
  );
  expect(told.map(({ method }) => method)).toContain('taken-out');
  expect(told.flatMap(({ dropped }) => dropped)).toContainEqual(expect.stringMatching(words));
});
