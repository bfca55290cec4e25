import { detectTiers } from '@sluice/judge';
import type { Detection, TreeView } from '@sluice/judge';

function viewOf(files: Readonly<Record<string, string>>): TreeView {
  return {
    has: (path) => Object.hasOwn(files, path),
    text: (path) => (Object.hasOwn(files, path) ? files[path]! : null),
    paths: Object.keys(files).sort(),
  };
}

function detect(
  files: Readonly<Record<string, string>>,
  programs: readonly string[] = ['ruff', 'npm', 'pnpm', 'yarn'],
): Detection {
  const hasProgram = (name: string): boolean => programs.includes(name);
  return detectTiers(viewOf(files), { registryHosts: ['registry.example'], hasProgram });
}

function commandsOf({ tiers }: Detection): Record<string, string> {
  return Object.fromEntries(tiers.map(({ name, command }) => [name, command]));
}

describe('an npm project', () => {
  const scripts = { test: 'jest', build: 'tsc -p .', lint: 'eslint .', postinstall: 'node evil.js' };
  const manifest = JSON.stringify({ scripts, devDependencies: { jest: '30' } });

  test('has the tiers of its scripts, lint first, and says from where', () => {
    const detection = detect({ 'package.json': manifest, 'package-lock.json': '{}' });
    expect(detection.tiers).toEqual([
      { name: 'lint', command: 'npm run lint', seconds: null, report: null },
      { name: 'build', command: 'npm run build', seconds: null, report: null },
      { name: 'test', command: 'npm test', seconds: null, report: null },
    ]);
    expect(detection.origins).toEqual(
      ['lint', 'build', 'test'].map((name) => `script "${name}" of package.json`),
    );
    expect(detection.notes).toEqual([]);
  });

  test('installs from its lockfile, without scripts, from the registry alone', () => {
    expect(detect({ 'package.json': manifest, 'package-lock.json': '{}' }).install).toEqual({
      command: 'npm ci --ignore-scripts --no-audit --no-fund',
      lockfiles: ['npm-shrinkwrap.json', 'package-lock.json', '.npmrc', '**/package.json'],
      provides: ['node_modules'],
      hosts: ['registry.example'],
    });
  });

  test('what a branch could add to steer npm belongs to what decides, though the base has none of it', () => {
    const files = { 'package.json': manifest, 'package-lock.json': '{}' };
    expect(detect(files).install?.lockfiles).toEqual(
      expect.arrayContaining(['npm-shrinkwrap.json', '.npmrc']),
    );
  });

  test('without dependencies installs nothing', () => {
    const detection = detect({
      'package.json': '{"scripts":{"test":"node --test"}}',
      'package-lock.json': '{}',
    });
    expect(detection.install).toBeNull();
    expect(detection.notes).toEqual([]);
    expect(commandsOf(detection)).toEqual({ test: 'npm test' });
  });

  test('prefers a script that checks types to one that builds', () => {
    const both = JSON.stringify({ scripts: { build: 'tsc', typecheck: 'tsc --noEmit' } });
    expect(commandsOf(detect({ 'package.json': both }))).toEqual({ build: 'npm run typecheck' });
  });

  test.each([
    ['the test that npm init writes', { test: 'echo "Error: no test specified" && exit 1' }],
    ['a build that checks no types', { build: 'esbuild src/index.js' }],
    ['an empty script', { test: ' ' }],
    ['a script that is not text', { test: 1 }],
  ])('has no tier for %s', (_, only) => {
    expect(detect({ 'package.json': JSON.stringify({ scripts: only }) }).tiers).toEqual([]);
  });

  test('with workspaces provides their node_modules too', () => {
    const root = JSON.stringify({ workspaces: ['packages/*', './tools/**', 'site', '!packages/old'] });
    const { install } = detect({
      'package.json': root,
      'package-lock.json': '{}',
      'packages/a/package.json': '{}',
      'packages/a/fixtures/package.json': '{}',
      'packages/old/package.json': '{}',
      'packages/readme.md': '',
      'tools/x/y/package.json': '{}',
      'site/package.json': '{}',
      'other/package.json': '{}',
    });
    expect(install?.provides).toEqual([
      'node_modules',
      'packages/a/node_modules',
      'site/node_modules',
      'tools/x/y/node_modules',
    ]);
  });

  test.each([
    ['pnpm-lock.yaml', 'pnpm'],
    ['yarn.lock', 'yarn'],
  ])('with %s where %s is not installed keeps its tiers, and says what to do', (lockfile, program) => {
    const packageManager = `${program}@9.1.0`;
    const files = {
      'package.json': JSON.stringify({ ...JSON.parse(manifest), packageManager }),
      [lockfile]: '',
    };
    const detection = detect(files, ['npm']);
    expect(detection.install).toBeNull();
    expect(commandsOf(detection)).toMatchObject({ lint: 'npm run lint', test: 'npm test' });
    expect(detection.notes).toEqual([
      expect.stringMatching(
        `^${lockfile} was found, but ${program} is not installed .*names ${program}@9.1.0\\), or configure install`,
      ),
    ]);
  });

  test('with a lockfile of Bun says what to configure', () => {
    const detection = detect({ 'package.json': manifest, 'bun.lock': '' });
    expect(detection.install).toBeNull();
    expect(detection.tiers).toHaveLength(3);
    expect(detection.notes).toEqual([expect.stringContaining('Bun is not supported: configure install')]);
  });

  test('with dependencies and no lockfile says so', () => {
    expect(detect({ 'package.json': manifest }).notes).toEqual([
      expect.stringContaining('there is no lockfile'),
    ]);
  });

  test.each(['{', '[]', 'null', '"text"'])('whose package.json is %s has a note and no tiers', (text) => {
    const detection = detect({ 'package.json': text });
    expect(detection.tiers).toEqual([]);
    expect(detection.notes).toEqual([expect.stringContaining('cannot be read as JSON')]);
  });
});

