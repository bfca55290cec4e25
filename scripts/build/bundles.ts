/** One file that runs without `node_modules`: what it is made of, and what may never be in it. */
export interface Bundle {
  /** TypeScript entry, from the root of the repository. */
  readonly entry: string;
  /** Output, below `dist/`; the notices of bundled packages go beside it. */
  readonly output: string;
  /** esbuild's name for the oldest Node it must run on. */
  readonly target: string;
  /** Third-party packages that may be in it, by name. A package that is not named breaks the build's test. */
  readonly packages: readonly string[];
}

/** Every bundle of the project. A new action is one more row. */
export const BUNDLES: readonly Bundle[] = [
  {
    entry: 'packages/cli/src/index.ts',
    output: 'cli/index.cjs',
    target: 'node20',
    packages: [
      'commander',
      'jsonc-parser',
      'semver',
      'simple-git',
      '@simple-git/args-pathspec',
      '@simple-git/argv-parser',
      '@kwsites/file-exists',
      '@kwsites/promise-deferred',
      'debug',
      'has-flag',
      'ms',
      'supports-color',
      'yaml',
      'zod',
    ],
  },
];
