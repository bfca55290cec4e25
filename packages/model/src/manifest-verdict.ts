/**
 * Why a manifest is not believed: a closed set. The sentence is what reports and the documentation say; kinds are added,
 * never changed.
 */
export const REJECTIONS = {
  'no-manifest': 'No run of the manifest workflow for this commit left a manifest.',
  'artifact-expired': 'The artifact with the manifest has expired.',
  'artifact-digest': 'The archive is not the one that the forge has on record.',
  'archive-invalid': 'The archive is not a plain zip file with exactly the one file that is expected.',
  'archive-too-large': 'The archive, or what it inflates to, is larger than allowed.',
  'malformed-bundle': 'The file is not a sigstore bundle.',
  'not-dsse': 'The bundle does not hold a signed statement (a DSSE envelope).',
  'no-certificate': 'The bundle was signed with a bare key: nobody says who signed.',
  'certificate-untrusted':
    'The certificate does not lead to the pinned root, or was not valid at the time of signing.',
  'certificate-log': 'No trusted certificate transparency log vouches for the certificate.',
  'malformed-certificate': 'The certificate says something twice or in a form that it may not have.',
  'timestamp-missing': 'There is no verified time of signing.',
  'timestamp-invalid': 'A time of signing cannot be verified.',
  'log-entry-missing': 'There is no verified entry in a transparency log.',
  'log-entry-invalid': 'An entry of a transparency log cannot be verified.',
  'signature-invalid': 'The signature does not fit the signed bytes.',
  'wrong-profile': 'It was checked under another signing profile than the one configured.',
  'wrong-issuer': 'The identity was not issued by the expected OIDC issuer.',
  'wrong-signer': 'It was not signed by the extract workflow of the toolkit at an allowed commit.',
  'wrong-signer-digest': 'The commit of the signing workflow is not the allowed one that its name says.',
  'wrong-runner': 'It was signed on a runner that is not allowed.',
  'wrong-repository': 'It was signed for another repository.',
  'wrong-repository-id': 'It was signed for another repository, perhaps one that had this name before.',
  'wrong-owner-id': 'It was signed for a repository of another owner.',
  'wrong-commit': 'It was signed for another commit than the tip of the branch.',
  'wrong-ref': 'It was signed for another branch.',
  'wrong-trigger': 'It was not signed in a run that a push started.',
  'wrong-run': 'It was signed in another run than the one that has the artifact.',
  'wrong-payload-type': 'The signed bytes are not an in-toto statement.',
  'statement-too-large': 'The statement is larger than allowed.',
  'malformed-statement': 'The statement does not have the published form.',
  'wrong-statement-type': 'The statement is not of in-toto version 1.',
  'wrong-predicate-type': 'The statement is not an agent manifest.',
  'too-many-changes': 'The manifest lists more changes than allowed.',
  'wrong-subject': 'The statement is about another commit or branch than the signature.',
  'issued-out-of-time': 'The manifest says that it was made at another time than it was signed.',
  expired: 'The manifest is older than the policy allows.',
  'not-yet-valid': 'The time of signing lies in the future.',
  replayed: 'The same signature was used before, for another commit or run.',
  ambiguous: 'There are several manifests for this commit, and they differ.',
  'unsafe-branch-name': 'The name of the branch has characters that are not allowed.',
  'wrong-workflow-path': 'The run belongs to another workflow file.',
  'wrong-run-commit': 'By the record of the forge the run was for another commit.',
  'wrong-run-branch': 'By the record of the forge the run was for another branch.',
  'wrong-run-event': 'By the record of the forge the run was not started by a push.',
  'wrong-run-repository': 'By the record of the forge the run was for another repository.',
  'toolkit-not-called': 'By the record of the forge the run did not call the toolkit at an allowed commit.',
  mismatch: 'The manifest is not what git says about this commit.',
} as const;

export type RejectionKind = keyof typeof REJECTIONS;
export const REJECTION_KINDS = Object.keys(REJECTIONS) as RejectionKind[];

/** One comparison of what was demanded with what was found, as text for people. */
export interface ManifestCheck {
  /** `runner environment (.11)` */
  readonly field: string;
  readonly expected: string;
  /** null: there was nothing. */
  readonly actual: string | null;
  readonly ok: boolean;
}

/** The first thing that was wrong. `actual` may come from an attacker: it is data, to be escaped where it is shown. */
export interface ManifestRejection {
  readonly kind: RejectionKind;
  readonly field: string;
  readonly expected: string;
  readonly actual: string | null;
}

/** For `sluice verify`, and for every place that tells why. */
export interface ManifestVerdict {
  /** null: believed. */
  readonly rejection: ManifestRejection | null;
  /** In the order in which they were made; those that could not be made are not there. */
  readonly checks: readonly ManifestCheck[];
}
