import { sigstoreVerifier } from '@sluice/adapters/sigstore/sigstore-verifier';
import { loadTrustRoot } from '@sluice/adapters/sigstore/trust-root';
import { explainVerdict } from '@sluice/deliver';
import {
  shortOid,
  type ManifestRejection,
  type ManifestVerdict,
  type SignatureEvidence,
} from '@sluice/model';
import { isSafeBranchName, verifyProvenance, type Expectation, type ProvenClaim } from '@sluice/trust';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { makeAgain, tipOf } from './make-again.ts';
import { readBundleFile } from './read-bundle-file.ts';
import { demandsOf, type VerifyOptions } from './verify-options.ts';

interface Judged {
  readonly subject: string;
  readonly verdict: ManifestVerdict;
  readonly unchecked: readonly string[];
  readonly notes: readonly string[];
}

/** Verifies one bundle and tells; 0 believed, 2 not believed. */
export async function verify(file: string, options: VerifyOptions): Promise<ExitCode> {
  const judged = await judge(file, options);
  process.stdout.write(
    options.json ? `${JSON.stringify(documentOf(judged), null, 2)}\n` : explainVerdict(judged),
  );
  return judged.verdict.rejection ? EXIT.some : EXIT.done;
}

async function judge(file: string, options: VerifyOptions): Promise<Judged> {
  const verifier = sigstoreVerifier(
    options.profile,
    await loadTrustRoot(options.profile, options.trustRoot ?? null),
  );
  const read = await readBundleFile(file);
  if (!read.ok) return unread(file, read.rejection);
  const verification = await verifier.verify(read.content);
  if (!verification.ok) return unread(file, verification.rejection);
  return judgeEvidence(verification.evidence, options);
}

function unread(subject: string, rejection: ManifestRejection): Judged {
  return { subject, verdict: { rejection, checks: [] }, unchecked: [], notes: [] };
}

async function judgeEvidence(evidence: SignatureEvidence, options: VerifyOptions): Promise<Judged> {
  const ref = options.branch ? `refs/heads/${options.branch}` : (evidence.certificate.extensions[14] ?? '');
  const tip = options.repo === undefined ? null : await tipOf(options.repo, ref);
  const { expectation, unchecked } = demandsOf(options, evidence, {
    tip,
    now: Math.floor(Date.now() / 1000),
  });
  const provenance = verifyProvenance(evidence, expectation);
  const subject = subjectOf(expectation);
  const { verdict } = provenance;
  if (!provenance.ok) return { subject, verdict, unchecked, notes: [] };
  const { rejection, note } = await confirm(provenance.claim, options);
  const notes = [note, ...(unchecked.length > 0 ? [UNCHECKED] : [])];
  return { subject, verdict: { ...verdict, rejection }, unchecked, notes };
}

const UNCHECKED =
  'Fields that are not checked were not held against anything: say what to expect with options.';
const NOT_REMADE = 'The manifest was not made again from git: give --repo to compare it with the objects.';

async function confirm(
  claim: ProvenClaim,
  { repo }: VerifyOptions,
): Promise<{ readonly rejection: ManifestRejection | null; readonly note: string }> {
  if (repo === undefined) return { rejection: null, note: NOT_REMADE };
  const rejection = await makeAgain(repo, claim);
  return { rejection, note: rejection ? '' : 'git says the same about this commit.' };
}

function subjectOf({ ref, tip }: Expectation): string {
  const name = ref.replace(/^refs\/heads\//, '');
  return `${isSafeBranchName(name) ? name : JSON.stringify(name)} at ${shortOid(tip)}`;
}

/** The contract of `--json`: keys are added, never changed. */
function documentOf({ subject, verdict, unchecked, notes }: Judged): object {
  return {
    schema: 'sluice/manifest-verdict@1',
    subject,
    believed: verdict.rejection === null,
    rejection: verdict.rejection,
    checks: verdict.checks.map((check) => ({ ...check, checked: !unchecked.includes(check.field) })),
    notes: notes.filter((note) => note !== ''),
  };
}
