import type { GitPath } from '@sluice/model';
import type { LockfileMaker } from './lockfile-maker.ts';
import { PNPM_LOCK } from './pnpm-lock.ts';
import { YARN_LOCK } from './yarn-lock.ts';

const NPM_COMMAND = 'npm install --package-lock-only --ignore-scripts';

const NPM: LockfileMaker = {
  program: 'npm',
  command: `${NPM_COMMAND} --no-audit --no-fund`,
  byHand: NPM_COMMAND,
  inputs: /(?:^|\/)(?:package|package-lock|npm-shrinkwrap)\.json$/,
  settings: /^\.npmrc$/,
  asks: ['npm'],
  needsHost: true,
};

// Where it would change go.mod too, the checksums alone would not fit. It does not fetch itself in another version.
const GO_MOD_TIDY = `export GOTOOLCHAIN=local GOFLAGS=
cp go.mod sluice-go.mod && go mod tidy || exit 1
cmp -s go.mod sluice-go.mod || { echo 'go mod tidy changes go.mod as well'; exit 1; }
`;

// By the names that package managers give their lockfiles. Sources: the reference of each command that is run.
const MAKERS: ReadonlyMap<string, LockfileMaker> = new Map([
  ['package-lock.json', NPM],
  ['npm-shrinkwrap.json', NPM],
  ['pnpm-lock.yaml', PNPM_LOCK],
  ['yarn.lock', YARN_LOCK],
  [
    'Cargo.lock',
    {
      program: 'cargo',
      // Only what the manifests ask for changes; the names of sources say which targets there are.
      command: 'cargo update --workspace',
      byHand: 'cargo update --workspace',
      inputs: /(?:^|\/)Cargo\.toml$|^Cargo\.lock$|\.rs$/,
      settings: /^\.cargo\/config(?:\.toml)?$/,
      asks: [],
      needsHost: false,
    },
  ],
  [
    'go.sum',
    {
      program: 'go',
      command: GO_MOD_TIDY,
      byHand: 'go mod tidy',
      inputs: /(?:^|\/)go\.(?:mod|sum)$|\.go$/,
      settings: /^(?!)/,
      asks: ['go'],
      needsHost: false,
    },
  ],
  [
    'poetry.lock',
    {
      program: 'poetry',
      // Versions before 2 would bring everything up to date without the option, and later ones do not know it.
      command: 'poetry lock --no-update --no-interaction || poetry lock --no-interaction',
      byHand: 'poetry lock',
      inputs: /(?:^|\/)pyproject\.toml$|^poetry\.lock$/,
      settings: /^poetry\.toml$/,
      asks: [],
      needsHost: false,
    },
  ],
  [
    'uv.lock',
    {
      program: 'uv',
      // It does not fetch an interpreter that the project might want: none but those that are here are run.
      command: 'export UV_PYTHON_DOWNLOADS=never\nuv lock',
      byHand: 'uv lock',
      inputs: /(?:^|\/)pyproject\.toml$|^uv\.lock$/,
      settings: /^uv\.toml$/,
      asks: [],
      needsHost: false,
    },
  ],
]);

/** What makes this lockfile; null: it is none, or nothing is known that makes it without more than its manifests. */
export function lockfileMaker(path: GitPath): LockfileMaker | null {
  return MAKERS.get(path.slice(path.lastIndexOf('/') + 1)) ?? null;
}
