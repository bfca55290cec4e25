import {
  subjectName,
  type AgentManifest,
  type ManifestStatement,
  type SignatureEvidence,
} from '@sluice/model';
import { CLOCK_SKEW_SECONDS, SIGNING_DELAY_SECONDS, type Expectation } from './expectation.ts';
import { equal, type Row } from './row.ts';

/** What the statement says about itself has to be what its signature says. */
export function statementRows(
  { subject: [subject], predicate }: ManifestStatement,
  evidence: SignatureEvidence,
  expectation: Expectation,
): Row[] {
  const { repository, ref, tip } = expectation;
  const name = subjectName(repository.uri, ref);
  const inSubject = (field: string, expected: string, actual: string): Row =>
    equal('wrong-subject', field, expected, actual);
  return [
    inSubject('statement subject', name, subject.name),
    inSubject('statement subject digest', tip, subject.digest.gitCommit),
    inSubject('manifest head', tip, predicate.head),
    inSubject('manifest ref', ref, predicate.ref),
    inSubject('manifest target', expectation.targetRef, predicate.target.ref),
    inSubject('manifest repository', repository.uri, predicate.repository.uri),
    inSubject('manifest repository id', String(repository.id), predicate.repository.id),
    inSubject('manifest owner id', String(repository.ownerId), predicate.repository.ownerId),
    inSubject('manifest run', evidence.certificate.extensions[21] ?? '', predicate.extractor.run),
  ];
}

/** Signed when it was made, not too long ago, and for nothing else before. */
export function freshnessRows(
  predicate: AgentManifest,
  evidence: SignatureEvidence,
  expectation: Expectation,
): Row[] {
  if (evidence.timestamps.length === 0) return [];
  const { now, maxAgeSeconds } = expectation;
  const { notBefore, notAfter } = evidence.certificate;
  const signedAt = signingTime(evidence);
  const delay = signedAt - predicate.issuedAt;
  return [
    {
      kind: 'certificate-untrusted',
      field: 'time of signing, in the life of the certificate',
      expected: `${time(notBefore)} to ${time(notAfter)}`,
      actual: time(signedAt),
      ok: signedAt >= notBefore && signedAt <= notAfter,
    },
    {
      kind: 'issued-out-of-time',
      field: 'seconds from making to signing',
      expected: `${-CLOCK_SKEW_SECONDS} to ${SIGNING_DELAY_SECONDS}`,
      actual: String(delay),
      ok: delay >= -CLOCK_SKEW_SECONDS && delay <= SIGNING_DELAY_SECONDS,
    },
    {
      kind: 'not-yet-valid',
      field: 'time of signing, not in the future',
      expected: `${time(now + CLOCK_SKEW_SECONDS)} or before`,
      actual: time(signedAt),
      ok: signedAt <= now + CLOCK_SKEW_SECONDS,
    },
    {
      kind: 'expired',
      field: 'age in seconds',
      expected: `at most ${maxAgeSeconds}`,
      actual: String(now - signedAt),
      ok: now - signedAt <= maxAgeSeconds,
    },
    useRow(evidence, expectation),
  ];
}

/** The earliest verified time: a later timestamp can always be added. */
export function signingTime({ timestamps }: SignatureEvidence): number {
  return Math.min(...timestamps);
}

const MOST_SECONDS = 8.64e12;

function time(seconds: number): string {
  // Beyond that there is no date, and what was never a number must not stop the verdict.
  if (!(Math.abs(seconds) <= MOST_SECONDS)) return String(seconds);
  return new Date(seconds * 1000).toISOString();
}

function useRow(evidence: SignatureEvidence, { seen, tip }: Expectation): Row {
  const run = evidence.certificate.extensions[21] ?? '';
  const before = seen.get(evidence.id);
  const expected = 'not used before, or for this commit and run';
  if (!before)
    return { kind: 'replayed', field: 'single use', expected, actual: 'not used before', ok: true };
  const ok = before.commit === tip && before.run === run;
  return { kind: 'replayed', field: 'single use', expected, actual: `${before.commit} in ${before.run}`, ok };
}
