// Sigstore's services on loopback, an issuer that they believe, and manifests signed by them.
import { join } from 'node:path';
import { parseTrustRoot } from '@sluice/adapters/sigstore/trust-root';
import { sigstoreSigner } from '@sluice/adapters/sigstore/sigstore-signer';
import { sigstoreVerifier } from '@sluice/adapters/sigstore/sigstore-verifier';
import { startSigstore, type LocalSigstore } from '@sluice/local-github/sigstore/start-sigstore';
import {
  encodeStatement,
  statementOf,
  type AgentManifest,
  type SignatureEvidence,
  type SigningProfileName,
} from '@sluice/model';
import type { Verifier } from '@sluice/ports';
import { manifestFacts } from './manifest-facts.ts';
import { ISSUER, SERVER, tokenIssuer, type TokenIssuer, type WorkflowClaims } from './workflow-token.ts';

export const SIGSTORE_ENTRY = join(
  import.meta.dirname,
  '../../../packages/local-github/src/sigstore/sigstore-process.ts',
);

export interface SigningWorld {
  readonly sigstore: LocalSigstore;
  readonly issuer: TokenIssuer;
  verifier(profile?: SigningProfileName): Verifier;
  /** Signs any bytes under an identity. */
  signBytes(payload: Buffer, given?: Given): Promise<Buffer>;
  /** Signs the statement of a manifest. */
  signManifest(given?: Given & { readonly facts?: Partial<AgentManifest> }): Promise<Buffer>;
  close(): Promise<void>;
}

interface Given {
  readonly claims?: WorkflowClaims;
  readonly profile?: SigningProfileName;
}

export async function signingWorld({
  certificatesLate = 0,
}: { readonly certificatesLate?: number } = {}): Promise<SigningWorld> {
  const issuer = tokenIssuer();
  const sigstore = await startSigstore({
    entry: SIGSTORE_ENTRY,
    issuers: [{ issuer: ISSUER, keys: issuer.keys, serverUrl: SERVER }],
    certificatesLate,
  });
  const signBytes = (
    payload: Buffer,
    { claims = {}, profile = 'public-good' }: Given = {},
  ): Promise<Buffer> => sigstoreSigner(sigstore.services[profile]).sign(payload, issuer.token(claims));
  return {
    sigstore,
    issuer,
    verifier: (profile = 'public-good') => sigstoreVerifier(profile, localRoot(sigstore, profile)),
    signBytes,
    signManifest: ({ facts = {}, ...given } = {}) =>
      signBytes(encodeStatement(statementOf(manifestFacts(facts))), given),
    close: () => sigstore.close(),
  };
}

/** The pinned root of the local services for one profile. */
export function localRoot(
  { trustedRoot }: LocalSigstore,
  profile: SigningProfileName,
): ReturnType<typeof parseTrustRoot> {
  const root = profile === 'github' ? trustedRoot.github : trustedRoot.publicGood;
  return parseTrustRoot(profile, JSON.stringify(root));
}

/** The evidence of a bundle that has to verify. */
export async function evidenceOf(verifier: Verifier, bundle: Buffer): Promise<SignatureEvidence> {
  const verification = await verifier.verify(bundle);
  if (!verification.ok) throw new Error(`not verified: ${JSON.stringify(verification.rejection)}`);
  return verification.evidence;
}
