import {
  ARTIFACT_API,
  ARTIFACTS,
  FORGE,
  GIT,
  HTTP,
  LOCAL_GITHUB,
  READERS,
  RUNNER,
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
  /** Packages that others import and this program never uses: an empty module stands in for each. */
  readonly without?: readonly string[];
  /** Most kB of it: a package that grows, or comes along, is seen. */
  readonly most: number;
  /** Third-party packages that may be in it, by name. A package that is not named breaks the build's test. */
  readonly packages: readonly string[];
}

/** Who reads no artifact of another run needs no client of the API, though the client of artifacts asks for it. */
const NO_API = ['@actions/github', '@octokit/plugin-request-log', '@octokit/plugin-retry'];
/** Archives are read by the strict reader of one file alone: a general one is not even there. */
const NO_UNZIP = ['unzip-stream'];

const STAGE = [...RUNNER, ...HTTP, ...GIT, ...READERS];

/** Every bundle of the project. A new action is one more row. */
export const BUNDLES: readonly Bundle[] = [
  {
    entry: 'packages/cli/src/index.ts',
    output: 'cli/index.cjs',
    target: 'node20',
    most: 3_500,
    packages: once('commander', GIT, READERS, HTTP, FORGE, SIGSTORE, TUF, '@sigstore/verify'),
  },
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
  action('extract-manifest', { most: 1_300, packages: once(STAGE) }),
  action('attest', {
    most: 2_900,
    without: [...NO_API, ...NO_UNZIP],
    packages: once(RUNNER, HTTP, 'zod', ARTIFACTS, SIGSTORE, SIGN),
  }),
  action('cluster', {
    most: 2_900,
    without: NO_UNZIP,
    packages: once(STAGE, ARTIFACTS, ARTIFACT_API, FORGE, SIGSTORE, '@sigstore/verify'),
  }),
  action('merge-candidates', {
    most: 2_600,
    without: [...NO_API, ...NO_UNZIP],
    packages: once(STAGE, ARTIFACTS),
  }),
  action('validate', { most: 2_700, without: [...NO_API, ...NO_UNZIP], packages: once(STAGE, ARTIFACTS) }),
  action('deliver', {
    most: 3_000,
    without: NO_UNZIP,
    packages: once(STAGE, ARTIFACTS, ARTIFACT_API, FORGE, SIGSTORE, '@sigstore/verify'),
  }),
];

/** An action runs on the Node that its action.yml names, and starts with every job: it is minified. */
function action(name: string, rest: Pick<Bundle, 'most' | 'packages' | 'without'>): Bundle {
  return {
    entry: `actions/${name}/index.ts`,
    output: `${name}/index.cjs`,
    target: 'node24',
    minify: true,
    ...rest,
  };
}

function once(...groups: readonly (string | readonly string[])[]): string[] {
  return [...new Set(groups.flat())].toSorted();
}
