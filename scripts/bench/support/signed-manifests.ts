import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { parseTrustRoot } from '@sluice/adapters/sigstore/trust-root';
import { sigstoreSigner } from '@sluice/adapters/sigstore/sigstore-signer';
import { sigstoreVerifier } from '@sluice/adapters/sigstore/sigstore-verifier';
import { startSigstore, type LocalSigstore } from '@sluice/local-github/sigstore/start-sigstore';
import {
  asOid,
  encodeStatement,
  MANIFEST_SCHEMA,
  runInvocationUri,
  STATEMENT_LIMITS,
  statementOf,
} from '@sluice/model';
import type { Verifier } from '@sluice/ports';
import type { Expectation } from '@sluice/trust';

const ENTRY = join(import.meta.dirname, '../../../packages/local-github/src/sigstore/sigstore-process.ts');
const ISSUER = 'https://issuer.invalid';
const SERVER = 'https://forge.invalid';
const TOOLKIT = '5'.repeat(40);
const CHANGES = 50;

/** A signed manifest of one branch, and what has to be demanded of it. */
export interface SignedManifest {
  readonly bundle: Buffer;
  readonly expectation: Expectation;
}

export interface SigningPlace {
  readonly sigstore: LocalSigstore;
  readonly verifier: Verifier;
  /** Manifests of that many branches, 50 changed files each. */
  sign(count: number): Promise<readonly SignedManifest[]>;
}

/** Sigstore's services on this machine for some work. */
export async function withSigstore<T>(work: (place: SigningPlace) => Promise<T>): Promise<T> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = [publicKey.export({ format: 'jwk' })];
  const sigstore = await startSigstore({
    entry: ENTRY,
    issuers: [{ issuer: ISSUER, keys, serverUrl: SERVER }],
  });
  const root = parseTrustRoot('public-good', JSON.stringify(sigstore.trustedRoot.publicGood));
  const signer = sigstoreSigner(sigstore.services['public-good']);
  const token = (claims: object): string => {
    const parts = [{ alg: 'RS256' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    return `${parts.join('.')}.${sign('sha256', Buffer.from(parts.join('.')), privateKey).toString('base64url')}`;
  };
  const signAll = async (count: number): Promise<SignedManifest[]> => {
    const signed: SignedManifest[] = [];
    for (let i = 0; i < count; i++) {
      const { claims, payload, expectation } = branchOf(i);
      signed.push({ bundle: await signer.sign(payload, token(claims)), expectation });
    }
    return signed;
  };
  try {
    return await work({ sigstore, verifier: sigstoreVerifier('public-good', root), sign: signAll });
  } finally {
    await sigstore.close();
  }
}

interface SyntheticBranch {
  readonly claims: object;
  readonly payload: Buffer;
  readonly expectation: Expectation;
}

function branchOf(i: number): SyntheticBranch {
  const now = Math.floor(Date.now() / 1000);
  const tip = asOid(i.toString(16).padStart(40, 'a'));
  const ref = `refs/heads/claude/work-${i}`;
  const repository = { uri: `${SERVER}/octo/shop`, id: 7, ownerId: 4 };
  const run = { id: 1000 + i, attempt: 1 };
  const workflow = 'acme/sluice/.github/workflows/extract.yml';
  const claims = {
    iss: ISSUER,
    aud: 'sigstore',
    sub: `repo:octo/shop:ref:${ref}`,
    exp: now + 600,
    sha: tip,
    ref,
    event_name: 'push',
    repository: 'octo/shop',
    repository_id: String(repository.id),
    repository_owner_id: String(repository.ownerId),
    job_workflow_ref: `${workflow}@${TOOLKIT}`,
    job_workflow_sha: TOOLKIT,
    runner_environment: 'github-hosted',
    run_id: String(run.id),
    run_attempt: '1',
  };
  const oid = (n: number): string => n.toString(16).padStart(40, 'b');
  const payload = encodeStatement(
    statementOf({
      schema: MANIFEST_SCHEMA,
      repository: { uri: repository.uri, id: String(repository.id), ownerId: String(repository.ownerId) },
      ref,
      head: tip,
      target: { ref: 'refs/heads/main', sha: oid(1) },
      base: oid(1),
      commits: 1,
      committedAt: now,
      changes: Array.from({ length: CHANGES }, (_, n) => ({
        path: `src/package-${i}/module-${n}.ts`,
        before: { mode: '100644', oid: oid(n) },
        after: { mode: '100644', oid: oid(n + CHANGES) },
        renamedTo: null,
      })),
      dependencies: [],
      task: { title: `Work ${i}` },
      extractor: { run: runInvocationUri(repository.uri, run.id, run.attempt) },
      issuedAt: now,
    }),
  );
  const expectation: Expectation = {
    profile: 'public-good',
    issuer: ISSUER,
    toolkit: { workflow: `${SERVER}/${workflow}`, commits: [TOOLKIT] },
    repository,
    ref,
    tip,
    targetRef: 'refs/heads/main',
    run,
    selfHosted: false,
    now,
    maxAgeSeconds: 3600,
    limits: STATEMENT_LIMITS,
    seen: new Map(),
  };
  return { claims, payload, expectation };
}
