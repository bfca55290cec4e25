// What the cryptographic check of a good bundle establishes, made by hand: for the pure judgement of who signed.
import {
  encodeStatement,
  PAYLOAD_TYPE,
  runInvocationUri,
  statementOf,
  type AgentManifest,
  type ManifestStatement,
  type SignatureEvidence,
} from '@sluice/model';
import { manifestFacts } from './manifest-facts.ts';
import { EXTRACT, ISSUER, REF, REPOSITORY, RUN, TIP, TOOLKIT_COMMIT } from './workflow-token.ts';

/** When the evidence was signed, in seconds since the epoch. */
export const SIGNED_AT = 1_800_000_000;

export const EXTENSIONS: Readonly<Record<number, string>> = {
  8: ISSUER,
  9: `${EXTRACT}@${TOOLKIT_COMMIT}`,
  10: TOOLKIT_COMMIT,
  11: 'github-hosted',
  12: REPOSITORY.uri,
  13: TIP,
  14: REF,
  15: String(REPOSITORY.id),
  17: String(REPOSITORY.ownerId),
  20: 'push',
  21: runInvocationUri(REPOSITORY.uri, RUN.id, RUN.attempt),
};

export function statement(facts: Partial<AgentManifest> = {}): ManifestStatement {
  return statementOf(manifestFacts({ issuedAt: SIGNED_AT - 20, ...facts }));
}

export function evidence(overrides: Partial<SignatureEvidence> = {}): SignatureEvidence {
  return {
    profile: 'public-good',
    id: 'signature-1',
    payloadType: PAYLOAD_TYPE,
    payload: encodeStatement(statement()),
    certificate: {
      names: [`URI:${EXTRACT}@${TOOLKIT_COMMIT}`],
      extensions: EXTENSIONS,
      notBefore: SIGNED_AT - 5,
      notAfter: SIGNED_AT + 595,
    },
    timestamps: [SIGNED_AT],
    logEntries: 1,
    ...overrides,
  };
}

/** With single extensions changed, or (null) left out. */
export function withExtensions(changed: Readonly<Record<number, string | null>>): SignatureEvidence {
  const extensions = Object.fromEntries(
    Object.entries({ ...EXTENSIONS, ...changed }).flatMap(([n, value]) =>
      value === null ? [] : [[n, value] as const],
    ),
  );
  return evidence({ certificate: { ...evidence().certificate, extensions } });
}
