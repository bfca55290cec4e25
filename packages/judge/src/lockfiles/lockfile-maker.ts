import type { GitPath } from '@sluice/model';

/** How a package manager makes a lockfile again from manifests, without running a script of any package. */
export interface LockfileMaker {
  /** What has to be installed. */
  readonly program: string;
  /** Run in the directory of the lockfile; it starts from the lockfile as it is there and changes what it must. */
  readonly command: string;
  /** Files of the merged tree at or below that directory that it reads, by their path from there. */
  readonly inputs: RegExp;
  /** Settings that say where packages come from: as the base has them, never as a branch does. */
  readonly settings: RegExp;
  /** Whether it asks the registry that the npm of this machine is set up for, besides those that settings name. */
  readonly asksNpm: boolean;
}

const NPM_INPUTS = /(?:^|\/)(?:package|package-lock|npm-shrinkwrap)\.json$/;
const NPM_SETTINGS = /^\.npmrc$/;

const NPM: LockfileMaker = {
  program: 'npm',
  command: 'npm install --package-lock-only --ignore-scripts --no-audit --no-fund',
  inputs: NPM_INPUTS,
  settings: NPM_SETTINGS,
  asksNpm: true,
};

// By the names that package managers give their lockfiles. Sources: the reference of each command that is run.
const MAKERS: ReadonlyMap<string, LockfileMaker> = new Map([
  ['package-lock.json', NPM],
  ['npm-shrinkwrap.json', NPM],
  [
    'pnpm-lock.yaml',
    {
      program: 'pnpm',
      command: 'pnpm install --lockfile-only --ignore-scripts --ignore-pnpmfile --no-frozen-lockfile',
      inputs: /(?:^|\/)package\.json$|^pnpm-(?:lock|workspace)\.yaml$/,
      settings: NPM_SETTINGS,
      asksNpm: true,
    },
  ],
  [
    'yarn.lock',
    {
      program: 'yarn',
      // The second is that of versions before 2, which have no other way than to install.
      command:
        'if grep -q __metadata yarn.lock; then yarn install --mode=update-lockfile; ' +
        'else yarn install --ignore-scripts --non-interactive --no-progress; fi',
      inputs: /(?:^|\/)package\.json$|^yarn\.lock$/,
      settings: /^\.(?:npmrc|yarnrc|yarnrc\.yml)$/,
      asksNpm: true,
    },
  ],
  [
    'Cargo.lock',
    {
      program: 'cargo',
      // Only what the manifests ask for changes; the names of sources say which targets there are.
      command: 'cargo update --workspace',
      inputs: /(?:^|\/)Cargo\.toml$|^Cargo\.lock$|\.rs$/,
      settings: /^\.cargo\/config(?:\.toml)?$/,
      asksNpm: false,
    },
  ],
  [
    'go.sum',
    {
      program: 'go',
      // Where it would change go.mod too, the checksums alone would not fit.
      command: 'cp go.mod sluice-go.mod && go mod tidy && cmp go.mod sluice-go.mod',
      inputs: /(?:^|\/)go\.(?:mod|sum)$|\.go$/,
      settings: /^go\.env$/,
      asksNpm: false,
    },
  ],
  [
    'poetry.lock',
    {
      program: 'poetry',
      // Versions before 2 would bring everything up to date without the option, and later ones do not know it.
      command: 'poetry lock --no-update --no-interaction || poetry lock --no-interaction',
      inputs: /^(?:pyproject\.toml|poetry\.lock)$/,
      settings: /^poetry\.toml$/,
      asksNpm: false,
    },
  ],
  [
    'uv.lock',
    {
      program: 'uv',
      command: 'uv lock',
      inputs: /(?:^|\/)pyproject\.toml$|^uv\.lock$/,
      settings: /^uv\.toml$/,
      asksNpm: false,
    },
  ],
]);

/** What makes this lockfile; null: it is none, or nothing is known that makes it without more than its manifests. */
export function lockfileMaker(path: GitPath): LockfileMaker | null {
  return MAKERS.get(path.slice(path.lastIndexOf('/') + 1)) ?? null;
}
