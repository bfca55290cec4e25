import type { ManifestRejection, SignatureEvidence, SigningProfileName } from '@sluice/model';

/** What a bundle proves, or why it proves nothing. */
export type Verification =
  | { readonly ok: true; readonly evidence: SignatureEvidence }
  | { readonly ok: false; readonly rejection: ManifestRejection };

/**
 * Checks signatures, certificates, log entries and timestamps against pinned roots, with the thresholds of one profile.
 * It accepts any signer: who signed is in the evidence, and has to be judged (`verifyProvenance`).
 */
export interface Verifier {
  readonly profile: SigningProfileName;
  /** Of the bytes of a bundle; hostile ones are rejections, never faults. */
  verify(bundle: Buffer): Promise<Verification>;
}
