import type { GitPath } from '@sluice/model';

// Lockfiles by the names that their package managers give them.
const LOCKFILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'Cargo.lock',
  'go.sum',
  'poetry.lock',
  'uv.lock',
  'Pipfile.lock',
  'pdm.lock',
  'composer.lock',
  'Gemfile.lock',
]);

/** True for a file that a package manager makes from a manifest: merging its text says nothing. */
export function isGenerated(path: GitPath): boolean {
  return LOCKFILES.has(path.slice(path.lastIndexOf('/') + 1));
}
