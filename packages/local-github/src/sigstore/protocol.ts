import type { JsonWebKey } from 'node:crypto';

/** An OIDC issuer that the local Fulcio believes, as the real one believes GitHub's. */
export interface TrustedIssuer {
  /** Byte for byte the `iss` of its tokens, and `.8` of certificates. */
  readonly issuer: string;
  /** Its public keys, with their `kid`. */
  readonly keys: readonly (JsonWebKey & { readonly kid?: string })[];
  /** Before `owner/name` in every URI of a certificate: `https://github.com`, or where the local GitHub listens. */
  readonly serverUrl: string;
}

/** Base URLs of the services of one profile; null: it does not use this one. */
export interface ServiceUrls {
  readonly fulcio: string;
  readonly rekor: string | null;
  readonly timestamps: string | null;
}

/** What the child says when it listens. Roots are in sigstore's JSON form. */
export interface Started {
  readonly kind: 'started';
  readonly services: { readonly 'public-good': ServiceUrls; readonly github: ServiceUrls };
  readonly trustedRoot: { readonly publicGood: object; readonly github: object };
  readonly tuf: { readonly url: string; readonly root: object };
}

/** How many requests each service has answered so far. */
export interface Tally {
  readonly kind: 'tally';
  readonly served: Readonly<Record<ServiceName, number>>;
}

export type ServiceName = 'fulcio' | 'rekor' | 'timestamps' | 'tuf';
export type Said = Started | Tally;

/** The first message to the child. Each one after it asks for the tally. */
export interface Orders {
  readonly issuers: readonly TrustedIssuer[];
  /** Seconds by which the clock of the certificate authorities is slow: what they issue is already over when it is used. */
  readonly certificatesLate?: number;
}
