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

/** What test runners and compilers write by themselves, by name. */
const WRITTEN = [
  /(?:^|\/)__snapshots__\/[^/]+\.(?:snap|shot)$/,
  /\.(?:snap|shot)$/,
  /\.min\.(?:js|css)$/,
  /\.(?:js|css|mjs|cjs)\.map$/,
  /\.pb\.(?:go|cc|h)$/,
  /_pb2(?:_grpc)?\.pyi?$/,
  /\.(?:g|freezed)\.dart$/,
];

/** True for a file that a program makes from others: merging its text says nothing. */
export function isGenerated(path: GitPath): boolean {
  return LOCKFILES.has(path.slice(path.lastIndexOf('/') + 1)) || WRITTEN.some((name) => name.test(path));
}
