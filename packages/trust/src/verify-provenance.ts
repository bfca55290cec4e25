import {
  PAYLOAD_TYPE,
  type AgentManifest,
  type ManifestRejection,
  type ManifestVerdict,
  type SignatureEvidence,
  type SigningProfileName,
} from '@sluice/model';
import { decodeStatement } from './decode-statement.ts';
import type { Expectation } from './expectation.ts';
import { equal, verdictOfRows, type Row } from './row.ts';
import { signerRows, witnessRows } from './signer-rows.ts';
import { freshnessRows, signingTime, statementRows } from './statement-rows.ts';

declare const proven: unique symbol;

/**
 * What the trusted extract workflow said about the tip of a branch. Only {@link verifyProvenance} makes one; it is not
 * yet believed: its facts have to be made again from git (`confirmManifest`).
 */
export interface ProvenClaim {
  readonly facts: AgentManifest;
  readonly signature: SignatureRecord;
  readonly [proven]: true;
}

/** Where a claim comes from, for reports and for `Expectation.seen`. */
export interface SignatureRecord {
  readonly id: string;
  readonly profile: SigningProfileName;
  /** `https://github.com/OWNER/sluice/.github/workflows/extract.yml@<commit>` */
  readonly signer: string;
  readonly run: string;
  /** Verified, in seconds since the epoch. */
  readonly signedAt: number;
}

export type Provenance =
  | { readonly ok: true; readonly claim: ProvenClaim; readonly verdict: ManifestVerdict }
  | { readonly ok: false; readonly rejection: ManifestRejection; readonly verdict: ManifestVerdict };

/** Whether the right workflow signed this for the right commit, branch, repository and run, and recently. */
export function verifyProvenance(evidence: SignatureEvidence, expectation: Expectation): Provenance {
  const rows: Row[] = [
    ...witnessRows(evidence, expectation),
    ...signerRows(evidence, expectation),
    equal('wrong-payload-type', 'payload type', PAYLOAD_TYPE, evidence.payloadType),
  ];
  const decoded = decodeStatement(evidence.payload, expectation.limits);
  if (!decoded.ok) {
    const { kind, field, expected, actual } = decoded;
    return refusal([...rows, { kind, field, expected, actual, ok: false }]);
  }
  const { statement } = decoded;
  rows.push(
    ...statementRows(statement, evidence, expectation),
    ...freshnessRows(statement.predicate, evidence, expectation),
  );
  const verdict = verdictOfRows(rows);
  if (verdict.rejection) return { ok: false, rejection: verdict.rejection, verdict };
  return { ok: true, claim: claimOf(evidence, statement.predicate), verdict };
}

function refusal(rows: readonly Row[]): Provenance {
  const verdict = verdictOfRows(rows);
  return { ok: false, rejection: verdict.rejection!, verdict };
}

function claimOf(evidence: SignatureEvidence, facts: AgentManifest): ProvenClaim {
  const { extensions } = evidence.certificate;
  const signature: SignatureRecord = {
    id: evidence.id,
    profile: evidence.profile,
    signer: extensions[9]!,
    run: extensions[21]!,
    signedAt: signingTime(evidence),
  };
  return { facts, signature } as ProvenClaim;
}
