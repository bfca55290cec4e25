import { runInvocationUri, SIGNING_PROFILES, type SignatureEvidence } from '@sluice/model';
import type { Expectation } from './expectation.ts';
import { equal, oneOf, type Row } from './row.ts';

/** What kind of witness there has to be, before asking who it is. */
export function witnessRows(evidence: SignatureEvidence, expectation: Expectation): Row[] {
  const { timestamps, logEntries } = SIGNING_PROFILES[expectation.profile];
  return [
    equal('wrong-profile', 'signing profile', expectation.profile, evidence.profile),
    atLeast('timestamp-missing', 'verified times of signing', timestamps, evidence.timestamps.length),
    atLeast('log-entry-missing', 'transparency log entries', logEntries, evidence.logEntries),
  ];
}

function atLeast(kind: Row['kind'], field: string, least: number, actual: number): Row {
  return { kind, field, expected: `at least ${least}`, actual: String(actual), ok: actual >= least };
}

/**
 * Who signed, for what, and in which run: every field of the certificate that the issuer wrote and no branch can. Numbers
 * in the names of fields are those of the extensions 1.3.6.1.4.1.57264.1.N. The subject of the token (`.24`) is left
 * out: its format is not stable.
 */
export function signerRows(evidence: SignatureEvidence, expectation: Expectation): Row[] {
  const { names, extensions } = evidence.certificate;
  const { issuer, toolkit, repository, run } = expectation;
  const found = (n: number): string | null => extensions[n] ?? null;
  const signers = toolkit.commits.map((commit) => `${toolkit.workflow}@${commit}`);
  const signer = found(9);
  return [
    equal('wrong-issuer', 'OIDC issuer (.8)', issuer, found(8)),
    oneOf(
      'wrong-signer',
      'certificate name (SAN)',
      signers.map((each) => `URI:${each}`),
      names.length === 0 ? null : names.join(', '),
    ),
    oneOf('wrong-signer', 'build signer URI (.9)', signers, signer),
    // Not any allowed commit but the one that the name says: the name could be a tag that looks like a commit.
    oneOf(
      'wrong-signer-digest',
      'build signer digest (.10)',
      toolkit.commits.filter((commit) => signer === `${toolkit.workflow}@${commit}`),
      found(10),
    ),
    oneOf('wrong-runner', 'runner environment (.11)', runners(expectation), found(11)),
    equal('wrong-repository', 'source repository (.12)', repository.uri, found(12)),
    equal('wrong-repository-id', 'source repository id (.15)', String(repository.id), found(15)),
    equal('wrong-owner-id', 'source repository owner id (.17)', String(repository.ownerId), found(17)),
    equal('wrong-commit', 'source repository commit (.13)', expectation.tip, found(13)),
    equal('wrong-ref', 'source repository ref (.14)', expectation.ref, found(14)),
    equal('wrong-trigger', 'build trigger (.20)', 'push', found(20)),
    runRow(found(21), repository.uri, run),
  ];
}

function runners({ selfHosted }: Expectation): readonly string[] {
  return selfHosted ? ['github-hosted', 'self-hosted'] : ['github-hosted'];
}

/** Re-running failed jobs raises the attempt of the run and leaves the artifact of an earlier one. */
function runRow(actual: string | null, repositoryUri: string, { id, attempt }: Expectation['run']): Row {
  const attempts = Array.from({ length: attempt }, (_, i) => runInvocationUri(repositoryUri, id, i + 1));
  const expected = attempt === 1 ? attempts[0]! : `${attempts[0]!} up to attempt ${attempt}`;
  const ok = actual !== null && attempts.includes(actual);
  return { kind: 'wrong-run', field: 'run invocation (.21)', expected, actual, ok };
}
