// A manifest of one small branch, and what the trusted side expects of it.
import {
  MANIFEST_SCHEMA,
  runInvocationUri,
  STATEMENT_LIMITS,
  asOid,
  type AgentManifest,
  type Manifest,
} from '@sluice/model';
import type { Expectation } from '@sluice/trust';
import {
  EXTRACT,
  ISSUER,
  OLD_TOOLKIT_COMMIT,
  REF,
  REPOSITORY,
  RUN,
  TIP,
  TOOLKIT_COMMIT,
} from './workflow-token.ts';

export const BASE = asOid('b'.repeat(40));
export const TARGET = { ref: 'refs/heads/main', sha: asOid('c'.repeat(40)) } as const;

/** Seconds since the epoch, now: the services on loopback sign with the clock of the machine. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** As the pipeline makes it from git. */
export function gitManifest(overrides: Partial<Manifest> = {}): Manifest {
  return {
    branch: 'claude/fix-login',
    ref: REF,
    head: asOid(TIP),
    base: BASE,
    singleBase: true,
    changes: [
      {
        path: 'src/login.ts',
        before: { mode: '100644', oid: asOid('1'.repeat(40)) },
        after: { mode: '100644', oid: asOid('2'.repeat(40)) },
        regions: [],
        renamedTo: null,
      },
    ],
    dependencies: [
      { manifest: 'package.json', section: 'dependencies', name: 'left-pad', before: null, after: '1.3.0' },
    ],
    task: { title: 'Fix the login', body: '', trailers: [] },
    risk: [],
    author: { name: 'agent', email: 'agent@example.invalid', date: '1700000000 +0000' },
    commits: 1,
    committedAt: 1_700_000_000,
    stackedOn: [],
    roots: [asOid(TIP)],
    ...overrides,
  };
}

/** What the extractor signs about {@link gitManifest}. */
export function manifestFacts(overrides: Partial<AgentManifest> = {}): AgentManifest {
  const { changes, dependencies, commits, committedAt } = gitManifest();
  return {
    schema: MANIFEST_SCHEMA,
    repository: { id: String(REPOSITORY.id), ownerId: String(REPOSITORY.ownerId), uri: REPOSITORY.uri },
    ref: REF,
    head: TIP,
    target: { ...TARGET },
    base: BASE,
    commits,
    committedAt,
    changes: changes.map(({ path, before, after, renamedTo }) => ({ path, before, after, renamedTo })),
    dependencies: [...dependencies],
    task: { title: 'Fix the login' },
    extractor: { run: runInvocationUri(REPOSITORY.uri, RUN.id, RUN.attempt) },
    issuedAt: nowSeconds(),
    ...overrides,
  };
}

export function expectation(overrides: Partial<Expectation> = {}): Expectation {
  return {
    profile: 'public-good',
    issuer: ISSUER,
    toolkit: { workflow: EXTRACT, commits: [TOOLKIT_COMMIT, OLD_TOOLKIT_COMMIT] },
    repository: REPOSITORY,
    ref: REF,
    tip: asOid(TIP),
    targetRef: TARGET.ref,
    run: RUN,
    selfHosted: false,
    now: nowSeconds(),
    maxAgeSeconds: 3600,
    limits: STATEMENT_LIMITS,
    seen: new Map(),
    ...overrides,
  };
}
