export { isSafeBranchName } from './branch-name.ts';
export { checkRunRecord, type ExpectedRun, type RunRecord } from './check-run-record.ts';
export { chooseClaim, type Choice } from './choose-claim.ts';
export {
  believeRecomputed,
  confirmManifest,
  type Confirmation,
  type Belief,
  type VerifiedManifest,
} from './confirm-manifest.ts';
export {
  MAX_AGE_SECONDS,
  type Expectation,
  type RepositoryIdentity,
  type Toolkit,
  type Use,
} from './expectation.ts';
export {
  verifyProvenance,
  type Provenance,
  type ProvenClaim,
  type SignatureRecord,
} from './verify-provenance.ts';
