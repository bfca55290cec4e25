/** What one way of signing has to show, and who gives it. Thresholds are never mixed with the roots of another profile. */
export interface SigningProfile {
  /** For people. */
  readonly about: string;
  /** Least number of certificate transparency logs that vouch for the certificate. */
  readonly certificateLogs: number;
  /** Least number of entries in a transparency log. */
  readonly logEntries: number;
  /** Least number of verified times, by a log or by a timestamp authority. */
  readonly timestamps: number;
  readonly services: SigningServices;
}

/** Base URLs; null: the profile does not use this service. */
export interface SigningServices {
  readonly fulcio: string;
  readonly rekor: string | null;
  readonly timestamps: string | null;
}

/** Where a repository keeps the roots of GitHub's own sigstore, as `gh attestation trusted-root` writes them. */
export const TRUST_ROOT_FILE = '.github/sluice-trust-root.jsonl';

/** The two ways to sign. Configuration on the base branch chooses, never the bundle. */
export const SIGNING_PROFILES = {
  'public-good': {
    about: 'Fulcio and Rekor of the public-good sigstore: for public repositories, since the log names them.',
    certificateLogs: 1,
    logEntries: 1,
    timestamps: 1,
    services: {
      fulcio: 'https://fulcio.sigstore.dev',
      rekor: 'https://rekor.sigstore.dev',
      timestamps: null,
    },
  },
  github: {
    about: "GitHub's own Fulcio and timestamp authority: for private and internal repositories.",
    certificateLogs: 0,
    logEntries: 0,
    timestamps: 1,
    services: {
      fulcio: 'https://fulcio.githubapp.com',
      rekor: null,
      timestamps: 'https://timestamp.githubapp.com',
    },
  },
} as const satisfies Record<string, SigningProfile>;

export type SigningProfileName = keyof typeof SIGNING_PROFILES;
export const SIGNING_PROFILE_NAMES = Object.keys(SIGNING_PROFILES) as SigningProfileName[];

/** How manifests are believed: by a signature of one profile, or only by making them again (`recompute-only`, said loudly). */
export const TRUST_MODES = [...SIGNING_PROFILE_NAMES, 'recompute-only'] as const;
export type TrustMode = (typeof TRUST_MODES)[number];

/** The profile of a workflow that takes no inputs: by the visibility of the repository, as the forge tells it. */
export function profileFor(visibility: 'public' | 'private' | 'internal'): SigningProfileName {
  return visibility === 'public' ? 'public-good' : 'github';
}
