/** Which packages of the project each package may import: the one direction of the architecture. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  config: ['model'],
  trust: ['model'],
  cluster: ['model'],
  formats: ['model'],
  syntax: ['model'],
  memory: ['model'],
  synthesis: ['model'],
  merge: ['model', 'formats', 'syntax'],
  judge: ['model'],
  deliver: ['model'],
  ports: ['model'],
  pipeline: [
    'model',
    'config',
    'trust',
    'cluster',
    'formats',
    'syntax',
    'merge',
    'memory',
    'synthesis',
    'judge',
    'deliver',
    'ports',
  ],
  adapters: ['model', 'syntax', 'ports'],
  engine: ['formats', 'syntax', 'merge', 'adapters'],
  // It shares no code with what it stands in for.
  'local-github': ['model'],
  // What the actions share; the actions themselves may import everything.
  jobs: ['model', 'config', 'trust', 'deliver', 'ports', 'pipeline', 'adapters', 'engine'],
  // Of the local GitHub it has types alone: `sluice dev` starts that as a process of its own.
  cli: [
    'model',
    'config',
    'trust',
    'cluster',
    'formats',
    'syntax',
    'merge',
    'memory',
    'synthesis',
    'judge',
    'deliver',
    'ports',
    'pipeline',
    'adapters',
    'engine',
    'local-github',
  ],
};

/** Synchronous and blind: no clock, randomness, environment, files, processes or logging. */
export const BLIND = [
  'model',
  'config',
  'trust',
  'cluster',
  'formats',
  'syntax',
  'merge',
  'memory',
  'synthesis',
  'judge',
  'deliver',
  'ports',
];

/** The only folders from which each third-party package may be imported. */
export const HOMES: Readonly<Record<string, readonly string[]>> = {
  zod: ['packages/model/src/', 'packages/config/src/', 'packages/memory/src/', 'packages/synthesis/src/'],
  yaml: [
    'packages/config/src/',
    'packages/judge/src/supply/',
    'packages/judge/src/tiers/',
    'packages/formats/src/',
    'packages/cli/src/doctor/',
    'packages/local-github/src/runner/',
  ],
  picomatch: ['packages/config/src/'],
  'jsonc-parser': ['packages/formats/src/'],
  semver: ['packages/formats/src/'],
  postcss: ['packages/formats/src/'],
  '@rgrove/parse-xml': ['packages/formats/src/'],
  'toml-eslint-parser': ['packages/formats/src/'],
  '@renovatebot/pep440': ['packages/formats/src/'],
  'web-tree-sitter': ['packages/syntax/src/', 'packages/adapters/src/syntax/'],
  '@vscode/tree-sitter-wasm': ['packages/adapters/src/syntax/'],
  '@anthropic-ai/sdk': ['packages/adapters/src/anthropic/'],
  'simple-git': ['packages/adapters/src/git/'],
  '@actions/core': ['packages/adapters/src/runner/'],
  '@actions/artifact': ['packages/adapters/src/runner/'],
  '@actions/exec': ['packages/adapters/src/runner/'],
  '@actions/github': ['packages/adapters/src/github/'],
  '@octokit/graphql': ['packages/adapters/src/github/'],
  '@sigstore/bundle': ['packages/adapters/src/sigstore/'],
  '@sigstore/protobuf-specs': ['packages/adapters/src/sigstore/'],
  '@sigstore/sign': ['packages/adapters/src/sigstore/'],
  '@sigstore/tuf': ['packages/adapters/src/sigstore/'],
  '@sigstore/verify': ['packages/adapters/src/sigstore/'],
  '@actions/workflow-parser': ['packages/local-github/src/runner/'],
  '@actions/expressions': ['packages/local-github/src/runner/'],
  '@sigstore/mock': ['packages/local-github/src/sigstore/'],
  ajv: ['packages/local-github/src/hub/'],
  graphql: ['packages/local-github/src/hub/'],
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
