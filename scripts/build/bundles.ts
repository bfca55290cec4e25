import {
  ANTHROPIC,
  ARTIFACTS,
  ENGINE_READERS,
  EXEC,
  FORGE,
  GIT,
  HTTP,
  LOCAL_GITHUB,
  READERS,
  SIGN,
  SIGSTORE,
  SIGSTORE_SERVICES,
  TUF,
} from './package-groups.ts';

/** One file that runs without `node_modules`: what it is made of, and what may never be in it. */
export interface Bundle {
  /** TypeScript entry, from the root of the repository. */
  readonly entry: string;
  /** Output, below `dist/`; the notices of bundled packages go beside it. */
  readonly output: string;
  /** esbuild's name for the oldest Node it must run on. */
  readonly target: string;
  /** Whether names and white space are shortened: what starts on every push has to start fast. */
  readonly minify?: boolean;
  /** Whether packages are taken as CommonJS: some that are written in it misread the ES module of another. */
  readonly commonJs?: boolean;
  /** Parts that it requires when it needs them, by output. No list: it is loaded whole, as what it says `import()` to. */
  readonly parts?: readonly string[];
  /** Packages that others import and this program never uses: an empty module stands in for each. */
  readonly without?: readonly string[];
  /** Packages that are run when something of them is first used, and not at the start; CommonJS alone. */
  readonly late?: readonly string[];
  /** Most kB of it: a package that grows, or comes along, is seen. */
  readonly most: number;
  /** Third-party packages that may be in it, by name. A package that is not named breaks the build's test. */
  readonly packages: readonly string[];
}

/** Nothing of ours reads an artifact of another run through this client, and archives are read by our own strict reader. */
const NEVER_USED = [
  '@actions/github',
  '@octokit/plugin-request-log',
  '@octokit/plugin-retry',
  'unzip-stream',
];

/** The store of answers that a client of signing services could keep: ours are told of no place for one. */
const NEVER_CACHED = ['cacache'];

const TOOLKIT = 'parts/toolkit/index.cjs';
const FORGE_CLIENTS = 'parts/forge/index.cjs';
const SIGNING = 'parts/signing/index.cjs';
const MODEL = 'parts/model/index.cjs';
const ENGINE = 'engine/index.cjs';
const CLI = 'cli/index.cjs';
const MERGE_FILE = 'merge-file/index.cjs';
const MERGE_DRIVER = 'merge-driver/index.cjs';

/** Third-party packages that are loaded late, and kept once for all bundles; see `parts.ts`. */
export const PARTS: readonly Bundle[] = [
  part('packages/adapters/src/runner/actions-toolkit.ts', TOOLKIT, {
    most: 1_600,
    without: NEVER_USED,
    // Asked only where the machine has a proxy.
    late: ['undici'],
    packages: once('@actions/core', EXEC, HTTP, ARTIFACTS),
  }),
  part('packages/adapters/src/github/octokit.ts', FORGE_CLIENTS, {
    // The command line runs on the oldest Node that is supported.
    target: 'node20',
    most: 700,
    packages: once(HTTP, FORGE),
  }),
  part('packages/adapters/src/sigstore/signing-clients.ts', SIGNING, {
    most: 900,
    without: NEVER_CACHED,
    packages: once(SIGSTORE, SIGN),
  }),
  part('packages/adapters/src/anthropic/anthropic-client.ts', MODEL, {
    target: 'node20',
    most: 700,
    packages: once(ANTHROPIC),
  }),
];

/** Programs and libraries of our own that others require when they need them. */
const SHARED: readonly Bundle[] = [
  // The merge engine: read when a file is contended.
  {
    ...own('packages/engine/src/index.ts', ENGINE, { most: 800 }),
    minify: true,
    late: ['postcss', 'semver', 'yaml'],
    packages: once(ENGINE_READERS),
  },
  // What git and editors call for every file: small, so that it starts fast.
  own('packages/cli/src/merge-file/merge-file.ts', MERGE_FILE, { most: 30, parts: [ENGINE] }),
  own('packages/cli/src/merge-driver/merge-driver.ts', MERGE_DRIVER, { most: 30, parts: [ENGINE] }),
  {
    ...own('packages/cli/src/index.ts', CLI, {
      most: 2_250,
      parts: [FORGE_CLIENTS, MODEL, ENGINE, MERGE_FILE, MERGE_DRIVER],
    }),
    packages: once('commander', GIT, READERS, SIGSTORE, TUF, '@sigstore/verify'),
  },
];

/** Everything that another bundle may require instead of having it inside. */
export const APART: readonly Bundle[] = [...PARTS, ...SHARED];

const STAGE = [...GIT, ...READERS];

/** Every bundle of the project. A new action is one more row. */
export const BUNDLES: readonly Bundle[] = [
  ...APART,
  // What is installed as `sluice`.
  own('packages/cli/src/start.ts', 'sluice/index.cjs', { most: 10, parts: [CLI, MERGE_FILE, MERGE_DRIVER] }),
  // What `sluice dev up` starts, as processes of their own: the command line loads neither.
  {
    entry: 'packages/local-github/src/dev/dev-process.ts',
    output: 'dev/index.cjs',
    target: 'node24',
    most: 2_100,
    packages: once(LOCAL_GITHUB),
  },
  {
    entry: 'packages/local-github/src/sigstore/sigstore-process.ts',
    output: 'dev/sigstore/index.cjs',
    target: 'node24',
    commonJs: true,
    most: 2_200,
    packages: once(SIGSTORE_SERVICES),
  },
  action('extract-manifest', { most: 500, parts: [], packages: once(GIT, 'jsonc-parser', 'zod') }),
  action('attest', {
    most: 250,
    parts: [TOOLKIT, SIGNING],
    packages: once('zod', '@sigstore/bundle', '@sigstore/protobuf-specs'),
  }),
  action('cluster', {
    most: 800,
    parts: [TOOLKIT, FORGE_CLIENTS, ENGINE],
    packages: once(STAGE, SIGSTORE, '@sigstore/verify'),
  }),
  action('merge-candidates', { most: 700, parts: [TOOLKIT, ENGINE], packages: once(STAGE) }),
  action('ask-model', { most: 800, parts: [TOOLKIT, ENGINE, MODEL], packages: once(STAGE) }),
  action('validate', { most: 800, parts: [TOOLKIT, ENGINE], packages: once(STAGE, EXEC) }),
  action('deliver', {
    most: 900,
    parts: [TOOLKIT, FORGE_CLIENTS, ENGINE],
    packages: once(STAGE, SIGSTORE, '@sigstore/verify'),
  }),
];

/** An action runs on the Node that its action.yml names, and starts with every job: it is minified. */
function action(name: string, rest: Pick<Bundle, 'most' | 'packages' | 'parts'>): Bundle {
  return {
    entry: `actions/${name}/index.ts`,
    output: `${name}/index.cjs`,
    target: 'node24',
    minify: true,
    ...rest,
  };
}

/** Made of our own sources alone; it runs on the oldest Node that is supported. */
function own(entry: string, output: string, rest: Pick<Bundle, 'most' | 'parts'>): Bundle {
  return { entry, output, target: 'node20', packages: [], ...rest };
}

function part(
  entry: string,
  output: string,
  rest: Pick<Bundle, 'most' | 'packages' | 'without' | 'late'> & { readonly target?: string },
): Bundle {
  return { entry, output, target: 'node24', minify: true, ...rest };
}

function once(...groups: readonly (string | readonly string[])[]): string[] {
  return [...new Set(groups.flat())].toSorted();
}
