import type { GitPath, Install } from '@sluice/model';
import type { PackageJson } from './package-json.ts';
import type { TreeView } from './tree-view.ts';
import { moduleDirectories, pnpmWorkspaces } from './workspaces.ts';

/** What installs the packages of a project, and runs its scripts. */
export interface PackageManager {
  readonly program: 'npm' | 'pnpm' | 'yarn';
  /** The lockfile of it that the tree has. */
  readonly lockfile: GitPath;
  /** How its script of this name is run. */
  run(script: string): string;
  /** Without lifecycle scripts: they would run with the network on. */
  install(view: TreeView, manifest: PackageJson): Omit<Install, 'hosts'>;
}

type Kind = Omit<PackageManager, 'lockfile'>;

export const NPM: Kind = {
  program: 'npm',
  run: (script) => (script === 'test' ? 'npm test' : `npm run ${script}`),
  install: (view, { workspaces }) => ({
    command: 'npm ci --ignore-scripts --no-audit --no-fund',
    // All that npm would read, on the base or not: a branch that adds one must not fill the store under the base's key.
    lockfiles: ['npm-shrinkwrap.json', 'package-lock.json', '.npmrc', '**/package.json'],
    provides: moduleDirectories(view, workspaces),
  }),
};

/** It does not get itself in the version that package.json names: without a network it would only wait for that. */
const PNPM = 'npm_config_manage_package_manager_versions=false pnpm';

const PNPM_KIND: Kind = {
  program: 'pnpm',
  run: (script) => `${PNPM} run ${script}`,
  install: (view) => ({
    command: `${PNPM} install --frozen-lockfile --ignore-scripts --reporter=append-only`,
    lockfiles: [
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      '.npmrc',
      '**/package.json',
      '**/*.patch',
      ...ownCode(view, /^\.pnpmfile\.[cm]?js$/, ['.pnpmfile.{js,cjs,mjs}']),
    ],
    provides: moduleDirectories(view, pnpmWorkspaces(view)),
  }),
};

const YARN_1: Kind = {
  program: 'yarn',
  run: (script) => `yarn run ${script}`,
  install: (view, { workspaces }) => ({
    command: 'yarn install --frozen-lockfile --ignore-scripts --non-interactive --no-progress',
    lockfiles: ['yarn.lock', '.npmrc', '.yarnrc', '**/package.json', ...ownYarn(view)],
    provides: moduleDirectories(view, workspaces),
  }),
};

const YARN: Kind = {
  program: 'yarn',
  run: YARN_1.run,
  install: (view, { workspaces }) => ({
    // Its cache is where Plug'n'Play reads packages from.
    command:
      'YARN_ENABLE_GLOBAL_CACHE=false YARN_CACHE_FOLDER=.yarn/cache yarn install --immutable --mode=skip-build',
    lockfiles: ['yarn.lock', '.yarnrc.yml', '**/package.json', '**/*.patch', ...ownYarn(view)],
    provides: [
      '.yarn/install-state.gz',
      ...(/^nodeLinker:\s*["']?(?:node-modules|pnpm)\b/m.test(view.text('.yarnrc.yml') ?? '')
        ? moduleDirectories(view, workspaces)
        : ['.pnp.cjs', '.pnp.loader.mjs', '.yarn/cache', '.yarn/unplugged']),
    ],
  }),
};

/** A Yarn that the repository has, and its plugins. */
function ownYarn(view: TreeView): string[] {
  return ownCode(view, /^\.yarn\/(?:releases|plugins)\//, ['.yarn/releases/**', '.yarn/plugins/**']);
}

/** Code of the repository runs while the registry can be reached only where the base has some: a branch must not begin with it. */
function ownCode(view: TreeView, code: RegExp, globs: readonly string[]): string[] {
  return view.paths.some((path) => code.test(path)) ? [...globs] : [];
}

/** Each lockfile with what it is of; npm itself prefers the first. */
const KINDS: readonly (readonly [lockfile: GitPath, kind: (text: string) => Kind])[] = [
  ['npm-shrinkwrap.json', () => NPM],
  ['package-lock.json', () => NPM],
  ['pnpm-lock.yaml', () => PNPM_KIND],
  ['yarn.lock', (text) => (/^__metadata:/m.test(text) ? YARN : YARN_1)],
];

/** That of the lockfile, of several the one that package.json names; null: there is no lockfile of any. */
export function packageManagerOf(view: TreeView, { packageManager }: PackageJson): PackageManager | null {
  const found = KINDS.filter(([lockfile]) => view.has(lockfile)).map(([lockfile, kind]) => ({
    ...kind(view.text(lockfile) ?? ''),
    lockfile,
  }));
  const named = /^(?:npm|pnpm|yarn)(?=@)/.exec(packageManager ?? '')?.[0];
  return found.find(({ program }) => program === named) ?? found[0] ?? null;
}
