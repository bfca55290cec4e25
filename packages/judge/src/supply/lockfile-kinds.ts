import { parentsOf, type GitPath } from '@sluice/model';
import { other, type LockReading } from './lockfile.ts';
import { readCargoLock } from './read-cargo-lock.ts';
import { readGoSum } from './read-go-sum.ts';
import { readNpmLock } from './read-npm-lock.ts';
import { readPnpmLock } from './read-pnpm-lock.ts';
import { requirementsLock } from './read-requirements.ts';
import { readYarnLock } from './read-yarn-lock.ts';

interface LockKind {
  /** null: not a lockfile after all. */
  readonly read: (text: string) => LockReading | null;
  /** The manifest that it belongs to, by file name. */
  readonly manifest: string;
}

const UNREAD: LockKind = { read: () => other('Lockfiles of this name are not read.'), manifest: '' };

/** By file name. Where several of npm's stand side by side, the first is the one that npm itself takes. */
const KINDS: Readonly<Record<string, LockKind>> = {
  'npm-shrinkwrap.json': { read: readNpmLock, manifest: 'package.json' },
  'package-lock.json': { read: readNpmLock, manifest: 'package.json' },
  'yarn.lock': { read: readYarnLock, manifest: 'package.json' },
  'pnpm-lock.yaml': { read: readPnpmLock, manifest: 'package.json' },
  'Cargo.lock': { read: readCargoLock, manifest: 'Cargo.toml' },
  'go.sum': { read: readGoSum, manifest: 'go.mod' },
  ...Object.fromEntries(
    [
      'bun.lock',
      'bun.lockb',
      'deno.lock',
      'poetry.lock',
      'uv.lock',
      'pdm.lock',
      'Pipfile.lock',
      'Gemfile.lock',
      'composer.lock',
      'mix.lock',
      'gradle.lockfile',
      'packages.lock.json',
      'Package.resolved',
    ].map((name) => [name, UNREAD]),
  ),
};

const REQUIREMENTS: LockKind = { read: requirementsLock, manifest: '' };

export function lockKindOf(path: GitPath): LockKind | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (
    /^(?:requirements|constraints)[\w.-]*\.txt$/.test(name) ||
    /(?:^|\/)requirements\/[^/]+\.txt$/.test(path)
  )
    return REQUIREMENTS;
  return Object.hasOwn(KINDS, name) ? KINDS[name]! : null;
}

export function directoryOf(path: GitPath): GitPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The lockfiles that a manifest could belong to: those in its directory, else in the nearest one above. */
export function locksFor(manifest: GitPath, paths: Iterable<GitPath>): GitPath[] {
  const file = manifest.slice(manifest.lastIndexOf('/') + 1);
  const locks = [...paths].filter((path) => lockKindOf(path)?.manifest === file);
  const directories = [...parentsOf(manifest), ''];
  for (const directory of directories) {
    const here = locks.filter((path) => directoryOf(path) === directory);
    if (here.length > 0) return here;
  }
  return [];
}

/** Where the first directory lies, seen from the second, which is above it or the same. */
export function relativeTo(directory: GitPath, above: GitPath): GitPath {
  return above === '' ? directory : directory.slice(above.length + 1);
}
