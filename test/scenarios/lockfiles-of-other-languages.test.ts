// Lockfiles of Cargo, Go and Poetry that two branches change, made again by the real programs where these are installed:
// Cargo and Poetry of packages of the same repository, Go of modules that are at hand as files; and what is said of one
// whose program is missing.
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { outcomes, resultOf, sluice } from '../support/cli.ts';
import { havingModules } from '../support/module-proxy.ts';
import { repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

const MODULES = havingModules(['own.example.org/left', 'own.example.org/one', 'own.example.org/two']);
afterAll(removeAll);

type Texts = Record<string, string>;

interface Kind {
  readonly program: string;
  readonly version: readonly string[];
  readonly lockfile: string;
  readonly lock: readonly string[];
  /** A project that needs these, without its lockfile. */
  readonly project: (needs: readonly string[]) => Texts;
  readonly variables: Readonly<Texts>;
  /** How the lockfile names what is needed. */
  readonly names: (need: string) => string;
}

const CARGO: Kind = {
  program: 'cargo',
  version: ['--version'],
  lockfile: 'Cargo.lock',
  lock: ['generate-lockfile', '--offline'],
  project: (needs) => ({
    'Cargo.toml': '[workspace]\nmembers = ["app", "left", "one", "two"]\nresolver = "2"\n',
    ...crate('app', needs),
    ...crate('left'),
    ...crate('one'),
    ...crate('two'),
  }),
  variables: {},
  names: (need) => ` "${need}",`,
};

function crate(name: string, needs: readonly string[] = []): Texts {
  const dependencies = needs.map((need) => `${need} = { path = "../${need}" }\n`).join('');
  const manifest = `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\n${dependencies}`;
  return { [`${name}/Cargo.toml`]: manifest, [`${name}/src/lib.rs`]: '' };
}

const GO: Kind = {
  program: 'go',
  version: ['version'],
  lockfile: 'go.sum',
  lock: ['mod', 'tidy'],
  project: (needs) => ({
    'go.mod': `module own.example.org/it\n\ngo 1.19\n\nrequire (\n${needs.map((need) => `\town.example.org/${need} v1.0.0\n`).join('')})\n`,
    ...Object.fromEntries(
      needs.map((need) => [`${need}.go`, `package it\n\nimport _ "own.example.org/${need}"\n`]),
    ),
  }),
  variables: MODULES,
  names: (need) => `own.example.org/${need} v1.0.0 h1:`,
};

const POETRY: Kind = {
  program: 'poetry',
  version: ['--version'],
  lockfile: 'poetry.lock',
  lock: ['lock', '--no-interaction'],
  project: (needs) => ({
    ...distribution('', needs),
    ...distribution('left/'),
    ...distribution('one/'),
    ...distribution('two/'),
  }),
  variables: {},
  names: (need) => `name = "${need}"`,
};

function distribution(place: string, needs: readonly string[] = []): Texts {
  const dependencies = needs.map((need) => `${need} = { path = "${need}" }\n`).join('');
  const fields = `name = "${place === '' ? 'app' : place.slice(0, -1)}"\nversion = "1.0.0"\ndescription = ""\nauthors = []\n`;
  const manifest = `[tool.poetry]\n${fields}\n[tool.poetry.dependencies]\npython = "^3.9"\n${dependencies}`;
  return { [`${place}pyproject.toml`]: manifest };
}

function isInstalled({ program, version }: Pick<Kind, 'program' | 'version'>): boolean {
  try {
    execFileSync(program, version, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function locked(kind: Kind, needs: readonly string[]): Promise<Texts> {
  const files = kind.project(needs);
  const place = directory(files);
  const env = { ...process.env, ...kind.variables, GOPATH: directory() };
  await promisify(execFile)(kind.program, [...kind.lock], { cwd: place, env });
  return { ...files, [kind.lockfile]: readFileSync(join(place, kind.lockfile), 'utf8') };
}

for (const kind of [CARGO, GO, POETRY]) {
  const there = isInstalled(kind);
  const title = `${kind.lockfile} is made again by ${kind.program}${there ? '' : ', which is not installed here: skipped'}`;
  (there ? test : test.skip)(title, async () => {
    const repo = repository({
      ...(await locked(kind, ['left'])),
      '.sluice.yml': `tiers: [{name: test, command: 'true'}]\nsupply-chain: {audit: off}\n`,
    });
    for (const name of ['one', 'two']) repo.commit(`claude/${name}`, await locked(kind, ['left', name]));
    const finished = await sluice(['run', '--repo', repo.path], { env: kind.variables });
    expect(resultOf(finished).candidates.flatMap(({ files }) => files)).toContainEqual(
      expect.objectContaining({ path: kind.lockfile, method: 'regenerated', dropped: [] }),
    );
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['landed merged', 'landed resolved']);
    const lockfile = repo.show(resultOf(finished).checkpoint!.ref, kind.lockfile);
    expect(lockfile).toBe((await locked(kind, ['left', 'one', 'two']))[kind.lockfile]);
    for (const need of ['left', 'one', 'two']) expect(lockfile).toContain(kind.names(need));
  });
}

const hasUv = isInstalled({ program: 'uv', version: ['--version'] });
(hasUv ? test.skip : test)(
  'of a program that is not installed a person is told the command to run',
  async () => {
    const project = (...needs: readonly string[]): Texts => ({
      'pyproject.toml': `[project]\nname = "it"\nversion = "1.0.0"\ndependencies = [\n${needs.map((need) => `  "${need}",\n`).join('')}]\n`,
      'uv.lock': `version = 1\n${needs.map((need) => `\n[[package]]\nname = "${need}"\nversion = "1.0.0"\n`).join('')}`,
    });
    const policy = `tiers: [{name: test, command: 'true'}]\nsupply-chain: {audit: off}\n`;
    const repo = repository({ ...project('left'), '.sluice.yml': policy });
    for (const name of ['one', 'two']) repo.commit(`claude/${name}`, project('left', name));
    const finished = await sluice(['run', '--repo', repo.path]);
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['held conflict', 'landed merged']);
    expect(resultOf(finished).candidates.flatMap(({ files }) => files)).toContainEqual(
      expect.objectContaining({
        path: 'uv.lock',
        method: 'taken-out',
        dropped: [
          'a generated file: make it again from the merged manifest',
          'Run `uv lock` (not made here: uv is not installed where the sandbox sees it).',
        ],
      }),
    );
  },
);
