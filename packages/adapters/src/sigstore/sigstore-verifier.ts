import { createHash } from 'node:crypto';
import type { BundleWithDsseEnvelope } from '@sigstore/bundle';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import {
  toSignedEntity,
  toTrustMaterial,
  VerificationError,
  Verifier as SigstoreVerifier,
  type SignedEntity,
  type Signer,
} from '@sigstore/verify';
import {
  SIGNING_PROFILES,
  type ManifestRejection,
  type RejectionKind,
  type SignatureEvidence,
  type SigningProfileName,
} from '@sluice/model';
import type { Verification, Verifier } from '@sluice/ports';
import { messageOf, readBundle } from './read-bundle.ts';
import { readSignerCertificate } from './signer-certificate.ts';

/** A verifier for one profile with its own pinned root: the weaker thresholds of one never meet the roots of the other. */
export function sigstoreVerifier(profile: SigningProfileName, root: TrustedRoot): Verifier {
  const material = toTrustMaterial(root);
  const { certificateLogs, logEntries, timestamps } = SIGNING_PROFILES[profile];
  const thresholds = { tlogThreshold: logEntries, timestampThreshold: timestamps };
  const strict = new SigstoreVerifier(material, { ...thresholds, ctlogThreshold: certificateLogs });
  // Asked only after a refusal, to tell a missing certificate log from a certificate that leads nowhere.
  const withoutLog = new SigstoreVerifier(material, { ...thresholds, ctlogThreshold: 0 });
  const verifyBytes = (bytes: Buffer): Verification => {
    const read = readBundle(bytes);
    if (!read.ok) return read;
    try {
      const entity = toSignedEntity(read.bundle);
      const refusal = refusalOf(entity, { strict, withoutLog });
      if ('kind' in refusal) return { ok: false, rejection: refusal };
      return evidenceOf(profile, { ...read, entity, signer: refusal });
    } catch (error) {
      // Whatever a parser trips over is the fault of the bundle: nothing that throws is believed.
      return rejected('malformed-bundle', messageOf(error));
    }
  };
  return { profile, verify: (bytes) => Promise.resolve(verifyBytes(bytes)) };
}

interface Verifiers {
  readonly strict: SigstoreVerifier;
  readonly withoutLog: SigstoreVerifier;
}

/** The signer, or what is wrong. No policy is given: the library's compares names as unanchored patterns. */
function refusalOf(entity: SignedEntity, verifiers: Verifiers): Signer | ManifestRejection {
  try {
    return verifiers.strict.verify(entity);
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return rejection(kindOf(error, entity, verifiers.withoutLog), messageOf(error));
  }
}

const KINDS: Readonly<Record<VerificationError['code'], RejectionKind>> = {
  NOT_IMPLEMENTED_ERROR: 'malformed-bundle',
  TLOG_BODY_ERROR: 'log-entry-invalid',
  TLOG_INCLUSION_PROMISE_ERROR: 'log-entry-invalid',
  TLOG_INCLUSION_PROOF_ERROR: 'log-entry-invalid',
  TLOG_MISSING_INCLUSION_ERROR: 'log-entry-invalid',
  TLOG_ERROR: 'log-entry-invalid',
  CERTIFICATE_ERROR: 'certificate-untrusted',
  PUBLIC_KEY_ERROR: 'no-certificate',
  SIGNATURE_ERROR: 'signature-invalid',
  TIMESTAMP_ERROR: 'timestamp-invalid',
};

function kindOf(
  { code }: VerificationError,
  entity: SignedEntity,
  withoutLog: SigstoreVerifier,
): RejectionKind {
  const kind = KINDS[code];
  if (kind === 'timestamp-invalid' && verifiedTimes(entity).length === 0) return 'timestamp-missing';
  if (kind === 'log-entry-invalid' && entity.tlogEntries.length === 0) return 'log-entry-missing';
  if (kind !== 'certificate-untrusted') return kind;
  try {
    withoutLog.verify(entity);
    return 'certificate-log';
  } catch (error) {
    const sameReason = !(error instanceof VerificationError) || error.code === code;
    return sameReason ? kind : 'certificate-log';
  }
}

interface Verified {
  readonly bundle: BundleWithDsseEnvelope;
  readonly certificate: Buffer;
  readonly entity: SignedEntity;
  readonly signer: Signer;
}

function evidenceOf(
  profile: SigningProfileName,
  { bundle, certificate, entity, signer }: Verified,
): Verification {
  const extensions = (signer.identity?.oids ?? []).map(({ oid, value }) => ({
    oid: oid?.id.join('.') ?? '',
    value,
  }));
  const facts = readSignerCertificate(certificate, extensions);
  if (!facts) return rejected('malformed-certificate', 'a name or extension twice or in another form');
  const { payloadType, payload } = bundle.content.dsseEnvelope;
  const evidence: SignatureEvidence = {
    profile,
    id: idOf(certificate, payloadType, payload),
    payloadType,
    payload,
    certificate: facts,
    timestamps: verifiedTimes(entity),
    logEntries: entity.tlogEntries.length,
  };
  return { ok: true, evidence };
}

/** Not the digest of the bundle: the same signature can be written down in many ways. */
function idOf(certificate: Buffer, payloadType: string, payload: Buffer): string {
  const digest = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();
  const parts = [digest(certificate), digest(payloadType), digest(payload)];
  return digest(Buffer.concat(parts)).toString('hex');
}

/** Those that the library counted: of log entries only those with a signed promise of their time. */
function verifiedTimes({ timestamps }: SignedEntity): number[] {
  return timestamps.flatMap((each) => {
    if (each.$case === 'timestamp-authority')
      return [Math.floor(each.timestamp.signingTime.getTime() / 1000)];
    return each.tlogEntry.inclusionPromise ? [Number(each.tlogEntry.integratedTime)] : [];
  });
}

function rejection(kind: RejectionKind, actual: string): ManifestRejection {
  return { kind, field: 'bundle', expected: 'a bundle that the pinned root vouches for', actual };
}

function rejected(kind: RejectionKind, actual: string): Verification {
  return { ok: false, rejection: rejection(kind, actual) };
}
