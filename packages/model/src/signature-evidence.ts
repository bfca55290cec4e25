import type { SigningProfileName } from './signing-profile.ts';

/**
 * What a cryptographic check of one bundle established, before anybody asked whether the signer is the right one. All of
 * it is said by the certificate authority, a log, a timestamp authority or the signed bytes themselves.
 */
export interface SignatureEvidence {
  /** Under whose roots and thresholds it was checked. */
  readonly profile: SigningProfileName;
  /** Names this one act of signing: the same certificate over the same bytes, however the bundle is written down. */
  readonly id: string;
  /** DSSE payload type and bytes. */
  readonly payloadType: string;
  readonly payload: Buffer;
  readonly certificate: SignerCertificate;
  /** Verified times of signing, in seconds since the epoch. */
  readonly timestamps: readonly number[];
  /** Number of verified entries in a transparency log. */
  readonly logEntries: number;
}

export interface SignerCertificate {
  /** Every subject alternative name, whatever its kind: `URI:https://…`, `email:…`, `other:…`. */
  readonly names: readonly string[];
  /**
   * Values of the extensions 1.3.6.1.4.1.57264.1.N by N, decoded: DER UTF8String from 8 on, bare text before
   * (https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md).
   */
  readonly extensions: Readonly<Record<number, string>>;
  /** Seconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}