describe('a project of another package manager', () => {
  const manifest = JSON.stringify({ scripts: { test: 'x', lint: 'y' }, devDependencies: { x: '1' } });
  const yarnLock = '__metadata:\n  version: 8\n';

  test('of pnpm is installed and run by pnpm', () => {
    const detection = detect({
      'package.json': manifest,
      'pnpm-lock.yaml': '',
      'pnpm-workspace.yaml': 'packages:\n  - "packages/*"\n  - "!packages/old"\n',
      'packages/a/package.json': '{}',
      'packages/old/package.json': '{}',
    });
    expect(detection.install).toEqual({
      command: expect.stringMatching(/ pnpm install --frozen-lockfile --ignore-scripts\b/),
      lockfiles: ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', '**/package.json', '**/*.patch'],
      provides: ['node_modules', 'packages/a/node_modules'],
      hosts: ['registry.example'],
    });
    expect(commandsOf(detection)).toEqual({
      lint: expect.stringMatching(/ pnpm run lint$/),
      test: expect.stringMatching(/ pnpm run test$/),
    });
  });

  test('of Yarn 1', () => {
    const detection = detect({ 'package.json': manifest, 'yarn.lock': '# yarn lockfile v1\n' });
    expect(detection.install).toMatchObject({
      command: expect.stringMatching(/^yarn install --frozen-lockfile --ignore-scripts\b/),
      provides: ['node_modules'],
    });
    expect(commandsOf(detection)).toEqual({ lint: 'yarn run lint', test: 'yarn run test' });
  });

  test.each([
    ['', ['.pnp.cjs', '.pnp.loader.mjs', '.yarn/cache', '.yarn/unplugged']],
    ['nodeLinker: node-modules\n', ['node_modules']],
  ])('of a later Yarn with settings %j', (settings, provided) => {
    const { install } = detect({
      'package.json': manifest,
      'yarn.lock': yarnLock,
      '.yarnrc.yml': `${settings}npmRegistryServer: https://npm.example.org\n`,
    });
    expect(install).toMatchObject({
      command: expect.stringMatching(/ yarn install --immutable --mode=skip-build$/),
      provides: ['.yarn/install-state.gz', ...provided],
      hosts: ['registry.example', 'npm.example.org'],
    });
  });

  test.each([
    [{ 'pnpm-lock.yaml': '' }, '.pnpmfile.cjs', '.pnpmfile.{js,cjs,mjs}'],
    [{ 'yarn.lock': yarnLock }, '.yarn/releases/yarn-4.0.0.cjs', '.yarn/releases/**'],
  ])('of %j runs its own code only where the base has some', (lockfile, path, glob) => {
    const files = { 'package.json': manifest, ...lockfile };
    expect(detect(files).install?.lockfiles).not.toContain(glob);
    expect(detect({ ...files, [path]: '' }).install?.lockfiles).toContain(glob);
  });

  test('with several lockfiles is of the one that package.json names, else of npm', () => {
    const locks = { 'pnpm-lock.yaml': '', 'yarn.lock': '', 'package-lock.json': '' };
    const installing = (packageManager?: string) =>
      detect({ ...locks, 'package.json': JSON.stringify({ ...JSON.parse(manifest), packageManager }) });
    expect(installing('yarn@1.22.22').install?.command).toMatch(/^yarn install/);
    expect(installing('pnpm@10.0.0').install?.command).toMatch(/ pnpm install/);
    expect(installing('bun@1').install?.command).toMatch(/^npm ci/);
    expect(installing().install?.command).toMatch(/^npm ci/);
  });

  test('with a workspace file that cannot be read provides what the root has', () => {
    const files = { 'package.json': manifest, 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'packages: [' };
    expect(detect(files).install?.provides).toEqual(['node_modules']);
  });
});

describe('a Python project', () => {
  test.each([
    ['pytest.ini', '', 'pytest is configured in pytest.ini'],
    ['pyproject.toml', '[tool.pytest.ini_options]\n', 'pytest is configured in pyproject.toml'],
    ['tox.ini', '[pytest]\n', 'pytest is configured in tox.ini'],
    ['setup.cfg', '[tool:pytest]\n', 'pytest is configured in setup.cfg'],
    ['tests/unit/test_a.py', '', 'test files such as tests/unit/test_a.py'],
    ['pkg/a_test.py', '', 'test files such as pkg/a_test.py'],
  ])('is seen by %s', (path, text, origin) => {
    const detection = detect({ [path]: text });
    expect(commandsOf(detection)).toEqual({ test: 'python3 -m pytest -q' });
    expect(detection.origins).toEqual([origin]);
  });

  test.each([
    ['pyproject.toml', '[project]\nname = "x"\n'],
    ['tox.ini', '[tox]\n'],
    ['tests/data.py', ''],
  ])('without tests has no tier for %s', (path, text) => {
    expect(detect({ [path]: text }).tiers).toEqual([]);
  });

  test('with packages under src finds them', () => {
    const detection = detect({ 'src/pkg/__init__.py': '', 'tests/test_a.py': '' });
    expect(commandsOf(detection)).toEqual({ test: 'PYTHONPATH=src python3 -m pytest -q' });
  });

  test.each([
    ['ruff.toml', ''],
    ['pyproject.toml', '[tool.ruff.lint]\n'],
  ])('is linted when %s configures ruff, and ruff is there', (path, text) => {
    expect(commandsOf(detect({ [path]: text }))).toEqual({ lint: 'ruff check .' });
    const without = detect({ [path]: text }, []);
    expect(without.tiers).toEqual([]);
    expect(without.notes).toEqual([`ruff is configured in ${path} and not installed: it is left out.`]);
  });

  test('that names dependencies says where they come from', () => {
    const { notes } = detect({ 'requirements.txt': '# pinned\nrequests==2\n', 'test_a.py': '' });
    expect(notes).toEqual([expect.stringContaining('requirements.txt names dependencies')]);
  });
});

describe('other ecosystems', () => {
  test('Go', () => {
    const detection = detect({ 'go.mod': 'module x\n' });
    expect(commandsOf(detection)).toEqual({
      lint: 'go vet ./...',
      build: 'go build ./...',
      test: 'go test ./...',
    });
    expect(detection.notes).toEqual([]);
  });

  test('Go with modules that are not vendored', () => {
    const files = { 'go.mod': 'module x\n\nrequire (\n\ty v1.0.0\n)\n' };
    expect(detect(files).notes).toEqual([expect.stringContaining('not vendored')]);
    expect(detect({ ...files, 'vendor/modules.txt': '' }).notes).toEqual([]);
  });

  test('Rust', () => {
    const files = { 'Cargo.toml': '', 'Cargo.lock': '[[package]]\nsource = "registry+https://host"\n' };
    expect(commandsOf(detect(files))).toEqual({
      build: 'cargo check --offline',
      test: 'cargo test --offline',
    });
    expect(detect(files).notes).toEqual([expect.stringContaining('not vendored')]);
    const vendored = { ...files, '.cargo/config.toml': '[source.crates-io]\nreplace-with = "vendored"\n' };
    expect(detect(vendored).notes).toEqual([]);
  });

  test('Maven', () => {
    expect(commandsOf(detect({ 'pom.xml': '' }))).toEqual({ test: 'mvn -o -q test' });
  });

  test('a Makefile counts where nothing else does', () => {
    expect(commandsOf(detect({ Makefile: 'all:\n\ntest: all\n\t./t\n' }))).toEqual({ test: 'make test' });
    expect(commandsOf(detect({ Makefile: 'test:\n', 'pom.xml': '' }))).toEqual({ test: 'mvn -o -q test' });
  });

  test.each(['test := 1\n', 'test:=1\n', 'test::=1\n', 'tests:\n', '\ttest:\n'])(
    '%j is no target "test"',
    (text) => {
      expect(detect({ Makefile: text }).tiers).toEqual([]);
    },
  );
});

describe('several ecosystems in one tree', () => {
  test('cheapest first over all of them, with names that tell them apart', () => {
    const detection = detect({
      'package.json': '{"scripts":{"lint":"x","test":"y"}}',
      'pytest.ini': '',
      'go.mod': 'module x\n',
    });
    expect(Object.entries(commandsOf(detection))).toEqual([
      ['lint-npm', 'npm run lint'],
      ['lint-go', 'go vet ./...'],
      ['build', 'go build ./...'],
      ['test-npm', 'npm test'],
      ['test-python', 'python3 -m pytest -q'],
      ['test-go', 'go test ./...'],
    ]);
    expect(detection.origins).toHaveLength(6);
  });

  test('projects below the root are pointed out when there is none at the root', () => {
    const { tiers, notes } = detect({ 'web/package.json': '{}', 'api/pyproject.toml': '' });
    expect(tiers).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('there are projects in api, web')]);
  });
});

test('a tree with nothing to go by has no tiers and no notes', () => {
  expect(detect({ 'README.md': 'npm test' })).toEqual({ tiers: [], install: null, origins: [], notes: [] });
});
