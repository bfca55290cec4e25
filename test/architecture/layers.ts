/** Which packages of the project each package may import: the one direction of the architecture. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  config: ['model'],
  cluster: ['model'],
  merge: ['model'],
  judge: ['model'],
  deliver: ['model'],
  ports: ['model'],
  pipeline: ['model', 'config', 'cluster', 'merge', 'judge', 'deliver', 'ports'],
  adapters: ['model', 'ports'],
  cli: ['model', 'config', 'cluster', 'merge', 'judge', 'deliver', 'ports', 'pipeline', 'adapters'],
};

/** Synchronous and blind: no clock, randomness, environment, files, processes or logging. */
export const BLIND = ['model', 'config', 'cluster', 'merge', 'judge', 'deliver', 'ports'];

/** The only folders from which each third-party package may be imported. */
export const HOMES: Readonly<Record<string, readonly string[]>> = {
  zod: ['packages/model/src/', 'packages/config/src/'],
  yaml: ['packages/config/src/'],
  picomatch: ['packages/config/src/'],
  'jsonc-parser': ['packages/merge/src/'],
  semver: ['packages/merge/src/'],
  'simple-git': ['packages/adapters/src/git/'],
  commander: ['packages/cli/src/'],
};

/** `@scope/name/file` and `name/file` without the file. */
export function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The package of the project that a source file belongs to. */
export function ownerOf(path: string): string {
  return /^packages\/([^/]+)\//.exec(path)?.[1] ?? '';
}
