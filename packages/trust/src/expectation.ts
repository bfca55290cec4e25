import type { Oid, SigningProfileName, StatementLimits } from '@sluice/model';

/** What is demanded of a manifest for one branch now. All of it comes from the base branch, the API or the clock. */
export interface Expectation {
  readonly profile: SigningProfileName;
  /** `https://token.actions.githubusercontent.com` */
  readonly issuer: string;
  readonly toolkit: Toolkit;
  readonly repository: RepositoryIdentity;
  /** `refs/heads/claude/x` */
  readonly ref: string;
  /** Where that ref is now, read again from the API. */
  readonly tip: Oid;
  /** The branch that manifests are made for: `refs/heads/main`. */
  readonly targetRef: string;
  /** The run from which the artifact was listed, and its newest attempt: an earlier one may have left the artifact. */
  readonly run: { readonly id: number; readonly attempt: number };
  /** Whether manifests from self-hosted runners count. */
  readonly selfHosted: boolean;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly maxAgeSeconds: number;
  readonly limits: StatementLimits;
  /** Signatures that were believed before, by `SignatureEvidence.id`. */
  readonly seen: ReadonlyMap<string, Use>;
}

/** What one signature was used for. */
export interface Use {
  readonly commit: Oid;
  readonly run: string;
}

/** Whose extract workflow counts, and at which commits: the previous one stays valid while branches are open. */
export interface Toolkit {
  /** `https://github.com/OWNER/sluice/.github/workflows/extract.yml` */
  readonly workflow: string;
  readonly commits: readonly string[];
}

/** `uri` has no slash at the end; ids survive renames. */
export interface RepositoryIdentity {
  readonly uri: string;
  readonly id: number;
  readonly ownerId: number;
}

/** How far the clocks of the parties may be apart. */
export const CLOCK_SKEW_SECONDS = 300;
/** How long a job may take from making a manifest to having it signed. */
export const SIGNING_DELAY_SECONDS = 3600;
/** Default age beyond which a manifest has to be made again. */
export const MAX_AGE_SECONDS = 7 * 24 * 3600;
