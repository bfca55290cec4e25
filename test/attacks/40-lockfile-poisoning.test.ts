// A lockfile is long, made by a program and read by nobody: who edits it by hand decides what is installed. Each attack
// lands where nothing is checked, and is refused by default; its benign twin lands in both.
import { outcomes, sluice } from '../support/cli.ts';
import { integrityOf, locked, modules, packageJson, packageLock, tarball } from '../support/lockfiles.ts';
import { repository, type Files, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const WISHES = { left: '^1.0.0', right: '^1.0.0' };
const UNCHECKED = 'supply-chain: {lockfiles: off, confusion: off, audit: off}\n';
const CHECKED = 'supply-chain: {audit: off}\n';

const lock = (entries: Record<string, object>, wishes: Record<string, string> = WISHES): string =>
  packageLock(wishes, { ...modules('left', 'right'), ...entries });

const left = (over: object): Files => ({
  'package-lock.json': lock({ 'node_modules/left': locked('left', { ...over }) }),
});

const own = (name: string): Files => ({
  'package.json': packageJson({ ...WISHES, [name]: '^1.0.0' }, { name: '@own/project' }),
  'package-lock.json': lock({ [`node_modules/${name}`]: locked(name) }, { ...WISHES, [name]: '^1.0.0' }),
});

const ATTACKS: Readonly<Record<string, Files>> = {
  'another-host': left({ version: '1.0.1', resolved: tarball('left', '1.0.1', 'evil.example') }),
  'another-package': left({
    version: '1.0.1',
    resolved: tarball('1eft', '1.0.1'),
    integrity: integrityOf('1eft', '1.0.1'),
  }),
  'another-content': left({ integrity: integrityOf('1eft', '1.0.0') }),
  'older-content': left({ version: '1.0.1', resolved: tarball('left', '0.1.0') }),
  'no-hash': left({ version: '1.0.1', integrity: undefined }),
  'from-git': left({
    version: '1.0.1',
    resolved: `git+ssh://git@forge.example/left.git#${'a'.repeat(40)}`,
    integrity: undefined,
  }),
  'an-alias': left({ name: '1eft', version: '1.0.1', resolved: tarball('1eft', '1.0.1') }),
  'a-dependency-slipped-in': {
    'package-lock.json': lock({
      'node_modules/left': locked('left', { dependencies: { evil: '*' } }),
      'node_modules/evil': locked('evil', { hasInstallScript: true }),
    }),
  },
  'a-private-scope': own('@own/tools'),
  'an-own-name': own('engine'),
};

const BENIGN: Readonly<Record<string, Files>> = {
  'an-update': { 'package-lock.json': lock({ 'node_modules/right': locked('right', { version: '1.4.0' }) }) },
};

/** One branch for each set of files. */
function projectWith(policy: string, branches: Readonly<Record<string, Files>>): Repository {
  const repo = repository({
    'package.json': packageJson(WISHES, { name: '@own/project' }),
    'package-lock.json': lock({}),
    'packages/engine/package.json': packageJson({}, { name: 'engine' }),
    '.sluice.yml': policy,
  });
  for (const [name, files] of Object.entries(branches)) repo.commit(`claude/${name}`, files);
  return repo;
}

async function landing(
  policy: string,
  branches: Readonly<Record<string, Files>>,
): Promise<Record<string, string>> {
  return outcomes(await sluice(['run', '--no-tests', '--repo', projectWith(policy, branches).path]));
}

test.each(Object.entries(ATTACKS))('%s: lands unchecked, and is held by default', async (name, files) => {
  expect(await landing(UNCHECKED, { [name]: files })).toEqual({ [`claude/${name}`]: 'landed merged' });
  expect(await landing(CHECKED, { [name]: files, ...BENIGN })).toEqual({
    [`claude/${name}`]: 'held supply-chain',
    'claude/an-update': 'landed merged',
  });
});

test('a branch cannot switch the checks off for itself: the policy is that of the base', async () => {
  const files = { ...ATTACKS['another-host'], '.sluice.yml': UNCHECKED };
  expect(await landing(CHECKED, { evil: files })).toEqual({ 'claude/evil': 'held protected-path' });
});

test('a branch cannot make a host known by its own settings or by another lockfile', async () => {
  const evil = locked('left', { version: '1.0.1', resolved: tarball('left', '1.0.1', 'evil.example') });
  const files = {
    '.npmrc': 'registry=https://evil.example/\n',
    'tools/package.json': packageJson({ left: '^1.0.0' }),
    'tools/package-lock.json': packageLock({ left: '^1.0.0' }, { 'node_modules/left': evil }),
    'package-lock.json': lock({ 'node_modules/left': evil }),
  };
  expect(await landing(CHECKED, { evil: files })).toEqual({ 'claude/evil': 'held supply-chain' });
});
